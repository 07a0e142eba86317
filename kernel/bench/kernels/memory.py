"""How much memory a process tree takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import psutil

_MIB = 1024.0


def pss_mib(processes: Iterable[psutil.Process]) -> float:
    """Proportional set size of these processes together, in MiB: a page that n processes share
    counts 1/n for each. From /proc/PID/smaps_rollup, so on Linux only.

    :raises OSError: where the system does not tell
    """
    total = 0.0
    for process in processes:
        try:
            rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            if not Path("/proc/self/smaps_rollup").exists():
                raise
            continue  # ended in between
        total += next(
            int(line.split()[1]) / _MIB for line in rollup.splitlines() if line.startswith("Pss:")
        )
    return total
