"""Uses of the decorator that are spelled in another way than `@webmethod(...)`."""

from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.check.uses import webmethod_uses

IMPORT = "from pkg.schema_utils import webmethod\n"


def uses(root: Path, source: str, others: dict[str, str] | None = None) -> list[str]:
    found = webmethod_uses(tree(root, {"pkg/module.py": source, **(others or {})}))
    return [f"{use.place.path.name}:{use.place.line} {use.kind} {use.spelling} {use.method}" for use in found]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("wm = webmethod\n@wm('/a')\ndef f(): ...\n", ["module.py:3 decorator wm f"], id="another name"),
        pytest.param(
            "a = webmethod\nb: object = a\n@b('/a')\ndef f(): ...\n",
            ["module.py:4 decorator b f"],
            id="a name of a name",
        ),
        pytest.param(
            "from functools import partial\nget = partial(webmethod, method='GET')\n@get('/a')\ndef f(): ...\n",
            ["module.py:4 decorator get f"],
            id="a partial",
        ),
        pytest.param(
            "def get(route):\n    return webmethod(route, method='GET')\n@get('/a')\ndef f(): ...\n",
            ["module.py:3 other webmethod get", "module.py:4 decorator get f"],
            id="a function around it",
        ),
        pytest.param("webmethod('/a')(print)\n", ["module.py:2 other webmethod None"], id="a call"),
        pytest.param("f = webmethod('/a')(g)\n", ["module.py:2 other webmethod None"], id="a call that is assigned"),
        pytest.param(
            "@other(webmethod)\ndef f(): ...\n", ["module.py:2 other webmethod None"], id="an argument of a decorator"
        ),
        pytest.param("table = {'a': webmethod}\n", ["module.py:2 other webmethod None"], id="an entry of a table"),
        pytest.param("@(webmethod)('/a')\ndef f(): ...\n", ["module.py:2 decorator webmethod f"], id="in brackets"),
        pytest.param(
            "if (wm := webmethod):\n    @wm('/a')\n    def f(): ...\n", ["module.py:3 decorator wm f"], id="walrus"
        ),
        pytest.param(
            "class Marks:\n    wm = webmethod\n@Marks.wm('/a')\ndef f(): ...\n",
            ["module.py:3 other webmethod None"],
            id="an attribute of a class",
        ),
        pytest.param(
            "def f(self):\n    self.wm = own = webmethod\n",
            ["module.py:3 other webmethod f"],
            id="an attribute of an object",
        ),
        pytest.param(
            "class Marks:\n    def f(self):\n        wm = webmethod\n        @wm('/a')\n        def g(): ...\n",
            ["module.py:5 decorator wm g"],
            id="a variable of a method",
        ),
        pytest.param(
            "@load('s').webmethod('/a')\ndef f(): ...\n",
            ["module.py:2 decorator webmethod f"],
            id="of what a call gives",
        ),
        pytest.param("getattr(s, 'webmethod')('/a')(f)\n", ["module.py:2 other 'webmethod' None"], id="by its name"),
        pytest.param("webmethod = None\n", [], id="the name is given to something else"),
        pytest.param("wm = webmethod\n", [], id="another name that nothing uses"),
    ],
)
def test_in_a_module(tmp_path: Path, source: str, expected: list[str]) -> None:
    assert uses(tmp_path, IMPORT + source) == expected


def test_decorators_that_another_module_made_of_it(tmp_path: Path) -> None:
    source = (
        "from pkg import verbs\nfrom pkg.verbs import get as fetch\n@fetch('/a')\n@verbs.post('/b')\ndef f(): ...\n"
    )
    verbs = (
        f"from functools import partial\n{IMPORT}post = partial(webmethod, method='POST')\n"
        "def get(route): return webmethod(route)\n"
    )
    assert uses(tmp_path, source, {"pkg/verbs.py": verbs}) == [
        "module.py:3 decorator fetch f",
        "module.py:4 decorator verbs.post f",
        "verbs.py:4 other webmethod get",
    ]


def test_a_decorator_of_the_same_name_from_elsewhere_is_none(tmp_path: Path) -> None:
    source = "from cache import get\n@get\ndef f(): ...\n"
    assert uses(tmp_path, source, {"pkg/verbs.py": f"{IMPORT}get = webmethod\n"}) == []


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("own = again = webmethod\n", id="the first of two targets"),
        pytest.param("own: object = webmethod\n", id="with a type"),
        pytest.param("own = (webmethod)\n", id="in brackets"),
        pytest.param("own = \\\n    webmethod\n", id="on a line of its own"),
    ],
)
def test_names_that_a_third_module_has_from_a_second(tmp_path: Path, given: str) -> None:
    others = {"pkg/names.py": IMPORT + given, "pkg/between.py": "from pkg.names import (own  # as before\n  as mark)\n"}
    source = "from pkg.between import mark\nfrom pkg import between\n@mark('/a')\n@between.mark('/b')\ndef f(): ...\n"
    assert uses(tmp_path, source, others) == ["module.py:3 decorator mark f", "module.py:4 decorator between.mark f"]


def test_a_look_by_its_name_in_a_file_that_imports_nothing(tmp_path: Path) -> None:
    source = "@__import__('pkg.schema_utils').schema_utils.webmethod('/a')\ndef f(): ...\nx.webmethod\n"
    symbols = tree(tmp_path, {"pkg/module.py": source})
    (use,) = webmethod_uses(symbols)
    assert (use.place.line, use.place.column, use.spelling) == (1, 46, "webmethod")
