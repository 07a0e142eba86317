"""Figures, how they are put together, and what of them is written down."""

from __future__ import annotations

import math
import statistics
from dataclasses import asdict, dataclass, field
from enum import Enum


class Outcome(str, Enum):
    """What became of one measure in one round."""

    MEASURED = "measured"
    FAILED = "failed"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Figure:
    """One measure of one kernel in one round."""

    outcome: Outcome
    value: float | None = None
    reason: str = ""

    @staticmethod
    def of(value: float) -> Figure:
        """A value, unless it is none."""
        if not math.isfinite(value):
            return Figure.failed(f"the measure gave {value}")
        return Figure(Outcome.MEASURED, value)

    @staticmethod
    def failed(reason: str) -> Figure:
        """The kernel did not do what is measured."""
        return Figure(Outcome.FAILED, None, reason)

    @staticmethod
    def not_applicable(reason: str) -> Figure:
        """There is no such thing to measure in this kernel."""
        return Figure(Outcome.NOT_APPLICABLE, None, reason)


@dataclass(frozen=True)
class Measure:
    """What a row of the table is about.

    :param unit: of the value: `s`, `ms`, `MiB`, or `×` for a ratio
    :param versus_peers: whether a ratio to the peers says something; not for what is one already
    """

    key: str
    title: str
    unit: str
    versus_peers: bool = True


@dataclass
class Series:
    """One measure of one kernel over all rounds."""

    figures: list[Figure] = field(default_factory=list)

    @property
    def values(self) -> list[float]:
        return [f.value for f in self.figures if f.value is not None]

    @property
    def complete(self) -> bool:
        """Whether every round gave a value: a figure from a part of the rounds is no figure."""
        return bool(self.figures) and len(self.values) == len(self.figures)

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def reason(self) -> str:
        """Why there is no figure; the first reason of several."""
        missing = [f for f in self.figures if f.value is None]
        if not missing:
            return ""
        often = f" ({len(missing)} of {len(self.figures)})" if len(self.figures) > 1 else ""
        return missing[0].reason + often

    @property
    def applicable(self) -> bool:
        return any(f.outcome is not Outcome.NOT_APPLICABLE for f in self.figures)


@dataclass(frozen=True)
class Ratio:
    """The ratio of two kernels' medians, and the range of the ratios round by round."""

    median: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether all rounds agree on which of the two is ahead."""
        return self.high < 1 or self.low > 1 or self.low == self.high == 1


def ratio(ours: Series, theirs: Series) -> Ratio | None:
    """The ratio of the medians; None where one of the two has no figure."""
    if not (ours.complete and theirs.complete) or theirs.median == 0:
        return None
    by_round = [a / b for a, b in zip(ours.values, theirs.values, strict=True) if b]
    return Ratio(ours.median / theirs.median, min(by_round), max(by_round))


def percentile(samples: list[float], percent: float) -> float:
    """The smallest sample that at least this share of the samples does not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)]


class Results:
    """All figures of a run: kernel → measure → rounds."""

    def __init__(self, kernels: list[str], measures: list[Measure]) -> None:
        self.kernels = kernels
        self.measures = measures
        self._series = {(k, m.key): Series() for k in kernels for m in measures}

    def add(self, kernel: str, key: str, figure: Figure) -> None:
        self._series[kernel, key].figures.append(figure)

    def series(self, kernel: str, key: str) -> Series:
        return self._series[kernel, key]

    def taken(self) -> list[Measure]:
        """The measures that this run took of some kernel."""
        return [
            m for m in self.measures if any(self._series[k, m.key].figures for k in self.kernels)
        ]

    def broken(self, kernel: str) -> list[str]:
        """One line for each measure of that kernel that should have a figure and has none."""
        lines = []
        for measure in self.taken():
            series = self._series[kernel, measure.key]
            if not series.figures:
                lines.append(f"{measure.title}: never taken")
            elif series.applicable and not series.complete:
                lines.append(f"{measure.title}: {series.reason}")
        return lines

    def as_json(self) -> dict:
        return {
            measure.key: {
                "title": measure.title,
                "unit": measure.unit,
                "kernels": {
                    kernel: self._summary(self._series[kernel, measure.key])
                    for kernel in self.kernels
                },
            }
            for measure in self.taken()
        }

    @staticmethod
    def _summary(series: Series) -> dict:
        summary: dict = {"rounds": [asdict(f) for f in series.figures]}
        if series.complete:
            summary |= {
                "median": series.median,
                "low": min(series.values),
                "high": max(series.values),
            }
        return summary
