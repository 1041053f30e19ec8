"""LRC906: a route that cannot be written, so that its API is left whole."""

from pathlib import Path, PurePosixPath

import pytest
from refused_apis import AGENTS, ROUTE, check_only_rooms_migrate, check_refused, planned, refusals
from trees import IMPORTS, server_with

FINE = [
    pytest.param(f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n", id="a method"),
    *(
        pytest.param(
            f"class Agents(Protocol):\n    @webmethod({route})\n    async def f(self, {name}: {annotation}): ...\n",
            id=f"a parameter in the {where} that is called {name}",
        )
        for name in ("query", "request", "result", "svc")
        for where, route, annotation in (
            ("path", f"'/{{{name}}}', 'GET'", "str"),
            ("query", "'/a', 'GET'", "str"),
            ("body", "'/a', 'POST'", "str"),
            ("whole body", "'/a', 'GET'", "dict"),
        )
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n    async def g(self, *rest): ...\n",
        id="any number of arguments without a route",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    @webmethod('/b', 'GET')\n    async def f(self): ...\n",
        id="two routes of one verb",
    ),
    pytest.param(
        "class Agents(Protocol):\n    @webmethod('/a/{x}', 'GET')\n    @webmethod('/b/{x:path}', 'GET')\n"
        "    async def f(self, x: str): ...\n",
        id="two routes with the same placeholders",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    @staticmethod\n    {ROUTE}\n    async def f(): ...\n",
        id="a route of a static method",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    kinds: list[str]\n    {ROUTE}\n    async def list(self): ...\n",
        id="a method called as the type of an attribute",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n    async def g(self): ...\n    h = g\n",
        id="another name for a method without a route",
    ),
    pytest.param(
        f"__all__ = ['Agents']\nclass Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        id="a list of exports",
    ),
]


@pytest.mark.parametrize("body", FINE)
def test_a_route_that_can_be_written(tmp_path: Path, body: str) -> None:
    assert refusals(planned(tmp_path, {AGENTS: IMPORTS + body})) == []


BODIES = [
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    @webmethod('/b', 'POST')\n    async def f(self): ...\n",
        12,
        "`f` has routes with different verbs",
        id="different verbs",
    ),
    pytest.param(
        'class Agents(Protocol):\n    @webmethod(route="/a/{x}/b/{x}")\n    async def f(self, x: str): ...\n',
        10,
        "`x` stands twice in `/a/{x}/b/{x}`",
        id="repeated path parameter",
    ),
    pytest.param(
        'class Agents(Protocol):\n    @webmethod(route="/a/{x}/{y}")\n    async def f(self, y: str): ...\n',
        11,
        "`/a/{x}/{y}` names `x`, `f` has no such parameter",
        id="missing path parameter",
    ),
    pytest.param(
        "class Agents(Protocol):\n    @webmethod('/a/{x}', 'GET')\n    @webmethod('/a', 'GET')\n"
        "    async def f(self, x: str = 'all'): ...\n",
        12,
        "`x` is in the path of only some routes of `f`",
        id="other path parameters",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self, **options): ...\n",
        11,
        "`f` takes any number of arguments (`options`)",
        id="keyword arguments",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self, *rest: str): ...\n",
        11,
        "`f` takes any number of arguments (`rest`)",
        id="arguments",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    async def f(self): ...\n    {ROUTE}\n    async def f(self): ...\n",
        12,
        "`Agents` has more than one `f`",
        id="two methods of one name",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n    if x:\n        {ROUTE}\n"
        "        async def g(self): ...\n",
        13,
        "`Agents.g` is no method of a Protocol at the top of its module",
        id="a method in an if",
    ),
    pytest.param(
        f"{ROUTE}\nasync def f(): ...\n",
        9,
        "`module.f` is no method of a Protocol at the top of its module",
        id="a function",
    ),
    pytest.param(
        f"class Agents:\n    {ROUTE}\n    async def f(self): ...\n",
        10,
        "`Agents.f` is no method of a Protocol at the top of its module",
        id="a class that is no Protocol",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n    g = f\n",
        12,
        "`Agents.f` is more than its definition says",
        id="another name for a method",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n\n\ndel Agents.f\n",
        14,
        "`Agents.f` is more than its definition says",
        id="a method that is deleted",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    {ROUTE}\n    @staticmethod\n    async def f(): ...\n",
        12,
        "no server finds `Agents.f`, for its decorators",
        id="a static method with a route around it",
    ),
    pytest.param(
        f"class Agents(Protocol):\n    @classmethod\n    {ROUTE}\n    async def f(cls): ...\n",
        12,
        "no server finds `Agents.f`, for its decorators",
        id="a class method",
    ),
    pytest.param(
        f"class Agents(Base, Protocol):\n    async def f(self): ...\n    {ROUTE}\n    async def g(self): ...\n\n\n"
        f"class Base(Protocol):\n    {ROUTE.replace('/a', '/b')}\n    async def f(self): ...\n",
        9,
        "`Base.f` is hidden by what is defined below `Base`",
        id="a method of a base that is defined anew",
    ),
    pytest.param(
        f"__all__ = ['Agents']\n__all__ += ['x']\nclass Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        1,
        "`__all__` is no single list of names, so that it cannot be split; write it as one",
        id="computed exports",
    ),
]


@pytest.mark.parametrize(("body", "line", "expected"), BODIES)
def test_a_route_that_cannot_be_written(tmp_path: Path, body: str, line: int, expected: str) -> None:
    check_refused(tmp_path, {AGENTS: IMPORTS + body}, ("LRC906", "agents.py", line, expected))


def provided(declared: str, implemented: str) -> dict[str, str]:
    """A Protocol and its implementation."""
    protocol = f"class Agents(Protocol):\n    {ROUTE}\n    {declared}def f(self) -> int: ...\n"
    provider = f"from pkg.apis.agents.agents import Agents\nclass Impl(Agents):\n    {implemented}def f(self): ...\n"
    return {AGENTS: IMPORTS + protocol, "pkg/providers/agents.py": provider}


@pytest.mark.parametrize("kind", ["", "async "], ids=["sync", "async"])
def test_both_sides_are_of_a_kind(tmp_path: Path, kind: str) -> None:
    assert refusals(planned(tmp_path, provided(kind, kind))) == []


@pytest.mark.parametrize(
    ("declared", "implemented"), [pytest.param("async ", "", id="sync"), pytest.param("", "async ", id="async")]
)
def test_only_one_side_is_async(tmp_path: Path, declared: str, implemented: str) -> None:
    migration = planned(tmp_path, provided(declared, implemented))
    expected = "only one of the Protocol and Impl has `f` as async; write both alike"
    assert refusals(migration) == [("LRC906", "agents.py", 11, expected)]
    check_only_rooms_migrate(migration)
    assert PurePosixPath("pkg/providers/agents.py") not in {change.path for change in migration.changeset.changes}


def test_a_protocol_of_several_apis(tmp_path: Path) -> None:
    """A router is registered for one member of `Api`; a server that serves the other would lose its routes."""
    server = server_with(("{Api.agents: Agents}", "{Api.agents: Agents, Api.tool_groups: Agents}"))
    source = f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n"
    expected = "`Agents` is the Protocol of several APIs: agents, tool_groups"
    files = {**server, "pkg/apis/agents/__init__.py": "from .agents import *\n", AGENTS: source}
    assert refusals(planned(tmp_path, files)) == [("LRC906", "agents.py", 9, expected)]


def test_a_protocol_that_may_be_registered_by_other_means(tmp_path: Path) -> None:
    """Its router would be written but served by nobody, while the old server served its routes."""
    server = server_with(
        ("import Agents\n", "import Agents; from pkg.apis.rooms import Rooms\n"),
        ("{Api.agents: Agents}", "{Api.tool_groups: Rooms} | dict([(Api.agents, Agents)])"),
    )
    source = f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n"
    files = {**server, "pkg/apis/agents/__init__.py": "from .agents import *\n", AGENTS: source}
    expected = "`Agents` may be registered by what is no entry of the map"
    assert refusals(planned(tmp_path, files)) == [("LRC906", "agents.py", 9, expected)]


def test_an_implementation_that_gives_a_generator(tmp_path: Path) -> None:
    files = provided("async ", "async ")
    files["pkg/providers/agents.py"] = files["pkg/providers/agents.py"].replace("...", "yield 1")
    expected = "only one of the Protocol and Impl has `f` as async; write both alike"
    assert refusals(planned(tmp_path, files)) == [("LRC906", "agents.py", 11, expected)]


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("    f = _other\n", id="assigned in the body"),
        pytest.param("    if True:\n        async def f(self): ...\n", id="under a condition"),
        pytest.param("    async def f(self): ...\n\n\nImpl.f = _other\n", id="assigned below the class"),
        pytest.param('    async def f(self): ...\n\n\nsetattr(Impl, "f", _other)\n', id="set below the class"),
        pytest.param(
            "    def __init__(self):\n        self.f = _other\n    async def f(self): ...\n", id="of an object"
        ),
    ],
)
def test_an_implementation_that_has_a_method_from_elsewhere(given: str, tmp_path: Path) -> None:
    head = "from pkg.apis.agents.agents import Agents\n\n\nasync def _other(self, x=1): ...\n\n\n"
    files = {
        AGENTS: f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        "pkg/providers/agents.py": f"{head}class Impl(Agents):\n    x = 1\n{given}",
    }
    check_refused(tmp_path, files, ("LRC906", "agents.py", 11, "`Impl.f` is more than its definition says"))


def test_an_implementation_whose_base_is_imported_in_a_function(tmp_path: Path) -> None:
    """The types of its methods would be known there only."""
    files = {
        AGENTS: f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        "pkg/providers/agents.py": "def make():\n    from pkg.apis.agents.agents import Agents\n\n"
        "    class Impl(Agents):\n        async def f(self): ...\n",
    }
    message = "the base of `Impl`, which implements it, is imported in a function only; import it at the top"
    check_refused(tmp_path, files, ("LRC906", "agents.py", 11, message))


def test_an_implementation_that_a_call_makes(tmp_path: Path) -> None:
    files = {
        AGENTS: f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        "pkg/providers/agents.py": "from pkg.apis.agents.agents import Agents\n\n\n"
        'async def _other(self, x=1): ...\n\n\nImpl = type("Impl", (Agents,), {"f": _other})\n',
    }
    message = "`type('Impl', ...)` makes a class that implements it; write a class statement"
    check_refused(tmp_path, files, ("LRC906", "agents.py", 11, message))


@pytest.mark.parametrize("decorator", ["replaced", "replaced(1)"])
def test_an_implementation_whose_class_has_a_decorator(decorator: str, tmp_path: Path) -> None:
    head = "from pkg.apis.agents.agents import Agents\nfrom dataclasses import dataclass\n\n\n"
    files = {
        AGENTS: f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        "pkg/providers/agents.py": f"{head}@dataclass(frozen=True)\n@{decorator}\nclass Impl(Agents):\n"
        "    async def f(self): ...\n",
    }
    message = f"`Impl.f` has another signature by its decorator `{decorator}`, perhaps; use functools.wraps there"
    check_refused(tmp_path, files, ("LRC906", "agents.py", 11, message))


def test_an_implementation_whose_signature_is_another_by_its_decorator(tmp_path: Path) -> None:
    files = {
        AGENTS: f"{IMPORTS}class Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        "pkg/core/limited.py": "def limited(f):\n    def call(*args): return f(*args)\n    return call\n",
        "pkg/providers/agents.py": "from pkg.apis.agents.agents import Agents\nfrom pkg.core.limited import *\n\n\n"
        "class Impl(Agents):\n    @limited\n    async def f(self): ...\n",
    }
    message = "`Impl.f` has another signature by its decorator `limited`, perhaps; use functools.wraps there"
    check_refused(tmp_path, files, ("LRC906", "agents.py", 11, message))
