"""The results as a picture: how many times a peer's figure each kernel takes."""

from __future__ import annotations

from pathlib import Path

import matplotlib

from .results import Results, ratio

matplotlib.use("svg")

# Okabe and Ito's colours, told apart by readers with any colour vision.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")


def draw(results: Results, peer: str, path: Path) -> bool:
    """Writes an SVG: a row for each measure, a dot for each kernel's ratio to the peer with the
    range of the rounds, left of the line at 1 where it takes less.

    :return: False where there is nothing to compare
    """
    import matplotlib.pyplot as plt
    from matplotlib.ticker import FuncFormatter

    kernels = [k for k in results.kernels if k != peer]
    rows = []
    for measure in results.taken():
        theirs = results.series(peer, measure.key)
        ratios = {k: ratio(results.series(k, measure.key), theirs) for k in kernels}
        if measure.versus_peers and any(ratios.values()):
            rows.append((measure, ratios))
    if not rows:
        return False
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "juggler", "font.size": 9}
    figure, axes = plt.subplots(figsize=(9, 0.9 + 0.32 * len(rows)), layout="constrained")
    for number, kernel in enumerate(kernels):
        colour = _COLOURS[number % len(_COLOURS)]
        found = [(y, r[kernel]) for y, (_, r) in enumerate(rows) if r[kernel]]
        axes.errorbar(
            [r.median for _, r in found],
            [y for y, _ in found],
            xerr=[
                [max(0.0, r.median - r.low) for _, r in found],
                [max(0.0, r.high - r.median) for _, r in found],
            ],
            fmt="o",
            color=colour,
            capsize=2,
            markersize=5,
            label=kernel,
        )
    axes.axvline(1, color="#555555", linewidth=1)
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g} ×"))
    axes.set_yticks(range(len(rows)), [measure.title.replace("`", "") for measure, _ in rows])
    axes.invert_yaxis()
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel(f"times {peer}'s figure (less is better; bars are the range of the rounds)")
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(kernels), frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
    return True
