from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.parse.referrers import Reference, is_spelled_out, may_be_asked_for, references, referrers

FILES = {
    "pkg/home.py": "def ring(): ...\n\nring()\n",
    "pkg/member.py": "from pkg.home import ring as r\n",
    "pkg/relative.py": "def f():\n    from .home import ring\n",
    "pkg/star.py": "from .home import *\n",
    "pkg/whole.py": "import pkg.home\n\npkg.home.ring()\n",
    "pkg/module.py": "from pkg import home\n\nhome.ring()\n",
    "pkg/text.py": 'TARGET = "pkg.home.ring"\n',
    "pkg/joined.py": "TARGET = 'pkg.home' r'''.ring'''\n",
    "pkg/beside.py": "from pkg.home import other\nfrom .home import (  # ring)\n    ring,\n)\n",
    "pkg/beside_a_text.py": "from pkg.home import other\nTARGET = 'pkg.home.ring'\n",
    "pkg/others.py": "from pkg.home import other, call  # of home\nfrom .rings import ring\n",
    "pkg/apart_by_space.py": "from pkg . home import ring\n",
    "pkg/in_two_lines.py": "from pkg \\\n  import (\n    other,\n    home,\n)\n\nhome.ring()\n",
    "pkg/inner/dots.py": "from .. import other, home\n\nhome.ring()\n",
    "pkg/apart.py": "from pkg.other import ring\n# pkg.home.ring\nhome = ring\n",
    "pkg/unasked.py": "import pkg.home\nx = y.rings\n",
    "pkg/other.py": "def ring(): ...\n",
}


def test_every_way_to_refer_to_a_name(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, FILES)
    found = referrers(symbols, "pkg.home", "ring")
    assert {path.stem for path in found} == {
        *("member", "relative", "star", "whole", "module", "text", "joined", "beside", "beside_a_text"),
        *("apart_by_space", "in_two_lines", "dots"),
    }


def test_places_and_names(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {**FILES, "pkg/home.py": "def ring(): ...\ndef call(): ...\n"})
    found = list(references(symbols, "pkg.home", {"ring", "call"}))
    star = [item for item in found if item.path == PurePosixPath("pkg/star.py")]
    assert sorted(item.name for item in star) == ["call", "ring"]
    text = next(item for item in found if item.path == PurePosixPath("pkg/text.py"))
    assert isinstance(text, Reference)
    assert (text.node.lineno, text.node.col_offset, text.name) == (1, 9, "ring")


def test_no_names(tmp_path: Path) -> None:
    assert list(references(tiny_checkout(tmp_path, FILES), "pkg.home", [])) == []


def test_a_module_without_a_package(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {"home.py": "def ring(): ...\n", "user.py": "from home import ring\n"})
    assert referrers(symbols, "home", "ring") == {PurePosixPath("user.py")}


@pytest.mark.parametrize(
    ("line", "is_spelled"),
    [
        ('getattr(home, "ring")', True),
        ("patch.object(home, 'ring', None)", True),
        ("home.ring", False),
        ('"rings"', False),
        ('"pkg.home.ring"', False),
        ('ring = TypeVar("ring")', False),
        ('ring: Any = typing.NewType("ring", str)', False),
        ('ring = TypeVar("ring"); getattr(home, "ring")', True),
        ('string = getattr("ring")', True),
    ],
)
def test_a_name_in_a_string(tmp_path: Path, line: str, is_spelled: bool) -> None:
    symbols = tiny_checkout(tmp_path, {"pkg/home.py": "def ring(): ...\n", "pkg/user.py": f"{line}\n"})
    assert is_spelled_out(symbols, "ring") is is_spelled


@pytest.mark.parametrize(
    ("line", "may_be"),
    [
        ('getattr(home, "ring")', True),
        ('import_module("pkg.home").ring', True),
        ('import_module(".home", "pkg").ring()', True),
        ('import_module("pkg.homes").ring', False),
        ('import_module("pkg.home").rings', False),
        ("home.ring", False),
        ('getattr(home, f"r{kind}")', True),
        ("getattr(pkg.home, name, None)", True),
        ("vars(home)[name]", True),
        ("home.__dict__[name]", True),
        ('getattr(home, "call", None)', False),
        ("getattr(away_from_home, name)", False),
        ("globals()[name]", False),
    ],
)
def test_a_name_of_a_module_in_a_string(tmp_path: Path, line: str, may_be: bool) -> None:
    symbols = tiny_checkout(tmp_path, {"pkg/home.py": "def ring(): ...\n", "pkg/user.py": f"{line}\n"})
    assert may_be_asked_for(symbols, "pkg.home", "ring") is may_be


def test_a_module_that_asks_itself_for_names(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {"pkg/home.py": "def ring(): ...\n\n\nglobals()[name]()\n"})
    assert may_be_asked_for(symbols, "pkg.home", "ring")


@pytest.mark.parametrize(
    "line",
    ["from pkg.home import home", "from pkg.home import home as h", "from pkg.home import (\n    other, home\n)"],
)
def test_a_module_with_the_name_of_its_package(line: str, tmp_path: Path) -> None:
    user = f"{line}\n\n{'h' if line.endswith(' h') else 'home'}.ring()\n"
    files = {"pkg/home/__init__.py": "", "pkg/home/home.py": "def ring(): ...\n", "pkg/user.py": user}
    other = {"pkg/other.py": "from pkg.home import homes\nx.ring()\n"}
    assert referrers(tiny_checkout(tmp_path, files | other), "pkg.home.home", "ring") == {PurePosixPath("pkg/user.py")}


def test_a_package_by_dots_alone(tmp_path: Path) -> None:
    files = {
        "pkg/home/__init__.py": "def ring(): ...\n",
        "pkg/home/beside.py": "from . import ring\n",
        "pkg/home/below/deeper.py": "from .. import ring\n",
        "pkg/elsewhere.py": "from . import ring\n",
    }
    found = referrers(tiny_checkout(tmp_path, files), "pkg.home", "ring")
    assert {path.stem for path in found} == {"beside", "deeper"}


def test_a_file_that_imports_other_names_is_not_parsed(tmp_path: Path) -> None:
    symbols = tiny_checkout(tmp_path, {**FILES, "pkg/user.py": "from .home import (\n    call,  # )\n)\nring = 1 +\n"})
    assert PurePosixPath("pkg/user.py") not in referrers(symbols, "pkg.home", "ring")
