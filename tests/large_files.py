"""Every way in which a file of a checkout can be large, on top of the harbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from harbour import BERTHS, harbour

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

IMPORTED = "port.apis.berths.berths"
USER = "tests/test_berths.py"
#: What is appended to which file.
Files = dict[str, str]


def numbered(form: str, count: int) -> str:
    """The form so many times, each with its number for `{0}`."""
    return "".join(map(form.format, range(count)))


#: By name, with the number of lines.
SHAPES: dict[str, Callable[[int], Files]] = {
    "constants": lambda n: {BERTHS: numbered("\nLIMIT_{0} = {0}", n)},
    "names of names": lambda n: {
        BERTHS: "".join(f"\nName{i} = Name{i + 1}" for i in range(n - 1)) + f"\nName{n - 1} = Berths\n"
    },
    "functions": lambda n: {BERTHS: numbered("\n\ndef function_{0}(x: int) -> int:\n    return x\n", n // 4)},
    "models": lambda n: {
        BERTHS: numbered(
            '\n\nclass Model{0}(BaseModel):\n    """A.\n\n    :param x: X\n    """\n\n    x: int\n', n // 4
        )
    },
    "fields": lambda n: {
        BERTHS: '\n\nclass Wide(BaseModel):\n    """Wide.\n\n'
        + numbered("    :param x{0}: X\n", n // 2)
        + '    """\n\n'
        + numbered("    x{0}: int\n", n // 2)
    },
    "one function": lambda n: {BERTHS: "\n\ndef long(x: int) -> int:\n" + numbered("    x += {0}\n", n)},
    "one list": lambda n: {BERTHS: "\n\nALL = [\n" + numbered("    {0},\n", n) + "]\n"},
    "exported names": lambda n: {
        BERTHS: numbered("\nLIMIT_{0} = {0}", n),
        "port/apis/berths/__init__.py": "\n__all__ = [\n" + numbered('    "LIMIT_{0}",\n', n) + "]\n",
    },
    "imports": lambda n: {
        "port/names.py": numbered("name_{0} = {0}\n", n),
        BERTHS: "\n\nfrom port.names import *\n" + numbered("from port.names import name_{0}\n", n),
    },
    "imports of what moves": lambda n: {
        BERTHS: numbered("\nLIMIT_{0} = {0}", n),
        USER: numbered(f"from {IMPORTED} import LIMIT_{{0}}\n", n),
    },
    "tests of what moves": lambda n: {
        USER: f"from {IMPORTED} import Berth\n"
        + numbered(f'\n\ndef test_{{0}}():\n    with patch("{IMPORTED}.Berth"):\n        assert Berth\n', n // 2)
    },
}


def large_harbour(root: Path, files: Files) -> Path:
    """Writes the harbour below `root`, which it returns, with some more in these files."""
    harbour(root)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)
    return root
