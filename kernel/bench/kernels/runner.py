"""Runs suites on kernels in turn: A B A B."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .client import Kernel, MeasureFailed
from .results import Figure, Results
from .suites import Extent, Session, Suite


@dataclass(frozen=True)
class Runner:
    """
    :param kernels: names to kernelspec folders
    :param environment: the kernels' environment variables
    :param rounds: sessions of each kernel, or None for as many as the suite says
    :param share: that number of rounds divided by this
    :param log: takes what the kernel processes print and what went wrong in this program
    """

    kernels: dict[str, Path]
    environment: dict[str, str]
    extent: Extent
    rounds: int | None
    share: int
    log: IO[bytes]

    def run(self, suite: Suite, results: Results) -> None:
        """Adds a figure for each kernel, measure and round."""
        rounds = self.rounds or -(-suite.rounds // self.share)
        names = list(self.kernels)
        for number in range(-1 if suite.warm_up else 0, rounds):
            turn = number % len(names)  # another kernel goes first in each round
            for name in names[turn:] + names[:turn]:
                begun = time.perf_counter()
                figures = self._session(suite, name)
                if number >= 0:
                    for key, figure in figures.items():
                        results.add(name, key, figure)
                print(
                    f"{suite.name} {number + 1}/{rounds} {name}: "
                    f"{time.perf_counter() - begun:.1f} s"
                    + "".join(f"; {k}: {f.reason}" for k, f in figures.items() if f.reason),
                    file=sys.stderr,
                    flush=True,
                )

    def _session(self, suite: Suite, name: str) -> dict[str, Figure]:
        """One session; whatever happens in it, each of its measures has a figure afterwards."""
        figures: dict[str, Figure] = {}
        started: list[Kernel] = []
        reason = "the session ended before it"
        # Nothing that a kernel leaves in its working folder stays.
        with tempfile.TemporaryDirectory(prefix="kernel-bench-") as folder:

            def make(reconnect_ms: int | None) -> Kernel:
                kernel = Kernel(
                    self.kernels[name], self.environment, folder, self.log, reconnect_ms
                )
                started.append(kernel)
                return kernel

            try:
                suite.session(Session(self.extent, self.environment, make, figures.__setitem__))
            except MeasureFailed as failed:
                reason = str(failed)
            except Exception as failed:
                # One kernel's surprise must not cost the figures of the others.
                self.log.write(traceback.format_exc().encode())
                reason = f"{type(failed).__name__}: {failed}"
            finally:
                for kernel in started:
                    kernel.end()
        for measure in suite.measures:
            figures.setdefault(measure.key, Figure.failed(reason))
        return figures
