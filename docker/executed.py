"""Says whether notebooks have run to their end: python executed.py CORES NOTEBOOK...

Exits with 1, naming the cell, where one has not run or has failed without the tag raises-exception, and where
lesson 1, whose tables count the cores, counts others than CORES.
"""

import json
import re
import sys
from pathlib import Path


def problems(notebook):
    for number, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code" or not "".join(cell["source"]).strip():
            continue
        if not cell["execution_count"]:
            yield f"cell {number} has not run"
        if "raises-exception" not in cell["metadata"].get("tags", []):
            for output in cell["outputs"]:
                if output["output_type"] == "error":
                    yield f"cell {number}: {output['ename']}: {output['evalue']}"


def texts(notebook):
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            yield "".join(output.get("text", ""))
            yield "".join(output.get("data", {}).get("text/plain", ""))


def counts_of_cores(notebook):
    """What tables say above their rows: "5 tasks on 2 cores"."""
    return {int(count) for text in texts(notebook) for count in re.findall(r"\btasks? on (\d+) cores?\b", text)}


def main(cores, *paths):
    if not paths:
        sys.exit("no notebooks")
    failed = False
    for path in paths:
        notebook = json.loads(Path(path).read_text(encoding="utf-8"))
        found = list(problems(notebook))
        counts = counts_of_cores(notebook)
        if Path(path).name.startswith("01-") and counts != {int(cores)}:
            found.append(f"there are {cores} cores, and its tables say {sorted(counts) or 'nothing of them'}")
        failed |= bool(found)
        code = sum(cell["cell_type"] == "code" for cell in notebook["cells"])
        print(f"{Path(path).name}: {'; '.join(found) or f'{code} cells have run'}")
    sys.exit(failed)


main(*sys.argv[1:])
