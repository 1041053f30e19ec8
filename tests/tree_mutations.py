"""What can be wrong with a tree: each mutation changes one or two of its files, at random from a seed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

ENCODINGS = ("utf-16", "utf-32", "utf-8-sig", "latin-1", "cp037", "utf-7")
ODD = (
    "\x00",
    "\x0c",
    "\x0b",
    "\x1a",
    "\x1b[31m",
    "\u2028",
    "\ufeff",
    "\\",
    "'",
    '"""',
    "(",
    ")",
    ":",
    "#",
    "\t",
    "@",
    "é",
    "\U0001f600",
)
CHAINS = (
    lambda n: "x = " + " + ".join(["1"] * n),
    lambda n: "x: " + " | ".join(["int"] * n),
    lambda n: "x = a" + ".b" * n,
    lambda n: "x = a" + ".b()" * n,
    lambda n: "if a:\n    pass\n" + "elif b:\n    pass\n" * n,
    lambda n: "x = (" + " ".join(["'a'"] * n) + ")",
    lambda n: "x = " + "(" * n + ")" * n,
    lambda n: "x = " + "lambda: " * n + "1",
    lambda n: "x = " + " and ".join(["1"] * n),
    lambda n: "x = " + "1 if 0 else " * n + "1",
    lambda n: "@a\n" * n + "def f(): ...",
    lambda n: "x: " + "list[" * n + "int" + "]" * n,
    lambda n: "x = " + 'f"{' * (n % 100) + "y" + '}"' * (n % 100),
)
BESIDE = ("docs/page.md", "docs/page.yaml", "tests/recordings/page.json", "uv.lock", "docs/page.ipynb")
SETTINGS = (
    '[tool]\nruff = "x"\n',
    "[tool.ruff]\nline-length = 0\n",
    "[tool.ruff\n",
    '[tool.ruff]\ntarget-version = "py37"\n',
    '[tool.ruff]\nsrc = ["[", "$X", "/"]\n',
    'tool = 1\n[project]\ndependencies = "fastapi"\n',
    "[project]\ndependencies = [1]\n",
    "\x00",
)


def truncated(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data) + 1)])


def swapped(root: Path, chance: Random) -> None:
    one, other = any_file(root, chance), any_file(root, chance)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def duplicated(root: Path, chance: Random) -> None:
    file, place = any_file(root, chance), any_file(root, chance).parent
    (place / f"{chance.choice(['copy', 'models', 'routes', 'service', '__init__', 'é b'])}.py").write_bytes(
        file.read_bytes()
    )


def renamed(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    name = chance.choice(
        ["other.py", "class.py", "a b.py", "a\nb.py", "é.py", "[x].py", os.fsdecode(b"\xff.py"), "x.txt"]
    )
    file.rename(file.with_name(name))


def removed(root: Path, chance: Random) -> None:
    any_file(root, chance).unlink()


def doubled(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    file.write_bytes(file.read_bytes() * 2)


def chained(root: Path, chance: Random) -> None:
    code = chance.choice(CHAINS)(chance.choice([50, 200, 500, 1_100, 4_000]))
    file = any_file(root, chance)
    file.write_bytes(file.read_bytes() + f"\n\n{code}\n".encode())


def encoded(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    text = file.read_bytes().decode(errors="replace")
    encoding = chance.choice(ENCODINGS)
    head = chance.choice(["", f"# coding: {encoding}\n", "# coding: nothing\n"])
    file.write_bytes((head + text).encode(encoding, "replace"))


def ended(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    file.write_bytes(file.read_bytes().replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\r", b"\x0c\n", b"\\\n"])))


def broken(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    data = file.read_bytes()
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(data) + 1)
        gone = chance.choice([0, 0, 1, 5, 40])
        data = data[:at] + chance.choice(["", *ODD]).encode() + data[at + gone :]
    file.write_bytes(data)


def lines_moved(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    lines = file.read_bytes().splitlines(keepends=True) or [b""]
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.randrange(3)):
        lines.insert(chance.randrange(len(lines) + 1), line)
    file.write_bytes(b"".join(lines))


def indented(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    file.write_bytes(file.read_bytes().replace(b"    ", chance.choice([b"\t", b" ", b"        ", b"  \t"])))


def reworded(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    words = sorted(set(file.read_bytes().split())) or [b"x"]
    word = chance.choice(words)
    file.write_bytes(file.read_bytes().replace(word, chance.choice([*words, b"", b"None", b"*", b"**x", b"...", b"1"])))


def configured(root: Path, chance: Random) -> None:
    name = chance.choice(["pyproject.toml", "uv.lock", "requirements.txt", "ruff.toml"])
    (root / name).write_text(chance.choice(SETTINGS), encoding="utf-8")


def linked(root: Path, chance: Random) -> None:
    file = any_file(root, chance)
    link = file.with_name(chance.choice(["linked.py", "routes.py", "models.py"]))
    if not os.path.lexists(link):
        link.symlink_to(chance.choice([file.name, "nowhere.py", "..", "/", link.name]))


def piped(root: Path, chance: Random) -> None:
    """A pipe, or a directory, where a file is looked for: whoever reads the one waits for ever."""
    place = any_file(root, chance)
    if chance.random() < 0.5:
        place = place.with_name(chance.choice(["routes.py", "models.py", "service.py", "ruff.toml"]))
    place.unlink(missing_ok=True)
    chance.choice([os.mkfifo, os.mkdir])(place)


def long(root: Path, chance: Random) -> None:
    """Many statements, or one long one."""
    lines = chance.choice(["x_{} = {}\n", "# {} {}\n", "from a{} import b{}\n", "\n", "if a:\n    b_{} = {}\n"])
    with any_file(root, chance).open("ab") as file:
        file.write(b"\n\n" + "".join(lines.format(i, i) for i in range(chance.choice([300, 2_000]))).encode())


def beside(root: Path, chance: Random) -> None:
    """Something else than Python that names a module, deep or odd."""
    module = ".".join(any_file(root, chance).relative_to(root).with_suffix("").parts)
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}"), ("```python\n", "\n```\n"), ("> ", ""), ("", "")])
    count = chance.choice([1, 50, 3_000])
    path = root / chance.choice(BESIDE)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"{opening * count}{chance.choice(ODD)}{chance.choice(['', 'from '])}{module} import X\n{closing * count}"
    path.write_bytes(text.encode(chance.choice(["utf-8", "utf-8-sig", "utf-16"]), "replace"))


MUTATIONS: tuple[Callable[[Path, Random], None], ...] = (
    *(beside, beside, long, piped),
    *(broken, broken, chained, configured, doubled, duplicated, encoded, ended, indented, lines_moved, linked),
    *(removed, renamed, reworded, reworded, swapped, truncated),
)


def any_file(root: Path, chance: Random) -> Path:
    """One of the Python files."""
    return chance.choice(sorted(path for path in root.rglob("*.py") if path.is_file() and not path.is_symlink()))


def mutate(root: Path, chance: Random) -> list[str]:
    """Changes a tree by some mutations and returns their names."""
    chosen = chance.choices(MUTATIONS, k=chance.choice([1, 1, 1, 2, 3]))
    for mutation in chosen:
        mutation(root, chance)
    return [mutation.__name__ for mutation in chosen]
