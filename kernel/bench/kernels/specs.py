"""Where the kernelspecs are that a run names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

ROOT = Path(__file__).resolve().parents[3]
JUGGLER = "juggler"
PEERS = ("ipykernel", "jjava")
_PEER_SPECS = {"ipykernel": "python3", "jjava": "java"}
_INSTALL_LIMIT = 900


class NoSpec(Exception):
    """There is no such kernelspec; the text says what to do."""


def find(kernel: str) -> tuple[str, Path]:
    """The name in the table and the kernelspec's folder.

    :param kernel: `juggler` for the one of this clone, `ipykernel` or `jjava` for the pinned
        peers, another kernelspec's name, or NAME=FOLDER
    """
    name, _, folder = kernel.partition("=")
    if folder:
        if not (Path(folder) / "kernel.json").exists():
            raise NoSpec(f"there is no kernel.json in {folder}")
        return name, Path(folder).resolve()
    if name == JUGGLER:
        return name, _install()
    if name in PEERS:
        return name, Path(sys.prefix, "share", "jupyter", "kernels", _PEER_SPECS[name])
    try:
        return name, Path(KernelSpecManager().get_kernel_spec(name).resource_dir)
    except NoSuchKernel:
        raise NoSpec(
            f"there is no kernelspec {name!r} here; give its folder: --kernels {name}=FOLDER"
        ) from None


def _install() -> Path:
    """Builds this clone's kernel and its caches as a user does, for this comparison alone."""
    prefix = Path(sys.prefix).parent / "prefix"
    command = [ROOT / "juggler", "install", "--prefix", prefix, "--name", JUGGLER, "--replace"]
    try:
        subprocess.run(command, check=True, stdout=sys.stderr, timeout=_INSTALL_LIMIT)
    except (OSError, subprocess.SubprocessError) as failed:
        raise NoSpec(f"./juggler install failed: {failed}") from failed
    return prefix / "share" / "jupyter" / "kernels" / JUGGLER
