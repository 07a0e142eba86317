"""A Jupyter client that a test steers: a request a line on standard input, an answer a line on standard output.

It judges nothing but the form of messages: what came is reported, and the test decides. Requests are JSON objects
whose "do" names one of the functions at the end; the other members are that function's arguments. Every message that
the kernel sends is held against the protocol's schema; complaints are in the answer's "malformed".
"""

import hashlib
import hmac
import json
import sys
import time
import traceback
from queue import Empty

import zmq
from jupyter_client import KernelManager
from jupyter_client.session import Session
from jupyter_kernel_test.msgspec_v5 import validate_message
from jsonschema import ValidationError

PROTOCOL_KEYS = {"header", "parent_header", "metadata", "content", "buffers"}


class Client:
    """One kernel and what it has sent."""

    def __init__(self, kernel, limit):
        self.manager = KernelManager(kernel_name=kernel)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=limit)
        self.malformed = []
        self.kinds = set()

    def checked(self, message):
        """The same message; what its form lacks is noted. Two keys are the client's own addition."""
        self.kinds.add(message["msg_type"])
        raw = {key: value for key, value in message.items() if key in PROTOCOL_KEYS}
        try:
            validate_message(raw)
        except (ValidationError, AssertionError, KeyError) as e:
            self.malformed.append(f"{message.get('msg_type')}: {getattr(e, 'message', e)}")
        return message

    def begin(self, code):
        return self.client.execute(code, allow_stdin=False)

    def end(self, request, limit):
        """What the cell put out, until its reply and its idle status are both there."""
        until = time.monotonic() + limit
        outputs, reply, idle = [], None, False
        while reply is None or not idle:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(
                    f"after {limit} s: reply {'there' if reply else 'missing'}, idle {'there' if idle else 'missing'}"
                )
            if not idle:
                message = self.next(self.client.get_iopub_msg, min(left, 0.5))
                if message and message["parent_header"].get("msg_id") == request:
                    if message["msg_type"] == "status":
                        idle = message["content"]["execution_state"] == "idle"
                    elif message["msg_type"] != "execute_input":
                        outputs.append({"type": message["msg_type"], **message["content"]})
            if reply is None:
                message = self.next(self.client.get_shell_msg, 0 if not idle else min(left, 0.5))
                if message and message["parent_header"].get("msg_id") == request:
                    reply = message["content"]
        return {"reply": reply, "outputs": outputs}

    def next(self, get, limit):
        try:
            return self.checked(get(timeout=limit))
        except Empty:
            return None

    def output(self, request, text, limit):
        """Waits until the running cell has printed that text."""
        until = time.monotonic() + limit
        while time.monotonic() < until:
            message = self.next(self.client.get_iopub_msg, 0.5)
            if (
                message
                and message["parent_header"].get("msg_id") == request
                and message["msg_type"] == "stream"
                and text in message["content"]["text"]
            ):
                return
        raise TimeoutError(f"after {limit} s nothing has printed {text!r}")


client = None


def start(kernel="java", limit=60):
    global client
    client = Client(kernel, limit)
    return {"pid": client.manager.provisioner.pid}


def execute(code, limit=60):
    began = time.monotonic()
    ended = client.end(client.begin(code), limit)
    return {**ended, "seconds": time.monotonic() - began}


def begin(code, until=None, limit=60):
    """Starts a cell and leaves it running; waits for a text that it prints."""
    request = client.begin(code)
    if until:
        client.output(request, until, limit)
    return {"request": request}


def end(request, limit=60):
    began = time.monotonic()
    ended = client.end(request, limit)
    return {**ended, "seconds": time.monotonic() - began}


def request(channel, type, content, limit=60):
    """Any request, and its reply."""
    message = client.client.session.msg(type, content)
    getattr(client.client, channel + "_channel").send(message)
    get = getattr(client.client, f"get_{channel}_msg")
    until = time.monotonic() + limit
    while time.monotonic() < until:
        reply = client.next(get, 0.5)
        if reply and reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            return {"type": reply["msg_type"], "content": reply["content"]}
    raise TimeoutError(f"after {limit} s no reply to {type} on {channel}")


def shell_socket():
    """A second connection to the kernel's shell port, for what a proper client would not send."""
    info = client.client.get_connection_info()
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.linger = 1000
    socket.connect(f"{info['transport']}://{info['ip']}:{info['shell_port']}")
    return socket, info["key"]


def answered(socket):
    """Whether an answer comes at all, within a second."""
    came = bool(socket.poll(1000))
    socket.close()
    return {"answered": came}


def wrong_signature(code):
    """A request to execute that is signed with another key."""
    socket, _ = shell_socket()
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
    Session(key=b"another key").send(socket, "execute_request", content)
    return answered(socket)


def broken_header(header):
    """A message with a right signature and that text for a header."""
    socket, key = shell_socket()
    parts = [header.encode(), b"{}", b"{}", b"{}"]
    signature = hmac.new(key, b"".join(parts), hashlib.sha256).hexdigest().encode()
    socket.send_multipart([b"<IDS|MSG>", signature, *parts])
    return answered(socket)


def frames(texts):
    """Frames as they are."""
    socket, _ = shell_socket()
    socket.send_multipart([text.encode() for text in texts])
    return answered(socket)


def shutdown(limit=30):
    reply = request("control", "shutdown_request", {"restart": False}, limit)
    client.manager.finish_shutdown(waittime=limit)
    client.client.stop_channels()
    return {"reply": reply, "alive": client.manager.is_alive()}


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    for line in sys.stdin:
        call = json.loads(line)
        try:
            answer = globals()[call.pop("do")](**call)
        except Exception:
            answer = {"failed": traceback.format_exc()}
        if client:
            answer["malformed"] = client.malformed
            answer["kinds"] = sorted(client.kinds)
        print(json.dumps(answer, default=str), flush=True)
    if client and client.manager.has_kernel:
        client.manager.shutdown_kernel(now=True)


main()
