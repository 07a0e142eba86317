"""One kernel process as a plain Jupyter client drives it, with a limit on every wait."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil
import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

Message = dict[str, Any]


_END_LIMIT = 10.0


class MeasureFailed(Exception):
    """The kernel did not do what is measured; the text goes into the table."""


@dataclass
class Exchange:
    """A request, its reply and what came on iopub until idle; times from time.perf_counter().

    :ivar pending: requests sent meanwhile whose replies are waited for, too
    :ivar others: when the replies to those came
    """

    sent: float
    reply: Message | None = None
    replied: float = float("nan")
    idled: float = float("nan")
    outputs: list[Message] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    others: dict[str, float] = field(default_factory=dict)

    @property
    def to_reply(self) -> float:
        """Seconds from the request to its reply."""
        return self.replied - self.sent

    @property
    def to_idle(self) -> float:
        """Seconds from the request to the status idle."""
        return self.idled - self.sent

    def text(self) -> str:
        """The text/plain of the result, or the empty string where there is none."""
        for message in self.outputs:
            if message["msg_type"] == "execute_result":
                return message["content"]["data"].get("text/plain", "")
        return ""

    def stdout(self) -> str:
        """Everything that arrived as stdout."""
        return "".join(
            message["content"]["text"]
            for message in self.outputs
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout"
        )


def _runs(process: psutil.Process) -> bool:
    """Whether the process still takes memory or time; one that nobody reaped takes neither."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class _OneSpec(KernelSpecManager):
    """Finds one kernelspec, whatever the name: several peers call theirs `java`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec.from_resource_dir(str(self._folder))


class Kernel:
    """A kernel process, from spawn to its end. Used by one thread.

    :param folder: the kernelspec's folder
    :param environment: the process's environment variables
    :param working_folder: where the process runs
    :param log: takes what the process itself prints
    :param reconnect_ms: how often the client's sockets try to connect; None for libzmq's 100 to
        200 ms, which is what plain clients have
    """

    def __init__(
        self,
        folder: Path,
        environment: dict[str, str],
        working_folder: str,
        log: IO[bytes],
        reconnect_ms: int | None = None,
    ) -> None:
        self._manager = KernelManager(kernel_name="kernel", kernel_spec_manager=_OneSpec(folder))
        if reconnect_ms is not None:
            self._manager.context.setsockopt(zmq.RECONNECT_IVL, reconnect_ms)
        self._environment = environment
        self._working_folder = working_folder
        self._log = log
        self._client: Any = None
        self.spawned = float("nan")

    def start(self) -> None:
        """Spawns the process and opens the channels; waits for nothing."""
        self.spawned = time.perf_counter()
        self._manager.start_kernel(
            env=self._environment,
            cwd=self._working_folder,
            stdout=self._log,
            stderr=self._log,
        )
        self._open_channels()

    def _open_channels(self) -> None:
        self._client = self._manager.client()
        self._client.start_channels(hb=False)
        self._poller = zmq.Poller()
        for channel in (self._client.shell_channel, self._client.iopub_channel):
            self._poller.register(channel.socket, zmq.POLLIN)

    def restart(self) -> None:
        """Restarts as the Restart button does: asks the process to end, then spawns another."""
        self._client.stop_channels()
        self._manager.restart_kernel(now=False)
        self._open_channels()

    def processes(self) -> list[psutil.Process]:
        """The kernel's process and all below it."""
        provisioner = self._manager.provisioner
        if provisioner is None or provisioner.pid is None:
            return []
        try:
            root = psutil.Process(provisioner.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def cpu_seconds(self) -> float:
        """CPU time of the whole tree so far."""
        total = 0.0
        for process in self.processes():
            try:
                times = process.cpu_times()
                total += times.user + times.system
            except psutil.NoSuchProcess:
                pass
        return total

    def alive(self) -> bool:
        """Whether the process runs."""
        return bool(self._manager.is_alive())

    # --- requests ---------------------------------------------------------------------------

    def kernel_info(self, limit: float) -> Exchange:
        """Asks for kernel_info until its reply; what it does on iopub is left for later."""
        return self._exchange(self._client.kernel_info, limit, to_idle=False)

    def complete(self, code: str, limit: float) -> Exchange:
        """Asks what could stand at the end of this code, until the reply."""
        return self._exchange(lambda: self._client.complete(code, len(code)), limit, to_idle=False)

    def inspect(self, code: str, cursor: int, limit: float) -> Exchange:
        """Asks what is known about the name at the cursor, until the reply."""
        return self._exchange(lambda: self._client.inspect(code, cursor), limit, to_idle=False)

    def execute(
        self,
        code: str,
        limit: float,
        to_idle: bool = True,
        when_busy: Callable[[Exchange], None] | None = None,
    ) -> Exchange:
        """Executes a cell until reply and idle.

        :param to_idle: False to wait for the reply alone, as long as iopub may not be joined yet
        :param when_busy: called once when the kernel says that it is busy with this cell
        :raises MeasureFailed: where the limit passes, the kernel dies or the reply is not `ok`
        """
        exchange = self._exchange(lambda: self._client.execute(code), limit, to_idle, when_busy)
        content = exchange.reply["content"]
        if content["status"] != "ok":
            raise MeasureFailed(f"the cell failed: {content.get('ename')}: {content.get('evalue')}")
        return exchange

    def execute_any(
        self, code: str, limit: float, when_busy: Callable[[Exchange], None] | None = None
    ) -> Exchange:
        """Executes a cell that may end as it likes; see execute()."""
        return self._exchange(lambda: self._client.execute(code), limit, True, when_busy)

    def interrupt(self) -> None:
        """Interrupts as the kernelspec asks: by message or by signal."""
        self._manager.interrupt_kernel()

    def complete_while(self, cell: str, code: str, limit: float) -> float:
        """Executes a cell and asks for a completion 0.2 s after it began.

        :return: seconds from that request to its reply
        """
        asked: list[tuple[str, float]] = []

        def ask(exchange: Exchange) -> None:
            time.sleep(0.2)
            now = time.perf_counter()
            request = self._client.complete(code, len(code))
            exchange.pending.add(request)
            asked.append((request, now))

        exchange = self._exchange(lambda: self._client.execute(cell), limit, True, ask)
        request, at = asked[0]
        return exchange.others[request] - at

    def join_output(self, limit: float) -> None:
        """Asks until iopub answers: a subscription may come up after the first replies."""
        deadline = time.perf_counter() + limit
        while time.perf_counter() < deadline:
            try:
                self._exchange(self._client.kernel_info, min(limit, 1.0), to_idle=True)
                return
            except MeasureFailed:
                if not self.alive():
                    raise
        raise MeasureFailed(f"iopub said nothing in {limit:g} s")

    def _exchange(
        self,
        send: Callable[[], str],
        limit: float,
        to_idle: bool,
        when_busy: Callable[[Exchange], None] | None = None,
    ) -> Exchange:
        shell = self._client.shell_channel.socket
        exchange = Exchange(sent=time.perf_counter())
        request = send()
        deadline = exchange.sent + limit
        idle = not to_idle
        while exchange.reply is None or not idle or exchange.pending:
            left = deadline - time.perf_counter()
            if left <= 0:
                missing = "no reply" if exchange.reply is None else "no idle"
                raise MeasureFailed(f"{missing} in {limit:g} s")
            ready = self._poller.poll(min(left, 0.2) * 1000)
            now = time.perf_counter()
            if not ready and not self.alive():
                raise MeasureFailed("the kernel died")
            for socket, _ in ready:
                _, message = self._client.session.recv(socket)
                parent = message["parent_header"].get("msg_id")
                if socket is shell and parent in exchange.pending:
                    exchange.pending.remove(parent)
                    exchange.others[parent] = now
                if parent != request:
                    continue
                if socket is shell:
                    exchange.reply, exchange.replied = message, now
                elif message["msg_type"] != "status":
                    exchange.outputs.append(message)
                elif message["content"]["execution_state"] == "idle":
                    exchange.idled, idle = now, True
                elif message["content"]["execution_state"] == "busy" and when_busy is not None:
                    when_busy(exchange)
                    when_busy = None
        return exchange

    # --- end --------------------------------------------------------------------------------

    def end(self) -> None:
        """Ends the whole process tree, by pid; what is measured is over by now."""
        tree = self.processes()
        try:
            if self._client is not None:
                self._client.stop_channels()
            if self._manager.has_kernel:
                self._manager.shutdown_kernel(now=True)
        finally:
            for process in tree:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            deadline = time.perf_counter() + _END_LIMIT
            while any(map(_runs, tree)) and time.perf_counter() < deadline:
                time.sleep(0.01)
            # Made by this manager's default, so closed with it; the client shares it.
            self._manager.context.destroy(linger=0)
