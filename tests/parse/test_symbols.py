import ast
from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout
from trees import tree

from llama_router_codemod.parse.symbols import Definition, Symbols, absolute_module, bindings_of, exported_names
from llama_router_codemod.source.syntax import parse_source

FILES = {
    "pkg/apis/agents/__init__.py": """\
        from .agents import *
        from .agents import Agent as Worker
        """,
    "pkg/apis/agents/agents.py": """\
        import datetime
        import os.path
        import fastapi.responses as answers
        from collections.abc import Iterator as Items

        import pkg.apis.version
        from fastapi import Response
        from pkg.apis import version as levels
        from pkg.apis.version import *

        try:
            from openai.types import Batch
        except ImportError:
            Batch = None

        class Agent: ...
        _hidden = 1
        one, (two, [three]) = 1, (2, [3])
        """,
    "pkg/apis/loop.py": "from pkg.apis.pool import X\n",
    "pkg/apis/pool.py": "from pkg.apis.loop import X\n",
    "pkg/apis/listed.py": """\
        __all__: list[str] = ["A"]
        __all__ += ["B"]
        A = B = C = 1
        """,
    "pkg/apis/computed.py": """\
        __all__ = ["A"] + OTHERS
        A = B = 1
        """,
}


@pytest.fixture(scope="module")
def symbols(tmp_path_factory: pytest.TempPathFactory) -> Symbols:
    return tree(tmp_path_factory.mktemp("tree"), FILES)


AGENTS = "pkg.apis.agents.agents"


@pytest.mark.parametrize(
    ("module", "name", "where"),
    [
        pytest.param(AGENTS, "nothing", None, id="unknown name"),
        pytest.param("elsewhere", "x", None, id="unknown module"),
        pytest.param(AGENTS, "Agent", (AGENTS, "Agent"), id="own"),
        pytest.param("pkg.apis.agents", "Agent", (AGENTS, "Agent"), id="star"),
        pytest.param("pkg.apis.agents", "Worker", (AGENTS, "Agent"), id="alias"),
        pytest.param("pkg.apis.agents", "_hidden", None, id="a star brings nothing private"),
        pytest.param(AGENTS, "LLAMA_STACK_API_V1", ("pkg.apis.version", "LLAMA_STACK_API_V1"), id="star inside"),
        pytest.param(AGENTS, "Items", ("collections.abc", "Iterator"), id="outside"),
        pytest.param(AGENTS, "Batch", ("openai.types", "Batch"), id="the import of a try wins over its fallback"),
        pytest.param(AGENTS, "three", (AGENTS, "three"), id="unpacked"),
        pytest.param(AGENTS, "datetime", ("datetime", ""), id="module"),
        pytest.param(AGENTS, "datetime.datetime", ("datetime", "datetime"), id="dotted, outside"),
        pytest.param(AGENTS, "answers.FileResponse", ("fastapi.responses", "FileResponse"), id="dotted alias"),
        pytest.param(AGENTS, "os.path.join", ("os.path", "join"), id="dotted twice"),
        pytest.param(
            AGENTS, "pkg.apis.version.LLAMA_STACK_API_V1", ("pkg.apis.version", "LLAMA_STACK_API_V1"), id="dotted, own"
        ),
        pytest.param(
            AGENTS, "levels.LLAMA_STACK_API_V1", ("pkg.apis.version", "LLAMA_STACK_API_V1"), id="module from a package"
        ),
        pytest.param(AGENTS, "Agent.inner", None, id="members of classes are not told"),
        pytest.param(AGENTS, "levels.nothing", None, id="unknown member"),
        pytest.param("pkg.apis.loop", "X", ("pkg.apis.loop", "X"), id="a circle ends"),
    ],
)
def test_resolve(symbols: Symbols, module: str, name: str, where: tuple[str, str] | None) -> None:
    found = symbols.resolve(module, name)
    assert (None if found is None else (found.module, found.name)) == where


def test_a_definition_of_the_tree_has_its_statement(symbols: Symbols) -> None:
    found = symbols.resolve("pkg.apis.agents", "Agent")
    assert isinstance(found, Definition)
    assert isinstance(found.node, ast.ClassDef)


@pytest.mark.parametrize(
    ("module", "names"),
    [
        pytest.param("elsewhere", set(), id="outside"),
        pytest.param("pkg.apis.listed", {"A", "B"}, id="__all__, annotated and extended"),
        pytest.param("pkg.apis.computed", {"A", "B"}, id="__all__ that cannot be read does not count"),
        pytest.param("pkg.apis.version", {"LLAMA_STACK_API_V1", "LLAMA_STACK_API_V1ALPHA"}, id="plain"),
        pytest.param(
            "pkg.apis.agents",
            {"Agent", "Worker", "Batch", "Items", "LLAMA_STACK_API_V1", "LLAMA_STACK_API_V1ALPHA", "Response"}
            | {"answers", "datetime", "levels", "one", "os", "pkg", "three", "two"},
            id="through stars",
        ),
    ],
)
def test_public_names(symbols: Symbols, module: str, names: set[str]) -> None:
    assert symbols.public_names(module) == names


@pytest.mark.parametrize(
    ("statement", "is_package", "expected"),
    [
        ("from x import a", False, "x"),
        ("from . import a", False, "pkg.apis"),
        ("from . import a", True, "pkg.apis.agents"),
        ("from .x import a", False, "pkg.apis.x"),
        ("from .. import a", False, "pkg"),
        ("from ..x.y import a", False, "pkg.x.y"),
        ("from ..x import a", True, "pkg.apis.x"),
        ("from ...x import a", True, "pkg.x"),
    ],
)
def test_absolute_module(statement: str, is_package: bool, expected: str) -> None:
    node = ast.parse(statement).body[0]
    assert isinstance(node, ast.ImportFrom)
    assert absolute_module(node, "pkg.apis.agents", is_package) == expected


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("print(1)", [], id="expression"),
        pytest.param("def f(): ...\nasync def g(): ...", ["f", "g"], id="functions"),
        pytest.param("x: int\ny: int = 1", ["x", "y"], id="annotated"),
        pytest.param("a.b = 1\nc[0] = 2", [], id="no names"),
        pytest.param("if A:\n    x = 1\nelse:\n    y = 2", ["y", "x"], id="both branches"),
        pytest.param("type X = int", ["X"], id="alias statement"),
    ],
)
def test_bindings(source: str, names: list[str]) -> None:
    tree = parse_source(source, Path("module.py"))  # type: ignore[arg-type]
    assert list(bindings_of(tree, "module", is_package=False).names) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("x = 1", None, id="none"),
        pytest.param('__all__ = ["A", "B"]', ("A", "B"), id="list"),
        pytest.param('__all__: list[str] = ("A",)', ("A",), id="annotated tuple"),
        pytest.param("__all__ = []", (), id="empty"),
        pytest.param('__all__ = ["A", *others]', None, id="computed"),
        pytest.param('__all__ = ["A"]\n__all__ += ["B"]', None, id="two statements"),
    ],
)
def test_exported_names(source: str, names: tuple[str, ...] | None) -> None:
    assert exported_names(ast.parse(source)) == names


def test_symbols_are_equal_only_to_themselves(symbols: Symbols) -> None:
    assert symbols != Symbols(symbols.checkout)


@pytest.mark.parametrize(
    ("source", "home"),
    [
        pytest.param("from shop.a import *\nfrom shop.b import *\n", "shop.b", id="the last star"),
        pytest.param("from shop.b import *\nfrom shop.a import *\nfrom shop.c import *\n", "shop.a", id="that has it"),
        pytest.param("from shop.a import X\nfrom shop.b import *\n", "shop.b", id="a star below an import"),
        pytest.param("X = 1\nfrom shop.b import *\n", "shop.b", id="a star below a definition"),
        pytest.param("from shop.a import *\nfrom shop.b import X\n", "shop.b", id="an import below a star"),
        pytest.param("X = 1\nfrom shop.c import *\n", "shop.here", id="a star without it"),
    ],
)
def test_the_last_binding_decides(tmp_path: Path, source: str, home: str) -> None:
    files = {"shop/a.py": "X = 1\n", "shop/b.py": "X = 2\n", "shop/c.py": "Y = 3\n", "shop/here.py": source}
    found = tiny_checkout(tmp_path, files).resolve("shop.here", "X")
    assert found is not None
    assert found.module == home


def test_names_that_are_bound_more_than_once(tmp_path: Path) -> None:
    source = "try:\n    from a import X\nexcept E:\n    X = Y = 1\nif Y:\n    Z = 1\nelse:\n    Z = 2\n"
    bindings = tiny_checkout(tmp_path, {"shop/here.py": source}).bindings("shop.here")
    assert bindings is not None
    assert bindings.rebound == {"X", "Z"}


def test_public_names_are_gathered_once(tmp_path: Path) -> None:
    """For each name that a star import may bind they are asked for."""
    symbols = tiny_checkout(tmp_path, {"shop/a.py": "X = 1\n", "shop/b.py": "from shop.a import *\nY = 1\n"})
    assert symbols.public_names("shop.b") == {"X", "Y"}
    assert symbols.public_names("shop.b") is symbols.public_names("shop.b")


def test_trees_that_were_parsed_in_passing_are_given_up(symbols: Symbols, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not the trees that are kept of the last texts, whoever they are of.
    monkeypatch.setattr("llama_router_codemod.parse.symbols.parse_source", lambda text, path: ast.parse(text))
    loop, pool = PurePosixPath("pkg/apis/loop.py"), PurePosixPath("pkg/apis/pool.py")
    symbols = Symbols(symbols.checkout)
    known = symbols.tree(loop)
    with symbols.passing():
        bindings = symbols.bindings("pkg.apis.pool")
        passing = symbols.tree(pool)
        assert symbols.tree(pool) is passing
    assert symbols.tree(loop) is known
    assert symbols.tree(pool) is not passing
    assert symbols.bindings("pkg.apis.pool") is not bindings
    assert symbols.bindings("pkg.apis.pool") == bindings
