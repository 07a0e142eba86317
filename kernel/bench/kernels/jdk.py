"""Finds the JDK that every Java kernel is run on, so that they differ in themselves alone."""

from __future__ import annotations

import subprocess
from pathlib import Path

_LAUNCHER = Path(__file__).parents[3] / "juggler"
_LIMIT = 60


def find() -> Path | None:
    """The JDK that the launcher would take, or None where it finds none."""
    try:
        found = subprocess.run(
            [_LAUNCHER, "--find-jdk"], capture_output=True, text=True, timeout=_LIMIT, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(found.stdout.strip())
