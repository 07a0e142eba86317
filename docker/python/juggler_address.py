"""A Jupyter server extension that says, once the server answers, which address to open."""

import os
from urllib.parse import urlencode, urljoin

DEFAULT = "http://127.0.0.1:{port}/"


def _jupyter_server_extension_points():
    return [{"module": "juggler_address"}]


def _load_jupyter_server_extension(server):
    """Nothing to load: the address is known when the server has started."""


async def _start_jupyter_server_extension(server):
    print(text(address(server)), flush=True)


def address(server):
    # Jupyter itself would name the container's host name first, which nobody outside can open.
    outside = os.environ.get("JUGGLER_URL") or DEFAULT.format(port=server.port)
    url = urljoin(urljoin(outside, server.base_url), server.default_url.removeprefix(server.base_url).lstrip("/"))
    token = server.identity_provider.token
    return f"{url}?{urlencode({'token': token})}" if token else url


def text(url):
    return f"""
Juggler is running. Open this address in a browser:

    {url}

Your notebooks are in /work. Ctrl-C ends it.
"""
