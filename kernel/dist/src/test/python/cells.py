"""Runs cells in a kernel that may not be ours: cells.py KERNEL OUTPUT CELL…

Writes, as JSON, for each cell the data of what it displayed; an error is {"error": its text}.

A kernel that does not answer is ended and another one is started, on new ports: rapaio's (3.0.1) starts each of its
channels' threads before it sets the flag that this thread reads, and a thread that reads it first ends at once. Then
no message to that channel is ever read, which was seen in 3 of 15 starts on a busy machine. What the kernels wrote
themselves goes to standard error with the failure.
"""

import json
import subprocess
import sys
import tempfile
import traceback

from jupyter_client import KernelManager

STARTS = 5
START_LIMIT = 40
CELL_LIMIT = 90


def started(kernel, output):
    """The manager of a kernel that answers, and its client."""
    for start in range(1, STARTS + 1):
        manager = KernelManager(kernel_name=kernel)
        manager.start_kernel(stdout=output, stderr=subprocess.STDOUT)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=START_LIMIT)
            return manager, client
        except RuntimeError as silent:
            for stream in (output, sys.stderr):
                print(f"{kernel}, start {start} of {STARTS}: {silent}", file=stream, flush=True)
            client.stop_channels()
            manager.shutdown_kernel(now=True)
    raise RuntimeError(f"{kernel} did not answer in {STARTS} starts of {START_LIMIT} s")


def run(client, cell):
    """What the cell displayed."""
    data = {}

    def collect(message):
        content = message["content"]
        if message["msg_type"] == "error":
            data["error"] = content["evalue"]
        data.update(content.get("data", {}))

    client.execute_interactive(cell, timeout=CELL_LIMIT, allow_stdin=False, output_hook=collect)
    return data


def main(kernel, shown, cells):
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        try:
            manager, client = started(kernel, output)
            try:
                displayed = [run(client, cell) for cell in cells]
            finally:
                client.stop_channels()
                manager.shutdown_kernel(now=True)
        except Exception:
            traceback.print_exc()
            output.seek(0)
            print(f"what {kernel} wrote itself:\n{output.read()}", file=sys.stderr)
            return 1
    with open(shown, "w", encoding="utf-8") as file:
        json.dump(displayed, file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
