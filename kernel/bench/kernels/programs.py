"""What is sent to the kernels: the same things said in each language."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

LINES = 100_000
IMAGE_BYTES = 10_000_000
ASSIGNMENTS = 50
METHODS = 49  # of four lines each, in a class of 200 lines with its own and a field's
DEFINITIONS = 20
BUSY_SECONDS = 2
_PATTERN = bytes(i * 31 & 255 for i in range(256))


def image_digest() -> str:
    """The SHA-256 of the image that every kernel makes: byte i is the low byte of 31 i."""
    image = (_PATTERN * (IMAGE_BYTES // 256 + 1))[:IMAGE_BYTES]
    return hashlib.sha256(image).hexdigest()


def digest_of(content: str) -> str:
    """The SHA-256 of an image that arrived in base64."""
    return hashlib.sha256(base64.b64decode(content)).hexdigest()


@dataclass(frozen=True)
class Language:
    """The cells of one language or, where an API differs, of one kernel.

    :param real_cell: three imports, a type, a method and a stream; its value is 27
    :param statement: a cell that compiles, runs and has no value to render
    :param assignment: one line that gives variable `{name}` the value `{value}`
    :param class_head: the two first lines of a class `Large`
    :param class_method: four lines of it that define method n, which returns its argument plus n
    :param class_tail: its last lines
    :param instance: an expression that makes one
    :param define: a cell that defines method number n, which returns n
    :param call: a cell that calls it
    :param die: a cell that ends the process it runs in
    :param maven: a cell that resolves an artifact, and one that uses it and prints `Juggler`
    """

    name: str
    real_cell: str
    statement: str
    assignment: Callable[[str, int], str]
    class_head: str
    class_method: Callable[[int], str]
    class_tail: str
    instance: str
    define: Callable[[int], str]
    call: Callable[[int], str]
    completion: tuple[str, str]
    inspection: tuple[str, int]
    sleep: str
    lines: str
    make_image: str
    show_image: str
    spin: str
    collect: str
    die: str
    maven: tuple[str, str] | None

    def assignments(self, seed: int) -> str:
        """A cell of 50 assignments; another one for each seed."""
        return "\n".join(self.assignment(f"v{i}", 1000 * seed + i) for i in range(ASSIGNMENTS))

    def large_class(self, seed: int) -> str:
        """A cell that defines a class of 200 lines; another one for each seed."""
        methods = (self.class_method(METHODS * seed + i) for i in range(METHODS))
        return "\n".join([self.class_head, *methods, self.class_tail])


PYTHON = Language(
    name="python",
    real_cell="""\
from dataclasses import dataclass
from functools import reduce
from itertools import chain

@dataclass(frozen=True)
class Point:
    x: int
    y: int

def norm(p):
    return abs(p.x) + abs(p.y)

sum(norm(p) for p in [Point(3, 4), Point(-1, 2), Point(5, -12)])""",
    statement="w = 1 + 1",
    assignment=lambda name, value: f"{name} = {value} + 1",
    class_head="class Large:\n    base = 1",
    class_method=lambda n: (
        f"    def m{n}(self, a):\n        b = a + self.base\n"
        f"        c = b + {n}\n        return c - self.base"
    ),
    class_tail="    def last(self):\n        return self.base",
    instance="Large()",
    define=lambda n: f"def defined{n}():\n    return {n}",
    call=lambda n: f"defined{n}()",
    completion=("str.upp", "upper"),
    inspection=("str.upper", 7),
    sleep=f"import time; time.sleep({BUSY_SECONDS})",
    lines=f"for i in range({LINES}):\n    print(i)",
    make_image=(
        "image = (bytes(i * 31 & 255 for i in range(256)) * "
        f"({IMAGE_BYTES} // 256 + 1))[:{IMAGE_BYTES}]"
    ),
    show_image=(
        "from IPython.display import display, Image; display(Image(data=image, format='png'))"
    ),
    spin="spins = 0\nwhile True:\n    spins += 1",
    collect="import gc; gc.collect();",
    die="import os; os._exit(3)",
    maven=None,
)

_COMMONS_LANG = "org.apache.commons:commons-lang3:3.20.0"

JAVA = Language(
    name="java",
    real_cell="""\
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

record Point(int x, int y) {}

int norm(Point p) {
    return Math.abs(p.x()) + Math.abs(p.y());
}

List.of(new Point(3, 4), new Point(-1, 2), new Point(5, -12)).stream().mapToInt(p -> norm(p)).sum()\
""",
    statement="int w = 1 + 1;",
    assignment=lambda name, value: f"int {name} = {value} + 1;",
    class_head="class Large {\n    int base = 1;",
    class_method=lambda n: (
        f"    int m{n}(int a) {{\n        int b = a + base, c = b + {n};\n"
        "        return c - base;\n    }"
    ),
    class_tail="    int last() { return base; }\n}",
    instance="new Large()",
    define=lambda n: f"int defined{n}() {{ return {n}; }}",
    call=lambda n: f"defined{n}()",
    completion=("String.valu", "valueOf"),
    inspection=("String.valueOf(1)", 15),
    sleep=f"Thread.sleep({1000 * BUSY_SECONDS});",
    lines=f"for (int i = 0; i < {LINES}; i++) System.out.println(i);",
    make_image=(
        f"byte[] image = new byte[{IMAGE_BYTES}]; "
        "for (int i = 0; i < image.length; i++) image[i] = (byte) (31 * i);"
    ),
    show_image=(
        "io.juggler.api.Display.frontEnd().display("
        'io.juggler.api.MimeBundle.of("image/png", image, "image"), null);'
    ),
    spin="long spins = 0; while (true) { spins++; }",
    collect="System.gc();",
    die="System.exit(3);",
    maven=(
        f"%maven {_COMMONS_LANG}",
        'System.out.print(org.apache.commons.lang3.StringUtils.capitalize("juggler"));',
    ),
)


def language_of(kernel_info: dict) -> Language:
    """What to send to the kernel that gave this kernel_info content.

    :raises KeyError: for a language that has no cells here
    """
    language = {"python": PYTHON, "java": JAVA}[kernel_info["language_info"]["name"].lower()]
    if language is JAVA and kernel_info["implementation"].lower() == "jjava":
        return replace(
            JAVA,
            show_image=(
                "var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData();\n"
                'data.putData("image/png", '
                "java.util.Base64.getEncoder().encodeToString(image));\n"
                "data"
            ),
        )
    return language
