"""Says whether notebooks have run to their end: python executed.py NOTEBOOK...

Exits with 1, naming the cell, where one has not run or has failed without the tag raises-exception.
"""

import json
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


def main(paths):
    if not paths:
        sys.exit("no notebooks")
    failed = False
    for path in paths:
        notebook = json.loads(Path(path).read_text(encoding="utf-8"))
        found = list(problems(notebook))
        failed |= bool(found)
        code = sum(cell["cell_type"] == "code" for cell in notebook["cells"])
        print(f"{Path(path).name}: {'; '.join(found) or f'{code} cells have run'}")
    sys.exit(failed)


main(sys.argv[1:])
