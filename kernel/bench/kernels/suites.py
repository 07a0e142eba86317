"""The measures. A suite is one session with one kernel process (or two, for a restart) and gives
one figure for each of its measures; the runner repeats it in turn for each kernel."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from . import plain_java, programs
from .client import Exchange, Kernel, MeasureFailed
from .memory import pss_mib
from .programs import METHODS, Language
from .results import Figure, Measure, percentile

START_LIMIT = 60.0
CELL_LIMIT = 60.0
PROGRAMS_LIMIT = 180.0
MS = 1000.0


@dataclass(frozen=True)
class Extent:
    """How often a session repeats what it measures."""

    warm_up: int
    cells: int
    requests: int
    notebook: int
    memory_cells: int
    settle: float


FULL = Extent(warm_up=50, cells=200, requests=50, notebook=1000, memory_cells=200, settle=1.0)
QUICK = Extent(warm_up=20, cells=50, requests=20, notebook=200, memory_cells=50, settle=0.5)
BRIEF = Extent(warm_up=2, cells=5, requests=3, notebook=30, memory_cells=3, settle=0.1)


class Session:
    """What a suite has in hand: a way to start the kernel and a place for its figures."""

    def __init__(
        self,
        extent: Extent,
        environment: dict[str, str],
        make: Callable[[int | None], Kernel],
        record: Callable[[str, Figure], None],
    ) -> None:
        self.extent = extent
        self.environment = environment
        self._make = make
        self._record = record
        self._recorded: set[str] = set()

    def kernel(self, reconnect_ms: int | None = None) -> Kernel:
        """A kernel that is not started yet; the runner ends it."""
        return self._make(reconnect_ms)

    def record(self, key: str, figure: Figure) -> None:
        """Takes down a figure; the first one for each measure counts."""
        if key not in self._recorded:
            self._recorded.add(key)
            self._record(key, figure)

    @contextmanager
    def measuring(self, *keys: str) -> Iterator[None]:
        """What fails in this block is the failure of these measures alone."""
        try:
            yield
        except MeasureFailed as failure:
            for key in keys:
                self.record(key, Figure.failed(str(failure)))


def expect(what: str, found: object, expected: object) -> None:
    """A wrong answer has no speed."""
    if found != expected:
        raise MeasureFailed(f"{what} is {found!r:.60}, not {expected!r:.60}")


def ready(session: Session) -> tuple[Kernel, Language]:
    """A kernel that has answered kernel_info and whose output arrives."""
    kernel = session.kernel()
    kernel.start()
    info = kernel.kernel_info(START_LIMIT).reply["content"]
    kernel.join_output(START_LIMIT)
    return kernel, programs.language_of(info)


def repeated(times: int, act: Callable[[int], Exchange]) -> list[Exchange]:
    return [act(i) for i in range(times)]


# --- start ----------------------------------------------------------------------------------


def start(session: Session) -> None:
    """Spawn, kernel_info, then 1+1, as a plain client does it."""
    kernel = session.kernel()
    with session.measuring("start.info", "start.first"):
        kernel.start()
        info = kernel.kernel_info(START_LIMIT)
        session.record("start.info", Figure.of(info.replied - kernel.spawned))
        first = kernel.execute("1+1", START_LIMIT, to_idle=False)
        session.record("start.first", Figure.of(first.replied - kernel.spawned))


def start_real(session: Session) -> None:
    """Spawn, kernel_info, then a cell with imports, a type, a method and a stream."""
    kernel = session.kernel()
    with session.measuring("start.real"):
        kernel.start()
        info = kernel.kernel_info(START_LIMIT).reply["content"]
        cell = programs.language_of(info).real_cell
        real = kernel.execute(cell, START_LIMIT, to_idle=False)
        kernel.join_output(START_LIMIT)
        expect("the value", kernel.execute(cell, CELL_LIMIT).text(), "27")
        session.record("start.real", Figure.of(real.replied - kernel.spawned))


def start_eager(session: Session) -> None:
    """As start(), with a client that tries to connect every millisecond."""
    kernel = session.kernel(reconnect_ms=1)
    with session.measuring("start.eager_info", "start.eager_first"):
        kernel.start()
        info = kernel.kernel_info(START_LIMIT)
        session.record("start.eager_info", Figure.of(info.replied - kernel.spawned))
        first = kernel.execute("1+1", START_LIMIT, to_idle=False)
        session.record("start.eager_first", Figure.of(first.replied - kernel.spawned))


# --- warm -----------------------------------------------------------------------------------


def warm(session: Session) -> None:
    """What a kernel costs that has run for a while."""
    extent = session.extent
    kernel, language = ready(session)

    with session.measuring("warm.tiny", "warm.tiny_p95", "warm.tiny_p99"):
        repeated(extent.warm_up, lambda i: kernel.execute("1+1", CELL_LIMIT))
        tiny = repeated(extent.cells, lambda i: kernel.execute("1+1", CELL_LIMIT))
        for exchange in tiny:
            expect("1+1", exchange.text(), "2")
        to_idle = [e.to_idle * MS for e in tiny]
        session.record("warm.tiny", Figure.of(statistics.median(to_idle)))
        session.record("warm.tiny_p95", Figure.of(percentile(to_idle, 95)))
        session.record("warm.tiny_p99", Figure.of(percentile(to_idle, 99)))

    def cell(key: str, code: str) -> None:
        with session.measuring(key):
            repeated(extent.warm_up // 2, lambda i: kernel.execute(code, CELL_LIMIT))
            cells = repeated(extent.requests, lambda i: kernel.execute(code, CELL_LIMIT))
            session.record(key, Figure.of(statistics.median(e.to_idle * MS for e in cells)))

    cell("warm.empty", "")
    cell("warm.statement", language.statement)

    def request(key: str, ask: Callable[[], Exchange], check: Callable[[dict], None]) -> None:
        with session.measuring(key):
            repeated(extent.warm_up // 2, lambda i: ask())
            asked = repeated(extent.requests, lambda i: ask())
            for exchange in asked:
                check(exchange.reply["content"])
            session.record(key, Figure.of(statistics.median(e.to_reply * MS for e in asked)))

    request(
        "warm.info",
        lambda: kernel.kernel_info(CELL_LIMIT),
        lambda content: expect("the status", content.get("status", "ok"), "ok"),
    )

    with session.measuring("warm.fifty"):
        repeated(extent.warm_up // 2, lambda i: kernel.execute(language.assignments(i), CELL_LIMIT))
        fifty = repeated(
            extent.requests // 2 + 1,
            lambda i: kernel.execute(language.assignments(1000 + i), CELL_LIMIT),
        )
        last = 1000 * (1000 + extent.requests // 2) + 49 + 1
        expect("the last variable", kernel.execute("v49", CELL_LIMIT).text(), str(last))
        session.record("warm.fifty", Figure.of(statistics.median(e.to_idle * MS for e in fifty)))

    with session.measuring("warm.class"):
        repeated(extent.warm_up // 2, lambda i: kernel.execute(language.large_class(i), CELL_LIMIT))
        defined = repeated(
            extent.requests // 2 + 1,
            lambda i: kernel.execute(language.large_class(100 + i), CELL_LIMIT),
        )
        method = f"m{METHODS * (100 + extent.requests // 2)}"
        call = f"{language.instance}.{method}(4)"
        value = 4 + METHODS * (100 + extent.requests // 2)
        expect("the last class", kernel.execute(call, CELL_LIMIT).text(), str(value))
        session.record("warm.class", Figure.of(statistics.median(e.to_idle * MS for e in defined)))

    prefix, match = language.completion
    request(
        "warm.complete",
        lambda: kernel.complete(prefix, CELL_LIMIT),
        lambda content: expect(
            f"a match for {prefix}", any(match in m for m in content["matches"]), True
        ),
    )
    text, cursor = language.inspection
    request(
        "warm.inspect",
        lambda: kernel.inspect(text, cursor, CELL_LIMIT),
        lambda content: expect(f"found for {text}", content.get("found"), True),
    )

    with session.measuring("warm.complete_busy"):
        waited = kernel.complete_while(language.sleep, prefix, CELL_LIMIT)
        session.record("warm.complete_busy", Figure.of(waited * MS))


# --- a long notebook ------------------------------------------------------------------------


def notebook(session: Session) -> None:
    """Every other cell defines a variable, and the next one reads it."""
    with session.measuring("long.last_to_10th", "long.last_to_100th", "long.last"):
        kernel, language = ready(session)
        to_idle = []
        for n in range(1, session.extent.notebook + 1):
            if n % 2:
                exchange = kernel.execute(language.assignment(f"d{n}", n), CELL_LIMIT)
            else:
                exchange = kernel.execute(f"d{n - 1}", CELL_LIMIT)
                expect(f"d{n - 1}", exchange.text(), str(n))
            to_idle.append(exchange.to_idle * MS)

        def around(n: int) -> float:
            return statistics.median(to_idle[n - 6 : n + 4])

        last = statistics.median(to_idle[-10:])
        session.record("long.last", Figure.of(last))
        session.record("long.last_to_10th", Figure.of(last / around(10)))
        if session.extent.notebook > 200:
            session.record("long.last_to_100th", Figure.of(last / around(100)))
        else:
            session.record("long.last_to_100th", Figure.not_applicable("too few cells in this run"))


# --- output ---------------------------------------------------------------------------------


def lines(session: Session) -> None:
    """A flood of lines, each of which must arrive."""
    with session.measuring("output.lines"):
        kernel, language = ready(session)
        kernel.execute("1+1", CELL_LIMIT)
        expected = "".join(f"{i}\n" for i in range(programs.LINES))
        printed = kernel.execute(language.lines, CELL_LIMIT)
        arrived = printed.stdout()
        if arrived != expected:
            lost = 1 - len(arrived) / len(expected)
            raise MeasureFailed(f"lost {lost:.0%}" if lost > 0 else "lines in another order")
        session.record("output.lines", Figure.of(printed.to_idle))


def image(session: Session) -> None:
    """One large image, which must arrive as it was sent."""
    with session.measuring("output.image"):
        kernel, language = ready(session)
        kernel.execute(language.make_image, CELL_LIMIT)
        shown = kernel.execute(language.show_image, CELL_LIMIT)
        images = [
            m["content"]["data"]["image/png"]
            for m in shown.outputs
            if "image/png" in m["content"].get("data", {})
        ]
        expect("the number of images", len(images), 1)
        expect("the image", programs.digest_of(images[0]), programs.image_digest())
        session.record("output.image", Figure.of(shown.to_idle))


# --- memory ---------------------------------------------------------------------------------


def memory(session: Session) -> None:
    """PSS of the process tree as the session goes on."""
    extent = session.extent
    kernel, language = ready(session)

    def note(key: str) -> None:
        time.sleep(extent.settle)
        try:
            session.record(key, Figure.of(pss_mib(kernel.processes())))
        except OSError:
            session.record(key, Figure.not_applicable("no smaps_rollup on this system"))

    keys = ("memory.start", "memory.first", "memory.tiny", "memory.fifty", "memory.collected")
    with session.measuring(*keys):
        note("memory.start")
        kernel.execute("1+1", CELL_LIMIT)
        note("memory.first")
        repeated(extent.memory_cells, lambda i: kernel.execute(f"1+{i}", CELL_LIMIT))
        note("memory.tiny")
        repeated(extent.memory_cells, lambda i: kernel.execute(language.assignments(i), CELL_LIMIT))
        note("memory.fifty")
        kernel.execute(language.collect, CELL_LIMIT)
        note("memory.collected")


# --- interrupt, restart, replace ------------------------------------------------------------


def interrupt(session: Session) -> None:
    """A busy loop: the reply must come, the core must be free and the variables kept."""
    with session.measuring("interrupt"):
        kernel, language = ready(session)
        kernel.execute(language.assignment("kept", 41), CELL_LIMIT)
        asked: list[float] = []

        def ask(_: Exchange) -> None:
            time.sleep(0.5)
            asked.append(time.perf_counter())
            kernel.interrupt()

        stopped = kernel.execute_any(language.spin, 15.0, when_busy=ask)
        latency = stopped.replied - asked[0]
        if stopped.reply["content"]["status"] == "ok":
            raise MeasureFailed(f"says ok after {latency:.2g} s")
        kernel.execute("1+1", CELL_LIMIT)
        if all(_burns(kernel) for _ in range(4)):  # a compiler may be busy for one of them
            raise MeasureFailed(f"says so after {latency:.2g} s; the core burns on")
        expect("the kept variable", kernel.execute("kept", CELL_LIMIT).text(), "42")
        session.record("interrupt", Figure.of(latency * MS))


def _burns(kernel: Kernel) -> bool:
    before = kernel.cpu_seconds()
    time.sleep(0.5)
    return kernel.cpu_seconds() - before > 0.35


def restart(session: Session) -> None:
    """The Restart button, then 1+1."""
    with session.measuring("restart"):
        kernel, _ = ready(session)
        kernel.execute("1+1", CELL_LIMIT)
        begun = time.perf_counter()
        kernel.restart()
        kernel.kernel_info(START_LIMIT)
        first = kernel.execute("1+1", START_LIMIT, to_idle=False)
        session.record("restart", Figure.of(first.replied - begun))


def replace(session: Session) -> None:
    """A cell ends its process; 20 methods are there again for the next one."""
    with session.measuring("replace"):
        kernel, language = ready(session)
        for n in range(programs.DEFINITIONS):
            kernel.execute(language.define(n), CELL_LIMIT)
        died = kernel.execute_any(language.die, CELL_LIMIT)
        last = programs.DEFINITIONS - 1
        call = kernel.execute(language.call(last), CELL_LIMIT)
        expect("the call", call.text(), str(last))
        session.record("replace", Figure.of(call.idled - died.sent))


def maven(session: Session) -> None:
    """An artifact that the local repository has by now."""
    with session.measuring("maven"):
        kernel, language = ready(session)
        if language.maven is None:
            session.record("maven", Figure.not_applicable("no %maven in this language"))
            return
        resolve, use = language.maven
        resolved = kernel.execute(resolve, CELL_LIMIT)
        expect("the output", kernel.execute(use, CELL_LIMIT).stdout(), "Juggler")
        session.record("maven", Figure.of(resolved.to_idle))


# --- what a cell measures -------------------------------------------------------------------


def plain(session: Session) -> None:
    """The same programs in a cell and under a plain `java`, each in a JVM of its own."""
    keys = [f"plain.{name}" for name in plain_java.PROGRAMS]
    with session.measuring(*keys):
        kernel, language = ready(session)
        if language.name != "java":
            for key in keys:
                session.record(key, Figure.not_applicable("not Java"))
            return
        source = plain_java.source()
        kernel.execute(source, CELL_LIMIT)
        expected = plain_java.run(source, session.environment, PROGRAMS_LIMIT)
        cell = kernel.execute("Programs.main();", PROGRAMS_LIMIT)
        for name, took in plain_java.times(cell.stdout()).items():
            session.record(f"plain.{name}", Figure.of(took / expected[name]))


# --- all of them ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Suite:
    """A session's measures.

    :param rounds: how many sessions of each kernel a full run has
    :param warm_up: whether a first session is thrown away, as what it finds on disk is cold
    """

    name: str
    session: Callable[[Session], None]
    measures: tuple[Measure, ...]
    rounds: int
    warm_up: bool = False


SUITES = (
    Suite(
        "start",
        start,
        (
            Measure("start.info", "spawn → kernel_info_reply", "s"),
            Measure("start.first", "spawn → reply of `1+1`", "s"),
        ),
        rounds=11,
        warm_up=True,
    ),
    Suite(
        "start-real",
        start_real,
        (Measure("start.real", "spawn → reply of a cell: imports, type, method, stream", "s"),),
        rounds=11,
    ),
    Suite(
        "start-eager",
        start_eager,
        (
            Measure("start.eager_info", "spawn → kernel_info_reply, client retries each ms", "s"),
            Measure("start.eager_first", "spawn → reply of `1+1`, client retries each ms", "s"),
        ),
        rounds=11,
    ),
    Suite(
        "warm",
        warm,
        (
            Measure("warm.tiny", "warm `1+1` to idle, median", "ms"),
            Measure("warm.tiny_p95", "warm `1+1` to idle, p95", "ms"),
            Measure("warm.tiny_p99", "warm `1+1` to idle, p99", "ms"),
            Measure("warm.statement", "warm statement without a value", "ms"),
            Measure("warm.empty", "warm empty cell", "ms"),
            Measure("warm.info", "warm kernel_info", "ms"),
            Measure("warm.fifty", "warm cell of 50 assignments", "ms"),
            Measure("warm.class", "warm cell that defines a class of 200 lines", "ms"),
            Measure("warm.complete", "warm completion", "ms"),
            Measure("warm.complete_busy", "completion while a 2 s cell runs", "ms"),
            Measure("warm.inspect", "warm inspection", "ms"),
        ),
        rounds=5,
    ),
    Suite(
        "notebook",
        notebook,
        (
            Measure("long.last", "last cell of a long notebook", "ms"),
            Measure("long.last_to_10th", "last cell ÷ cell 10", "×", versus_peers=False),
            Measure("long.last_to_100th", "last cell ÷ cell 100", "×", versus_peers=False),
        ),
        rounds=3,
    ),
    Suite(
        "lines",
        lines,
        (Measure("output.lines", "100,000 lines to idle, intact", "s"),),
        rounds=5,
    ),
    Suite(
        "image",
        image,
        (Measure("output.image", "image of 10 MB to idle", "s"),),
        rounds=5,
    ),
    Suite(
        "memory",
        memory,
        (
            Measure("memory.start", "PSS after start", "MiB"),
            Measure("memory.first", "PSS after the first cell", "MiB"),
            Measure("memory.tiny", "PSS after the tiny cells", "MiB"),
            Measure("memory.fifty", "PSS after the large cells", "MiB"),
            Measure("memory.collected", "PSS after a collection", "MiB"),
        ),
        rounds=3,
    ),
    Suite(
        "interrupt",
        interrupt,
        (Measure("interrupt", "interrupt of a busy loop to its reply", "ms"),),
        rounds=5,
    ),
    Suite(
        "restart",
        restart,
        (Measure("restart", "restart → reply of `1+1`", "s"),),
        rounds=5,
    ),
    Suite(
        "replace",
        replace,
        (Measure("replace", "process ended by a cell → 20 methods back", "s"),),
        rounds=5,
    ),
    Suite(
        "plain",
        plain,
        tuple(
            Measure(f"plain.{name}", f"cell ÷ plain `java`: {title}", "×", versus_peers=False)
            for name, title in plain_java.PROGRAMS.items()
        ),
        rounds=10,
    ),
    Suite(
        "maven",
        maven,
        (Measure("maven", "`%maven` of a cached artifact", "s"),),
        rounds=3,
        warm_up=True,
    ),
)
