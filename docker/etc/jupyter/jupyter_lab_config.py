"""How JupyterLab itself runs in the image; jupyter_server_config.py is about the server under it."""

from pathlib import Path

c = get_config()  # noqa: F821 (Jupyter defines it)

c.LabApp.open_browser = False

lessons = sorted(path.name for path in Path("/opt/juggler/notebooks").glob("*.ipynb"))
if lessons and Path("/work", lessons[0]).exists():
    c.LabApp.default_url = f"/lab/tree/{lessons[0]}"

# Rooms without internet: nothing is asked for from outside, nothing can be installed into a read-only image.
c.LabApp.extension_manager = "readonly"
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
c.LabApp.news_url = None
