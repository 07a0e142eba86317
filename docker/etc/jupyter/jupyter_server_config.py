"""How JupyterLab runs in the image. A command line option of "docker run IMAGE" wins over what is said here."""

import os
import secrets
import sys

c = get_config()  # noqa: F821 (Jupyter defines it)

# Inside its container the server listens everywhere; who may reach it is what "docker run -p" says, and the token.
c.ServerApp.ip = "0.0.0.0"
c.ServerApp.root_dir = "/work"
# Ctrl-C ends the container at once: there is nobody to answer "Shut down (y/[n])?".
c.ServerApp.answer_yes = True

# Jupyter makes a token as well, but then prints addresses that only work inside the container. Without its log, the one
# address that works stands out.
if not any(os.environ.get(name) for name in ("JUPYTER_TOKEN", "JUPYTER_TOKEN_FILE")):
    c.IdentityProvider.token = secrets.token_hex(24)
sys.path.append("/opt/juggler/python")
c.ServerApp.jpserver_extensions = {"juggler_address": True}
c.Application.log_level = "WARN"

# The one language server for Java is not here, and to look for those of other languages takes time at each start.
c.LanguageServerManager.autodetect = False

# Java's kernel is the only one.
c.KernelSpecManager.ensure_native_kernel = False
c.MultiKernelManager.default_kernel_name = "java"
