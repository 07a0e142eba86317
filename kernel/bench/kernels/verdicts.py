"""What becomes of a Java kernel that is used, interrupted, fed nonsense or killed: one list, any kernels.

Every verdict is got from a fresh kernel process over real ZeroMQ, with a limit on every wait. Nothing here knows
which kernel it asks: the cells are plain Java.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

import psutil
import zmq
from jupyter_client import KernelManager
from jupyter_client.session import Session

from . import jdk, specs
from .client import _OneSpec

LIMIT = 20.0
VERDICTS: list[tuple[str, Callable[["Subject"], str]]] = []


class Wrong(Exception):
    """The kernel did not do what it should; the text is the verdict."""


def verdict(name: str) -> Callable[[Callable[["Subject"], str]], Callable[["Subject"], str]]:
    def add(function: Callable[["Subject"], str]) -> Callable[["Subject"], str]:
        VERDICTS.append((name, function))
        return function

    return add


class Subject:
    """A kernel process with one client."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.manager = KernelManager(kernel_name="kernel", kernel_spec_manager=_OneSpec(folder))
        self.work = tempfile.TemporaryDirectory()
        quiet = open(os.devnull, "wb")  # noqa: SIM115 - the process's own, to its end
        self.manager.start_kernel(env=environment, cwd=self.work.name, stdout=quiet, stderr=quiet)
        self.process = psutil.Process(self.manager.provisioner.process.pid)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def end(self) -> None:
        tree = self.tree()
        self.client.stop_channels()
        with contextlib.suppress(Exception):
            self.manager.shutdown_kernel(now=True)
        for process in tree:
            with contextlib.suppress(psutil.Error):
                process.kill()
        self.work.cleanup()

    def tree(self) -> list[psutil.Process]:
        try:
            return [self.process, *self.process.children(recursive=True)]
        except psutil.Error:
            return []

    def ask(self, channel: str, kind: str, content: dict[str, Any], limit: float = LIMIT) -> dict[str, Any]:
        message = self.client.session.msg(kind, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return self.reply(channel, message["header"]["msg_id"], limit)

    def reply(self, channel: str, request: str, limit: float = LIMIT) -> dict[str, Any]:
        get = getattr(self.client, f"get_{channel}_msg")
        until = time.monotonic() + limit
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(Empty):
                message = get(timeout=min(left, 0.2))
                if message["parent_header"].get("msg_id") == request:
                    return message["content"]
            if not self.manager.is_alive():
                raise Wrong("the kernel died")
        raise Wrong(f"no answer in {limit:.0f} s")

    def published(self, request: str, limit: float = LIMIT) -> list[dict[str, Any]]:
        """What came for that request, up to its idle."""
        messages = []
        until = time.monotonic() + limit
        while (left := until - time.monotonic()) > 0:
            with contextlib.suppress(Empty):
                message = self.client.get_iopub_msg(timeout=min(left, 0.2))
                if message["parent_header"].get("msg_id") == request:
                    messages.append(message)
                    if message["content"].get("execution_state") == "idle":
                        return messages
                continue
            if not self.manager.is_alive():
                raise Wrong("the kernel died")
        raise Wrong(f"no idle in {limit:.0f} s")

    def run(self, code: str, limit: float = LIMIT) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        request = self.client.execute(code, allow_stdin=False)
        return self.reply("shell", request, limit), self.published(request, limit)

    def value(self, code: str) -> str:
        reply, messages = self.run(code)
        for message in messages:
            if message["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]
        raise Wrong(f"{code} gave no value: {reply.get('evalue', reply['status'])[:60]}")

    def begin(self, code: str, until: str = "begun") -> str:
        request = self.client.execute(code, allow_stdin=False)
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            with contextlib.suppress(Empty):
                message = self.client.get_iopub_msg(timeout=0.2)
                if message["msg_type"] == "stream" and until in message["content"]["text"]:
                    return request
        raise Wrong("the cell did not begin")

    def answers(self, what: str = "survives") -> str:
        if self.value("6 * 7") != "42":
            raise Wrong("the next cell is wrong")
        self.ask("control", "kernel_info_request", {}, 5)
        return what

    def interrupted(self, request: str) -> float:
        """Interrupts the kernel; seconds until the cell has ended."""
        start = time.monotonic()
        if self.manager.kernel_spec.interrupt_mode == "message":
            self.client.control_channel.send(self.client.session.msg("interrupt_request", {}))
        else:
            self.manager.interrupt_kernel()
        self.reply("shell", request, 8)
        return time.monotonic() - start

    def is_idle(self) -> bool:
        """Whether its processes leave the processor alone, watched for a second.

        A loop of our own runs beside them: what it gets is what one that burns on would get, on this machine now.
        """
        def used() -> float:
            return sum(sum(process.cpu_times()[:2]) for process in self.tree())

        time.sleep(0.5)
        before, own = used(), time.process_time()
        until = time.monotonic() + 1
        while time.monotonic() < until:
            pass
        return used() - before < 0.4 * (time.process_time() - own)

    def plug(self, port: str) -> zmq.Socket:
        info = self.client.get_connection_info()
        plug = zmq.Context.instance().socket(zmq.DEALER)
        plug.linger = 500
        plug.connect(f"{info['transport']}://{info['ip']}:{info[port]}")
        return plug

    def key(self) -> bytes:
        return self.client.session.key


def _interrupt(kernel: Subject, code: str) -> str:
    kernel.run("int kept = 5;")
    took = kernel.interrupted(kernel.begin(f'System.out.println("begun");\n{code}'))
    # What a kernel compiles for itself once a cell has ended is over after some seconds; a loop is not.
    if not any(kernel.is_idle() for _ in range(15)):
        raise Wrong(f"ended after {took:.2f} s; the core burns on")
    if kernel.value("kept") != "5":
        raise Wrong("the state is lost")
    return f"ends in {took:.2f} s, core free, state kept"


@verdict("interrupt: a busy loop")
def _(kernel: Subject) -> str:
    return _interrupt(kernel, "while (true) { }")


@verdict("interrupt: a busy loop in an earlier cell's method")
def _(kernel: Subject) -> str:
    kernel.run("void spin() { long n = 0; while (true) n++; }")
    return _interrupt(kernel, "spin();")


@verdict("interrupt: a loop that catches Throwable")
def _(kernel: Subject) -> str:
    return _interrupt(kernel, "while (true) { try { while (true) { } } catch (Throwable t) { } }")


@verdict("interrupt: sleep")
def _(kernel: Subject) -> str:
    return _interrupt(kernel, "Thread.sleep(60_000);")


@verdict("interrupt: a server socket's accept")
def _(kernel: Subject) -> str:
    return _interrupt(kernel, "new java.net.ServerSocket(0).accept();")


@verdict("interrupt: a parallel stream")
def _(kernel: Subject) -> str:
    return _interrupt(
        kernel, "java.util.stream.IntStream.range(0, 64).parallel().forEach(i -> { while (true) { } });"
    )


@verdict("interrupt: virtual threads that the cell started")
def _(kernel: Subject) -> str:
    return _interrupt(
        kernel,
        "Thread v = Thread.ofVirtual().start(() -> { long n = 0; while (true) n++; });\nv.join();",
    )


@verdict("interrupt: queued cells")
def _(kernel: Subject) -> str:
    running = kernel.begin('System.out.println("begun");\nThread.sleep(60_000);')
    queued = kernel.client.execute("1 + 1", allow_stdin=False)
    kernel.interrupted(running)
    status = kernel.reply("shell", queued)["status"]
    if status != "aborted":
        raise Wrong(f"the queued cell: {status}")
    return "aborted with it"


@verdict("Run All stops at an error")
def _(kernel: Subject) -> str:
    failing = kernel.client.execute('Thread.sleep(300); throw new RuntimeException("no");')
    later = kernel.client.execute("1 + 1")
    kernel.reply("shell", failing)
    status = kernel.reply("shell", later)["status"]
    if status != "aborted":
        raise Wrong(f"no: the next cell is {status}")
    return "yes"


@verdict("completion while a cell runs")
def _(kernel: Subject) -> str:
    kernel.ask("shell", "complete_request", {"code": '"a".len', "cursor_pos": 7})
    running = kernel.begin('System.out.println("begun");\nThread.sleep(4_000);')
    start = time.monotonic()
    kernel.ask("shell", "complete_request", {"code": '"a".len', "cursor_pos": 7})
    took = time.monotonic() - start
    kernel.reply("shell", running)
    if took > 2:
        raise Wrong("waits for the cell")
    return "does not wait"


@verdict("100,000 printed lines")
def _(kernel: Subject) -> str:
    start = time.monotonic()
    _, messages = kernel.run('for (int i = 0; i < 100_000; i++) System.out.println("line " + i);', 60)
    text = "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")
    lines = text.split("\n")[:-1]
    if lines != [f"line {i}" for i in range(100_000)]:
        raise Wrong(f"{len(lines):,} of them came")
    return f"intact in {time.monotonic() - start:.1f} s"


@verdict("output of a thread after its cell")
def _(kernel: Subject) -> str:
    first = kernel.client.execute(
        "new Thread(() -> { try { Thread.sleep(1500); } catch (InterruptedException e) { }"
        ' System.out.println("late"); }).start();'
    )
    kernel.reply("shell", first)
    kernel.run("1 + 1")
    until = time.monotonic() + 6
    while time.monotonic() < until:
        with contextlib.suppress(Empty):
            message = kernel.client.get_iopub_msg(timeout=0.3)
            if message["msg_type"] == "stream" and "late" in message["content"]["text"]:
                if message["parent_header"].get("msg_id") != first:
                    raise Wrong("under another cell")
                return "under its cell"
    raise Wrong("lost")


@verdict("System.exit(3)")
def _(kernel: Subject) -> str:
    kernel.run("int twice(int n) { return 2 * n; }")
    reply, _ = kernel.run("System.exit(3);")
    kernel.answers()
    if kernel.value("twice(4)") != "8":
        raise Wrong("survives; definitions are lost")
    if reply["status"] != "error" or "3" not in reply["evalue"]:
        raise Wrong("survives; does not say what happened")
    return "survives, says so, methods are back"


@verdict("Runtime.halt(3)")
def _(kernel: Subject) -> str:
    kernel.run("Runtime.getRuntime().halt(3);")
    return kernel.answers()


@verdict("a crash of the JVM")
def _(kernel: Subject) -> str:
    kernel.run(
        'var f = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");\nf.setAccessible(true);\n'
        "((sun.misc.Unsafe) f.get(null)).putAddress(0, 0);"
    )
    return kernel.answers()


@verdict("a stack overflow")
def _(kernel: Subject) -> str:
    kernel.run("int deep(int n) { return deep(n + 1) + 1; }")
    kernel.run("deep(0)")
    return kernel.answers()


@verdict("an expression of 5,000 terms")
def _(kernel: Subject) -> str:
    reply, _ = kernel.run("int[] one = {1};\n" + " + ".join(["one[0]"] * 5000), 60)
    kernel.answers()
    return "compiles" if reply["status"] == "ok" else "survives, with an error"


@verdict("a forward reference")
def _(kernel: Subject) -> str:
    kernel.run("int user() { return notYet() + 1; }")
    reply, _ = kernel.run("user()")
    if "notYet" not in reply.get("evalue", "") or "nresolved reference" in reply["evalue"]:
        raise Wrong("an internal error")
    return "says what is missing"


@verdict("a wrong signature")
def _(kernel: Subject) -> str:
    Session(key=b"another").send(kernel.plug("shell_port"), "kernel_info_request", {})
    time.sleep(0.5)
    return kernel.answers()


def _frames(kernel: Subject, port: str, parts: list[bytes]) -> str:
    session = Session(key=kernel.key())
    kernel.plug(port).send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])
    time.sleep(0.5)
    return kernel.answers()


@verdict("a broken header on shell")
def _(kernel: Subject) -> str:
    return _frames(kernel, "shell_port", [b"{", b"{}", b"{}", b"{}"])


@verdict("a broken header on control")
def _(kernel: Subject) -> str:
    return _frames(kernel, "control_port", [b"{", b"{}", b"{}", b"{}"])


@verdict("broken content")
def _(kernel: Subject) -> str:
    session = Session(key=kernel.key())
    header = session.serialize(session.msg("execute_request", {}))[2]
    return _frames(kernel, "shell_port", [header, b"{}", b"{}", b"]"])


@verdict("too few frames")
def _(kernel: Subject) -> str:
    kernel.plug("shell_port").send_multipart([b"<IDS|MSG>", b"x", b"{}"])
    time.sleep(0.5)
    return kernel.answers()


@verdict("HTTP on a ZeroMQ port")
def _(kernel: Subject) -> str:
    info = kernel.client.get_connection_info()
    with socket.create_connection((info["ip"], info["shell_port"]), timeout=5) as plug:
        plug.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    return kernel.answers()


@verdict("shutdown_request")
def _(kernel: Subject) -> str:
    tree = kernel.tree()
    kernel.ask("control", "shutdown_request", {"restart": False})
    start = time.monotonic()
    while time.monotonic() - start < 5:
        kernel.manager.provisioner.process.poll()
        if not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in tree if psutil.pid_exists(p.pid)):
            return f"gone {time.monotonic() - start:.2f} s after its reply"
        time.sleep(0.005)
    raise Wrong("still there after 5 s")


@verdict("subshells")
def _(kernel: Subject) -> str:
    info = kernel.ask("shell", "kernel_info_request", {})
    if "kernel subshells" not in info.get("supported_features", []):
        raise Wrong("no")
    shell = kernel.ask("control", "create_subshell_request", {})["subshell_id"]
    running = kernel.begin('System.out.println("begun");\nThread.sleep(4_000);')
    message = kernel.client.session.msg("execute_request", {"code": "1 + 1"})
    message["header"]["subshell_id"] = shell
    kernel.client.shell_channel.send(message)
    start = time.monotonic()
    kernel.reply("shell", message["header"]["msg_id"])
    took = time.monotonic() - start
    if took > 3:
        raise Wrong("its cell waits for the main one")
    kernel.reply("shell", running)
    return "run beside the main one"


def judge(folder: Path, environment: dict[str, str], check: Callable[[Subject], str]) -> str:
    kernel = None
    try:
        kernel = Subject(folder, environment)
        return check(kernel)
    except Wrong as wrong:
        return f"✗ {wrong}"
    except Exception as failed:  # noqa: BLE001 - a check that cannot be made is a line in the table
        return f"? {type(failed).__name__}: {failed}"
    finally:
        if kernel is not None:
            kernel.end()


def table(names: list[str], rows: list[tuple[str, list[str]]]) -> str:
    lines = ["| | " + " | ".join(names) + " |", "| --- |" + " --- |" * len(names)]
    lines += ["| " + " | ".join([name, *verdicts]) + " |" for name, verdicts in rows]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="kernel/bench/verdicts", description=__doc__)
    parser.add_argument("--kernels", default="juggler,jjava", help="names or NAME=FOLDER, with commas between")
    parser.add_argument("--only", default="", help="only verdicts whose name has this in it")
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    options = parser.parse_args(arguments)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    home = jdk.find()
    environment = dict(os.environ) | {"JUGGLER_HISTORY": "none"}
    if home is not None:
        environment |= {"JAVA_HOME": str(home), "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    try:
        kernels = dict(specs.find(kernel) for kernel in options.kernels.split(","))
    except specs.NoSpec as missing:
        print(f"kernel/bench/verdicts: {missing}", file=sys.stderr)
        return 2
    rows = []
    for name, check in VERDICTS:
        if options.only not in name:
            continue
        verdicts = [judge(folder, environment, check) for folder in kernels.values()]
        rows.append((name, verdicts))
        print(f"{name}: " + " · ".join(f"{k}: {v}" for k, v in zip(kernels, verdicts)), file=sys.stderr)
    text = table(list(kernels), rows)
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    # The first kernel is the one that has to be right.
    return int(any(verdicts[0].startswith(("✗", "?")) for _, verdicts in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
