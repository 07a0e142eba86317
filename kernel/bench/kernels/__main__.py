"""The command line."""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import signal
import sys
import time
from importlib import metadata
from pathlib import Path

from . import jdk, report, specs, suites
from .results import Results
from .runner import Runner


def main(arguments: list[str]) -> int:
    options = _parse(arguments)
    # A kernel that dies under a measure is a cell in the table, not a warning on the screen.
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    # Ends the kernels, too: `finally` runs.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))

    home = jdk.find()
    environment = dict(os.environ)
    if home is not None:
        environment |= {
            "JAVA_HOME": str(home),
            "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
    try:
        kernels = dict(specs.find(kernel) for kernel in options.kernels)
    except specs.NoSpec as missing:
        print(f"kernel/bench/run: {missing}", file=sys.stderr)
        return 2
    chosen = [s for s in suites.SUITES if not options.suites or s.name in options.suites]
    results = Results(list(kernels), [m for s in suites.SUITES for m in s.measures])
    begun = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    load = [os.getloadavg()[0]]

    options.out.mkdir(parents=True, exist_ok=True)
    with (options.out / "kernels.log").open("wb") as log:
        runner = Runner(kernels, environment, *_extent(options), log)
        try:
            for suite in chosen:
                runner.run(suite, results)
                load.append(os.getloadavg()[0])
        except KeyboardInterrupt:
            print("interrupted: what there is so far follows", file=sys.stderr)

    machine = _machine(begun, home, load)
    peers = [p for p in specs.PEERS if p in kernels]
    notes = [
        f"{machine['system']}, {machine['cores']} cores, {machine['jdk']}, "
        f"Python {machine['python']}, "
        + ", ".join(f"{p} {v}" for p, v in machine["peers"].items()),
        f"load average from {min(load):.1f} to {max(load):.1f} on {machine['cores']} cores",
    ]
    table = report.markdown(results, peers, notes)
    print(table)
    (options.out / "kernels.md").write_text(table, encoding="utf-8")
    (options.out / "kernels.json").write_text(
        json.dumps({"machine": machine, "measures": results.as_json()}, indent=1, allow_nan=False)
        + "\n",
        encoding="utf-8",
    )
    if peers:
        # Here, as its library is large and a check without peers does without it.
        from . import plot

        plot.draw(results, peers[0], options.out / "kernels.svg")
    print(f"Written to {options.out}: kernels.md, .json, .svg, .log", file=sys.stderr)

    if options.check:
        subject = next(iter(kernels))
        broken = results.broken(subject)
        for line in broken:
            print(f"{subject}: broken measure: {line}", file=sys.stderr)
        return 1 if broken else 0
    return 0


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="kernel/bench/run",
        description="Compares Jupyter kernels as their clients see them, in turn: A B A B.",
    )
    parser.add_argument(
        "--kernels",
        type=lambda text: text.split(","),
        default=[specs.JUGGLER, *specs.PEERS],
        metavar="NAME[=FOLDER],…",
        help="kernelspecs by name or folder; `juggler` is the one of this clone, `ipykernel` "
        "and `jjava` are the pinned peers (default: these three)",
    )
    parser.add_argument(
        "--suites",
        type=lambda text: text.split(","),
        metavar="NAME,…",
        help="only these: " + ", ".join(s.name for s in suites.SUITES),
    )
    extent = parser.add_mutually_exclusive_group()
    extent.add_argument("--quick", action="store_true", help="fewer rounds and cells")
    extent.add_argument(
        "--check",
        action="store_true",
        help="one brief round; exit status 1 where a measure of the first kernel gives no "
        "figure, however fast or slow",
    )
    parser.add_argument("--rounds", type=int, metavar="N", help="sessions of each kernel")
    parser.add_argument(
        "--out",
        type=Path,
        default=specs.ROOT / "kernel" / "bench" / "target" / "kernels",
        help="folder for the table, JSON, plot and the kernels' own log (default: %(default)s)",
    )
    options = parser.parse_args(arguments)
    unknown = set(options.suites or ()) - {s.name for s in suites.SUITES}
    if unknown:
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    if options.rounds is not None and options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def _extent(options: argparse.Namespace) -> tuple[suites.Extent, int | None, int]:
    """How much a session does, the number of rounds, and what to divide the usual one by."""
    if options.check:
        return suites.BRIEF, options.rounds or 1, 1
    if options.quick:
        return suites.QUICK, options.rounds, 3
    return suites.FULL, options.rounds, 1


def _machine(begun: str, home: Path | None, load: list[float]) -> dict:
    release = (home / "release").read_text() if home else ""
    version = next(
        (
            line.partition("=")[2].strip('"')
            for line in release.splitlines()
            if line.startswith("JAVA_RUNTIME_VERSION")
        ),
        "none",
    )
    return {
        "begun": begun,
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "jdk": f"JDK {version}",
        "python": platform.python_version(),
        "peers": _versions("ipykernel", "jjava", "jupyter_client"),
        "load": load,
    }


def _versions(*packages: str) -> dict[str, str]:
    """Those that are installed: a check of one kernel needs no peer."""
    installed = {d.name.replace("-", "_").lower(): d.version for d in metadata.distributions()}
    return {p: installed[p] for p in packages if p in installed}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
