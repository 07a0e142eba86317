"""The programs of Programs.java, in a cell and under a plain `java`."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from .client import MeasureFailed

PROGRAMS = {
    "arraySum": "array sum",
    "saxpy": "saxpy",
    "scalarLoop": "scalar loop",
    "recursion": "recursion",
    "streams": "streams",
    "lambdas": "lambdas",
    "switches": "switches",
}
_SOURCE = Path(__file__).parents[1] / "src/main/java/io/juggler/bench/Programs.java"


def source() -> str:
    """The text of Programs.java as a cell takes it: in no package."""
    lines = _SOURCE.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("package "))


def run(text: str, environment: dict[str, str], limit: float) -> dict[str, float]:
    """Compiles that text with javac, runs it with java, and reads the microseconds it prints.

    :raises MeasureFailed: where there is no JDK, or one of the two fails
    """
    if "JAVA_HOME" not in environment:
        raise MeasureFailed("there is no JDK for the plain program")
    with tempfile.TemporaryDirectory(prefix="kernel-bench-") as folder:
        (Path(folder) / "Programs.java").write_text(text, encoding="utf-8")
        tools = Path(environment["JAVA_HOME"]) / "bin"
        for command in ([tools / "javac", "Programs.java"], [tools / "java", "Programs"]):
            done = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                capture_output=True,
                text=True,
                timeout=limit,
                check=False,
            )
            if done.returncode:
                raise MeasureFailed(f"{Path(command[0]).name}: {done.stderr:.200}")
        return times(done.stdout)


def times(printed: str) -> dict[str, float]:
    """Reads lines such as `arraySum 3.5`.

    :raises MeasureFailed: where a program is missing
    """
    found = {
        name: float(value)
        for name, _, value in (line.partition(" ") for line in printed.splitlines())
        if name in PROGRAMS
    }
    if missing := PROGRAMS.keys() - found.keys():
        raise MeasureFailed(f"no time for {', '.join(sorted(missing))}")
    return found
