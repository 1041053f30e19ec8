"""A class under its new name, in the file that defines it and in those that refer to it."""

from __future__ import annotations

import ast
from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.rewrite.imports.renamed_classes import ClassInFile, RenamedClass, rename_in_text
from llama_router_codemod.source.spans import apply_edits

RENAMED = RenamedClass("lab.boxes.service", "Boxes", "BoxService")
HOLDERS = ("lab.boxes", "lab.boxes.service")
FILES = {
    "lab/boxes/service.py": "class Boxes: ...\n\n\nclass Box: ...\n",
    "lab/boxes/__init__.py": "from .service import *\n",
    "lab/others.py": "class Boxes: ...\n",
}


def user(root: Path, text: str, path: str = "lab/user.py") -> ClassInFile:
    return ClassInFile(tiny_checkout(root, {**FILES, path: text}), PurePosixPath(path), RENAMED)


def renamed(root: Path, text: str, path: str = "lab/user.py") -> str:
    after = apply_edits(text, user(root, text, path).edits(text, HOLDERS))
    ast.parse(after)
    return after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from lab.others import Boxes\nBoxes()\n", id="another class"),
        pytest.param("from lab.boxes.service import Box\nprint(Box.Boxes, 'Boxes')  # Boxes\n", id="other names"),
        pytest.param("tags = ['Boxes', 'lab.boxes.service.Boxesful']\n", id="other strings"),
        pytest.param("import lab.others\nlab.others.Boxes()\n", id="an attribute of another module"),
        pytest.param("from lab.boxes import *\nf(Boxes=1)\nx.Boxes\n", id="a keyword and an attribute"),
    ],
)
def test_what_is_not_the_class_stays(tmp_path: Path, text: str) -> None:
    assert renamed(tmp_path, text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "from lab.boxes import Box, Boxes  # why\nx: Boxes = Boxes()\n",
            "from lab.boxes import Box, BoxService  # why\nx: BoxService = BoxService()\n",
            id="an import",
        ),
        pytest.param(
            "from .boxes.service import (\n    Boxes,\n)\n\n\nclass Shelf(Boxes): ...\n",
            "from .boxes.service import (\n    BoxService,\n)\n\n\nclass Shelf(BoxService): ...\n",
            id="a relative import",
        ),
        pytest.param(
            "from lab.boxes import Boxes as Crates\nCrates()\n",
            "from lab.boxes import BoxService as Crates\nCrates()\n",
            id="an alias",
        ),
        pytest.param(
            "from lab.boxes import Boxes as Boxes\n",
            "from lab.boxes import BoxService as BoxService\n",
            id="a re-export",
        ),
        pytest.param("from lab.boxes import *\nBoxes()\n", "from lab.boxes import *\nBoxService()\n", id="a star"),
        pytest.param(
            "def f():\n    from lab.boxes import Boxes\n    return Boxes\n",
            "def f():\n    from lab.boxes import BoxService\n    return BoxService\n",
            id="in a function",
        ),
        pytest.param(
            "import lab.boxes.service\nlab.boxes.service.Boxes()\n",
            "import lab.boxes.service\nlab.boxes.service.BoxService()\n",
            id="of a module",
        ),
        pytest.param(
            "from lab import boxes\nboxes.Boxes.close\n",
            "from lab import boxes\nboxes.BoxService.close\n",
            id="of a package",
        ),
        pytest.param(
            "from lab.boxes import Boxes\ndef f(a: 'Boxes | list[Boxes]') -> \"Boxes\": ...\n",
            "from lab.boxes import BoxService\ndef f(a: 'BoxService | list[BoxService]') -> \"BoxService\": ...\n",
            id="forward references",
        ),
        pytest.param(
            "from lab.boxes import Boxes\n__all__ = ['Boxes', 'x']\n",
            "from lab.boxes import BoxService\n__all__ = ['BoxService', 'x']\n",
            id="exported",
        ),
        pytest.param(
            "patch('lab.boxes.Boxes.close')\nname = 'lab.boxes.service.Boxes'\n",
            "patch('lab.boxes.BoxService.close')\nname = 'lab.boxes.service.BoxService'\n",
            id="spelled",
        ),
        pytest.param(
            "é = 'é'; from lab.boxes import Boxes\nf('é', Boxes)\n",
            "é = 'é'; from lab.boxes import BoxService\nf('é', BoxService)\n",
            id="behind other letters",
        ),
    ],
)
def test_the_class_under_its_new_name(tmp_path: Path, before: str, after: str) -> None:
    assert renamed(tmp_path, before) == after


def test_its_definition(tmp_path: Path) -> None:
    before = """\
        @final  # class Boxes
        class Boxes(Protocol):
            def copy(self) -> "Boxes": ...


        def make() -> Boxes: ...
        """
    after = """\
        @final  # class Boxes
        class BoxService(Protocol):
            def copy(self) -> "BoxService": ...


        def make() -> BoxService: ...
        """
    assert renamed(tmp_path, dedent(before), "lab/boxes/service.py") == dedent(after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from lab.boxes import Boxes\n", id="the class alone"),
        pytest.param("def Boxes(): ...\n", id="a file that does not know it"),
        pytest.param("from lab.boxes import Boxes as Crates\nBoxes = 1\n", id="a class with an alias"),
    ],
)
def test_a_name_with_one_meaning(tmp_path: Path, text: str) -> None:
    assert list(user(tmp_path, text).other_meanings()) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("from lab.boxes import Boxes\ndef f(Boxes): ...\n", 2, id="a parameter"),
        pytest.param("from lab.boxes import Boxes\nif a:\n    Boxes = None\n", 3, id="an assignment"),
        pytest.param("from lab.boxes import Boxes\ndef f():\n    import Boxes\n", 3, id="a module"),
        pytest.param("from lab.boxes import Boxes\ndef f():\n    from lab.others import Boxes\n", 3, id="a class"),
    ],
)
def test_a_name_with_several(tmp_path: Path, text: str, line: int) -> None:
    assert [node.lineno for node in user(tmp_path, text).other_meanings()] == [line]


def test_texts() -> None:
    text = "Ask `lab.boxes.Boxes` or `lab.boxes.service.Boxes.close`, not `my.lab.boxes.Boxes` or `Boxes`."
    expected = text.replace("`lab.boxes.Boxes", "`lab.boxes.BoxService").replace("service.Boxes", "service.BoxService")
    assert rename_in_text(text, RENAMED, HOLDERS) == expected
