"""Runs a lesson in a real browser: python browser.py ADDRESS PICTURE

ADDRESS is what the container prints, with its token; it opens the lesson. PICTURE is where a screenshot goes.
"""

import json
import os
import shutil
import sys
import time
from urllib.parse import parse_qs, unquote, urlsplit

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

PAGE_S = 60
CELLS_S = 120
# The status bar, unlike the circle in the notebook's corner, knows the kernel only when the notebook has it.
IDLE = '//*[@id="jp-main-statusbar"]//*[contains(text(), "(Juggler) | Idle")]'


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ.get("JUGGLER_CHROMIUM") or shutil.which("chromium") or sys.exit("no Chromium here")
    # Chromium's own sandbox does not start as root, and a container's /dev/shm is too small for it.
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,1400"):
        options.add_argument(argument)
    driver = os.environ.get("JUGGLER_CHROMEDRIVER") or shutil.which("chromedriver") or sys.exit("no chromedriver here")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))


def wait(chrome, condition, what, seconds=PAGE_S, every=0.1):
    try:
        return WebDriverWait(chrome, seconds, poll_frequency=every).until(condition)
    except TimeoutException:
        sys.exit(f"{what}: not within {seconds} s")


def is_asked_for_a_token(chrome, address):
    """Without the token the lesson's address leads to the page that asks for one."""
    chrome.get(address)
    wait(chrome, expect.visibility_of_element_located((By.ID, "password_input")), "the page that asks for the token")
    if "/login" not in chrome.current_url:
        sys.exit(f"without the token: {chrome.current_url}")


def open_lesson(chrome, url):
    chrome.get(url)
    wait(chrome, expect.visibility_of_element_located((By.CSS_SELECTOR, ".jp-NotebookPanel .jp-Cell")), "the lesson")
    wait(chrome, expect.visibility_of_element_located((By.XPATH, IDLE)), "a kernel that is idle")
    nothing_is_asked(chrome)


def nothing_is_asked(chrome):
    dialogs = [dialog.text for dialog in chrome.find_elements(By.CSS_SELECTOR, ".jp-Dialog")]
    if dialogs:
        sys.exit(f"the learner is asked something: {dialogs}")


def run_all_cells(chrome):
    menu = wait(chrome, expect.element_to_be_clickable((By.XPATH, item("lm-MenuBar-itemLabel", "Run"))), "the menu")
    menu.click()
    entry = (By.XPATH, item("lm-Menu-itemLabel", "Run All Cells"))
    wait(chrome, expect.element_to_be_clickable(entry), "Run All Cells").click()


def item(kind, label):
    return f'//div[contains(@class, "{kind}") and normalize-space(text())="{label}"]'


def stored(chrome, path):
    """What the server has of the notebook; the page itself holds only the cells in view."""
    text = chrome.execute_async_script(
        """
        const done = arguments[arguments.length - 1];
        fetch('/api/contents/' + encodeURIComponent(arguments[0]))
            .then(answer => answer.text()).then(done, failure => done(JSON.stringify({message: String(failure)})));
        """,
        path,
    )
    return json.loads(text)


def save(chrome, path):
    """Saves as a learner does, and waits until it is done: JupyterLab does not survive a second save meanwhile."""
    before = stored(chrome, path)["last_modified"]
    ActionChains(chrome).key_down(Keys.CONTROL).send_keys("s").key_up(Keys.CONTROL).perform()

    def is_saved(_):
        answer = stored(chrome, path)
        # While the file is written it cannot be read.
        return answer if answer.get("content") and answer["last_modified"] != before else None

    notebook = wait(chrome, is_saved, "the notebook is saved")["content"]
    saving = '//*[@id="jp-main-statusbar"]//*[contains(text(), "Saving started")]'
    wait(chrome, expect.invisibility_of_element_located((By.XPATH, saving)), "JupyterLab knows that it is saved")
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "".join(cell["source"]).strip()]


def failures(cells):
    for cell in cells:
        if "raises-exception" not in cell["metadata"].get("tags", []):
            for output in cell["outputs"]:
                if output["output_type"] == "error":
                    yield f"{output['ename']}: {output['evalue']} in\n{''.join(cell['source'])}"


def await_cells(chrome, path):
    cells = []

    def have_run(_):
        nothing_is_asked(chrome)
        if not chrome.find_elements(By.XPATH, IDLE):
            return False
        cells[:] = code_cells(save(chrome, path))
        for failure in failures(cells):
            sys.exit(f"a cell failed: {failure}")
        return cells and all(cell["execution_count"] for cell in cells)

    wait(chrome, have_run, "all cells have run", CELLS_S, every=2)
    return cells


def main(url, picture):
    parts = urlsplit(url)
    path = unquote(parts.path.partition("/lab/tree/")[2]) or sys.exit(f"{url} opens no lesson")
    if not parse_qs(parts.query).get("token"):
        sys.exit(f"{url} has no token")
    with browser() as chrome:
        chrome.set_script_timeout(PAGE_S)
        try:
            is_asked_for_a_token(chrome, url.partition("?")[0])
            opened = time.monotonic()
            open_lesson(chrome, url)
            print(f"{path} is open with its kernel after {time.monotonic() - opened:.1f} s")
            started = time.monotonic()
            run_all_cells(chrome)
            cells = await_cells(chrome, path)
            drawn = [cell for cell in cells if any("<svg" in html(output) for output in cell["outputs"])]
            if not drawn:
                sys.exit("no cell drew a timeline")
            print(f"{len(cells)} cells have run in {time.monotonic() - started:.1f} s, {len(drawn)} drew a timeline")
            timeline = (By.CSS_SELECTOR, ".jp-NotebookPanel .jp-OutputArea svg")
            shown = wait(chrome, expect.presence_of_element_located(timeline), "a timeline in the page")
            chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", shown)
            if not shown.is_displayed():
                sys.exit("the timeline is not to be seen")
        finally:
            chrome.save_screenshot(picture)


def html(output):
    return "".join(output.get("data", {}).get("text/html", ""))


main(*sys.argv[1:])
