"""The results as a table."""

from __future__ import annotations

from .results import Measure, Ratio, Results, Series, ratio


def markdown(results: Results, peers: list[str], notes: list[str]) -> str:
    """A table with a row for each measure: each kernel's median and range, then each kernel's
    ratio to each of the peers, with the range of the ratios round by round.

    :param notes: lines to stand below it
    """
    compared = [
        (k, p) for i, p in enumerate(peers) for k in results.kernels if k not in peers[: i + 1]
    ]
    header = ["measure", "unit", *results.kernels, *(f"{k} ÷ {p}" for k, p in compared)]
    rows = [header, ["---"] * 2 + ["---:"] * (len(header) - 2)]
    reasons: list[str] = []
    for measure in results.taken():
        row = [measure.title, measure.unit]
        row += [
            _figure(k, results.series(k, measure.key), measure, reasons) for k in results.kernels
        ]
        for ours, theirs in compared:
            versus = (
                ratio(results.series(ours, measure.key), results.series(theirs, measure.key))
                if measure.versus_peers
                else None
            )
            row.append(_ratio(versus))
        rows.append(row)
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join([table, "", *(f"- {line}" for line in [*reasons, *notes])]) + "\n"


def _figure(kernel: str, series: Series, measure: Measure, reasons: list[str]) -> str:
    if series.complete:
        text = _number(series.median)
        low, high = min(series.values), max(series.values)
        return text if low == high else f"{text} ({_number(low)}–{_number(high)})"
    if not series.applicable:
        return "–"
    reasons.append(f"**failed**, {kernel}, {measure.title}: {series.reason}")
    return "**failed**"


def _ratio(versus: Ratio | None) -> str:
    if versus is None:
        return "–"
    text = _number(versus.median)
    if versus.low != versus.high:
        text += f" ({_number(versus.low)}–{_number(versus.high)})"
    return text if versus.clear else f"{text}, unclear"


def _number(value: float) -> str:
    """Three digits that say something."""
    if value >= 100:
        return f"{value:.0f}"
    if value >= 10:
        return f"{value:.1f}"
    if value >= 1:
        return f"{value:.2f}"
    return f"{value:.3f}" if value >= 0.01 else f"{value:.2g}"
