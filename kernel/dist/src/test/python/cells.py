"""Runs cells in a kernel that may not be ours: cells.py KERNEL OUTPUT CELL…

Writes, as JSON, for each cell the data of what it displayed; an error is {"error": its text}.
"""

import json
import subprocess
import sys

from jupyter_client import KernelManager

START_LIMIT = 90
CELL_LIMIT = 90

kernel, output, *cells = sys.argv[1:]
manager = KernelManager(kernel_name=kernel)
manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=START_LIMIT)
    shown = []
    for cell in cells:
        data = {}

        def collect(message):
            content = message["content"]
            if message["msg_type"] == "error":
                data["error"] = content["evalue"]
            data.update(content.get("data", {}))

        client.execute_interactive(cell, timeout=CELL_LIMIT, allow_stdin=False, output_hook=collect)
        shown.append(data)
    with open(output, "w", encoding="utf-8") as file:
        json.dump(shown, file)
finally:
    manager.shutdown_kernel(now=True)
