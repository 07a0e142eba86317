"""Finds the JDK that every Java kernel is run on, so that they differ in themselves alone."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

FEATURE = 25
_USUAL = (
    ("/usr/lib/jvm", "*"),
    ("/opt", "*jdk*"),
    ("/Library/Java/JavaVirtualMachines", "*/Contents/Home"),
    ("~/.sdkman/candidates/java", "*"),
    ("~/.jdks", "*"),
)


def find() -> Path | None:
    """JAVA_HOME, the java on the PATH, or one of the usual folders: the first that is a JDK 25."""
    return next((home for home in _candidates() if _feature(home) == FEATURE), None)


def _candidates() -> list[Path]:
    homes = []
    if named := os.environ.get("JAVA_HOME"):
        homes.append(Path(named))
    if found := shutil.which("java"):
        homes.append(Path(found).resolve().parent.parent)
    for folder, pattern in _USUAL:
        homes += sorted(Path(folder).expanduser().glob(pattern))
    return homes


def _feature(home: Path) -> int | None:
    if not (home / "bin" / "javac").exists():
        return None
    try:
        version = re.search(r'JAVA_VERSION="(\d+)', (home / "release").read_text())
    except OSError:
        return None
    return int(version.group(1)) if version else None


if __name__ == "__main__":
    found = find()
    if found is None:
        sys.exit(f"there is no JDK {FEATURE} here: set JAVA_HOME, or install one")
    print(found)
