"""The classes that implement a Protocol: by their bases, and by their shape."""

import ast
from pathlib import Path, PurePosixPath

import pytest
from trees import AGENTS, agents_tree, one_package

from llama_router_codemod.conventions.implementing_classes import (
    implementing_classes,
    look_alikes,
    made_by_calls,
)
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import parse_source

IMPORT = "from pkg.apis.agents import Agents\n"
METHODS = "    async def create(self, name): ...\n    async def find(self): ...\n"
SHAPED = f"class Shaped:\n{METHODS}"


def deriving(symbols: Symbols) -> list[str]:
    (api,) = one_package(symbols).apis
    return [f"{facts.module}.{facts.node.name}" for facts, _ in implementing_classes(symbols, api.protocol)]


def shaped(symbols: Symbols, directory: str = "") -> list[str]:
    (api,) = one_package(symbols).apis
    found = look_alikes(symbols, api, api.protocol, PurePosixPath(directory))
    return [f"{facts.module}.{facts.node.name}" for facts, _ in found]


def test_none(tmp_path: Path) -> None:
    symbols = agents_tree(tmp_path, AGENTS)
    assert deriving(symbols) == []
    assert shaped(symbols) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"{IMPORT}class Impl(Agents): ...\n", id="its name"),
        pytest.param(f"{IMPORT}Other = Agents\nclass Impl(Other): ...\n", id="another name"),
        pytest.param("from pkg.names import Again\nclass Impl(Again): ...\n", id="another name elsewhere"),
        pytest.param("import pkg.apis.agents\nclass Impl(pkg.apis.agents.Agents): ...\n", id="a dotted name"),
        pytest.param(f"{IMPORT}if True:\n    class Impl(Agents): ...\n", id="in a statement"),
        pytest.param(f"{IMPORT}def make():\n    class Impl(Agents): ...\n", id="in a function"),
        pytest.param(f"def make():\n    {IMPORT}    class Impl(Agents): ...\n", id="in a function that imports it"),
        pytest.param(
            "def make():\n    from ..apis import agents\n    class Impl(agents.Agents): ...\n", id="and its module"
        ),
    ],
)
def test_ways_to_derive_from_a_protocol(tmp_path: Path, source: str) -> None:
    names = "from pkg.apis.agents import Agents as Other\n\nAgain = Other\n"
    symbols = agents_tree(tmp_path, AGENTS, {"pkg/names.py": names, "pkg/providers/impl.py": source})
    assert deriving(symbols) == ["pkg.providers.impl.Impl"]


BASE = f"{IMPORT}class Base(Agents): ...\n"
LEAVES = {
    "pkg/providers/base.py": BASE,
    "pkg/providers/one.py": "from pkg.providers.base import Base\nclass One(Base): ...\n",
    "pkg/providers/two.py": "from pkg.providers.one import One\nclass Two(One): ...\n",
}


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("", id="nothing"),
        pytest.param("def f(one: One) -> One: ...\n", id="a type"),
        pytest.param("def f(it): return isinstance(it, One)\n", id="a question"),
        pytest.param("class One: ...\nOne()\n", id="another class"),
        pytest.param("it.One()\n", id="a method"),
    ],
)
def test_the_last_of_several_classes_is_served(tmp_path: Path, use: str) -> None:
    files = {**LEAVES, "pkg/core/use.py": f"from pkg.providers.one import One\n{use}"}
    assert deriving(agents_tree(tmp_path, AGENTS, files)) == ["pkg.providers.two.Two"]


@pytest.mark.parametrize(
    "use",
    [
        pytest.param("from pkg.providers.one import One\nONE = One()\n", id="called"),
        pytest.param("from pkg.providers import one\nONE = one.One()\n", id="called by a dotted name"),
        pytest.param("def f():\n    from ..providers.one import One\n    return One(1)\n", id="where it is imported"),
        pytest.param('from pkg.providers.one import One\nALL = {"one": One}\n', id="listed"),
    ],
)
def test_a_base_that_objects_are_made_of_is_served_too(tmp_path: Path, use: str) -> None:
    files = {**LEAVES, "pkg/core/use.py": use}
    assert deriving(agents_tree(tmp_path, AGENTS, files)) == ["pkg.providers.one.One", "pkg.providers.two.Two"]


def test_what_a_test_makes_does_not_count(tmp_path: Path) -> None:
    files = {**LEAVES, "tests/test_one.py": "from pkg.providers.one import One\nONE = One()\n"}
    assert deriving(agents_tree(tmp_path, AGENTS, files)) == ["pkg.providers.two.Two"]


def test_a_provider_by_shape_alone(tmp_path: Path) -> None:
    files = {
        "pkg/providers/inline/agents/shaped.py": SHAPED,
        "pkg/providers/inline/agents/partial.py": "class Partial:\n    async def create(self, name): ...\n",
        "pkg/providers/inline/agents/derived.py": f"{IMPORT}class Derived(Agents):\n{METHODS}",
        "pkg/providers/inline/other/shaped.py": SHAPED,
        "pkg/tools/agents/shaped.py": SHAPED,
    }
    symbols = agents_tree(tmp_path, AGENTS, files)
    assert shaped(symbols) == ["pkg.providers.inline.agents.shaped.Shaped"]
    assert shaped(symbols, "pkg/core") == []


@pytest.mark.parametrize("head", ["def  {}(self)", "def\t{} (self)", "def {}[T](self)"])
def test_however_the_methods_of_the_shape_are_written(tmp_path: Path, head: str) -> None:
    methods = "".join(f"    async {head.format(name)}: ...\n" for name in ("create", "find"))
    files = {"pkg/providers/inline/agents/shaped.py": f"class Shaped:\n{methods}"}
    assert shaped(agents_tree(tmp_path, AGENTS, files)) == ["pkg.providers.inline.agents.shaped.Shaped"]


def test_the_shape_in_a_package_that_names_nothing_of_the_server(tmp_path: Path) -> None:
    """Whoever makes it may find it by a name that is put together, or read from a file."""
    files = {"providers/agents/shaped.py": SHAPED}
    assert shaped(agents_tree(tmp_path, AGENTS, files)) == ["providers.agents.shaped.Shaped"]


def test_bases_are_followed_of_classes_with_the_shape_only(tmp_path: Path) -> None:
    files = {
        "providers/agents/shaped.py": f"from .broken import Base\nclass Part(Base): ...\n{SHAPED}",
        "providers/agents/broken.py": "class Base(\n",
    }
    assert shaped(agents_tree(tmp_path, AGENTS, files)) == ["providers.agents.shaped.Shaped"]


def test_trees_of_providers_by_shape_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository may have many that no server serves, and trees take most of the memory."""
    files = {
        "providers/agents/shaped.py": f"from providers.bases import Base\n\n\nclass Shaped(Base):\n{METHODS}",
        "providers/bases.py": "class Base: ...\n",
    }
    parsed: list[str] = []

    def parse(text: str, path: PurePosixPath) -> ast.Module:
        parsed.append(str(path))
        return parse_source(text, path)

    monkeypatch.setattr("llama_router_codemod.parse.symbols.parse_source", parse)
    symbols = agents_tree(tmp_path, AGENTS, files)
    assert shaped(symbols) == ["providers.agents.shaped.Shaped"]
    assert sorted(files) == sorted(set(parsed) & set(files))
    parsed.clear()
    for path in files:
        symbols.tree(PurePosixPath(path))
    assert parsed == list(files)


def test_one_method_is_no_shape(tmp_path: Path) -> None:
    body = """\
        class Agents(Protocol):
            @webmethod(route="/agents", method="POST", level=LLAMA_STACK_API_V1)
            async def create(self, name: str) -> None: ...
        """
    files = {"pkg/providers/inline/agents/shaped.py": "class Shaped:\n    async def create(self, name): ...\n"}
    assert shaped(agents_tree(tmp_path, body, files)) == []


@pytest.mark.parametrize(
    ("source", "calls"),
    [
        pytest.param(f"{IMPORT}class Agent: ...\ntype(Agents)\n", [], id="a question"),
        pytest.param(f'{IMPORT}type("Impl", (object,), {{"api": Agents}})\n', [], id="another base"),
        pytest.param('class Agents: ...\ntype("Impl", (Agents,), {})\n', [], id="another class"),
        pytest.param(f'{IMPORT}type("Impl", (object, Agents), {{}})\n', ["type('Impl', ...)"], id="type"),
        pytest.param(
            f"{IMPORT}import types\n\ndef make(name):\n    return types.new_class(\n        name, (Agents,)\n    )\n",
            ["types.new_class(name, ...)"],
            id="new_class",
        ),
    ],
)
def test_classes_that_calls_make(tmp_path: Path, source: str, calls: list[str]) -> None:
    symbols = agents_tree(tmp_path, AGENTS, {"pkg/providers/impl.py": source})
    (api,) = one_package(symbols).apis
    assert [call for call, _ in made_by_calls(symbols, api.protocol)] == calls
