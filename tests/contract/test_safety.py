"""Every refusal leaves its package whole, while the others are migrated, and the run exits with 3."""

from pathlib import Path, PurePosixPath
from textwrap import dedent

import pytest
from trees import IMPORTS, SERVER, tree

from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.report.exit_codes import ExitCode, exit_code
from llama_router_codemod.report.messages import message

AGENTS = "pkg/apis/agents/agents.py"
FINE = """\
class {0}(Protocol):
    @webmethod(route="/{1}", method="GET", level=LLAMA_STACK_API_V1)
    async def find(self) -> int: ...
"""


def plan(root: Path, files: dict[str, str]) -> Migration:
    """The migration of the files beside an API, rooms, that nothing is wrong with."""
    rooms = {
        "pkg/apis/rooms/__init__.py": "from .rooms import *\n",
        "pkg/apis/rooms/rooms.py": IMPORTS + FINE.format("Rooms", "rooms"),
    }
    return plan_migration(tree(root, {**rooms, **files}).checkout)


def refusals(migration: Migration) -> list[tuple[str, str, int, str]]:
    """The findings that are refusals: code, file, line, message."""
    return [
        (item.code, item.place.path.name, item.place.line, message(item.facts))
        for item in migration.findings
        if item.code.startswith("LRC9")
    ]


def assert_only_rooms_migrate(migration: Migration) -> None:
    changed = {change.path.parts[2] for change in migration.changeset.changes if len(change.path.parts) > 3}
    assert changed == {"rooms", "common"} or changed == {"rooms"}
    assert {item.name: item.outcome for item in migration.packages} == {"agents": "refused", "rooms": "migrated"}
    assert migration.refused
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.REFUSED


def test_nothing_is_refused(tmp_path: Path) -> None:
    migration = plan(tmp_path, {AGENTS: IMPORTS + FINE.format("Agents", "agents")})
    assert refusals(migration) == []
    assert {item.outcome for item in migration.packages} == {"migrated"}
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.DONE


ROUTE = '@webmethod(route="/a", method="GET", level=LLAMA_STACK_API_V1)'
DECORATORS = [
    pytest.param("@webmethod", "`@webmethod` without a call", id="bare"),
    pytest.param('@webmethod("/a", "POST", "v1", True)', "positional arguments beyond route, method, level", id="four"),
    pytest.param("@webmethod(*ROUTE)", "positional arguments beyond route, method, level", id="starred"),
    pytest.param("@webmethod(**ROUTE)", "`**` arguments", id="double starred"),
    pytest.param('@webmethod(route="/a", timeout=3)', "unknown argument `timeout`", id="unknown argument"),
    pytest.param("@webmethod()", "the route is no string literal", id="no route"),
    pytest.param("@webmethod(route=ROUTE)", "the route is no string literal", id="route by name"),
    pytest.param('@webmethod(route=f"/{x}")', "the route is no string literal", id="f-string"),
    pytest.param('@webmethod(route="/a", deprecated=OLD)', "`deprecated` is no literal", id="deprecated by name"),
    pytest.param(
        '@webmethod(route="/a", require_authentication=not x)', "`require_authentication` is no literal", id="computed"
    ),
    pytest.param(
        '@webmethod(route="/a", level=levels.V1)', "the value of the level `levels.V1` is not known", id="level"
    ),
    pytest.param(
        '@webmethod(route="/a", method=hdrs.METH_GET)',
        "the value of the method `hdrs.METH_GET` is not known",
        id="verb",
    ),
    pytest.param('@webmethod("/a", VERB)', "the value of the method `VERB` is not known", id="positional verb"),
]


@pytest.mark.parametrize(("decorator", "expected"), DECORATORS)
def test_a_decorator_that_cannot_be_read(tmp_path: Path, decorator: str, expected: str) -> None:
    body = f"class Agents(Protocol):\n    @webmethod('/z')\n    {decorator}\n    async def find(self) -> int: ...\n"
    migration = plan(tmp_path, {AGENTS: IMPORTS + body})
    assert refusals(migration) == [("LRC902", "agents.py", 11, expected)]
    assert_only_rooms_migrate(migration)


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
    *(
        pytest.param(
            f'class Agents(Protocol):\n    @webmethod(route="/{{{name}}}")\n    async def f(self, {name}: str): ...\n',
            11,
            f"a parameter of `f` is called `{name}`",
            id=f"parameter {name}",
        )
        for name in ("query", "request", "result", "svc")
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
        f"__all__ = ['Agents']\n__all__ += ['x']\nclass Agents(Protocol):\n    {ROUTE}\n    async def f(self): ...\n",
        1,
        "`__all__` is no plain list of names; it cannot be split",
        id="computed exports",
    ),
]


@pytest.mark.parametrize(("body", "line", "expected"), BODIES)
def test_a_route_that_cannot_be_written(tmp_path: Path, body: str, line: int, expected: str) -> None:
    migration = plan(tmp_path, {AGENTS: IMPORTS + body})
    assert refusals(migration) == [("LRC906", "agents.py", line, expected)]
    assert_only_rooms_migrate(migration)


@pytest.mark.parametrize(
    ("declared", "implemented"), [pytest.param("async ", "", id="sync"), pytest.param("", "async ", id="async")]
)
def test_only_one_side_is_async(tmp_path: Path, declared: str, implemented: str) -> None:
    protocol = f"class Agents(Protocol):\n    {ROUTE}\n    {declared}def f(self) -> int: ...\n"
    provider = f"from pkg.apis.agents.agents import Agents\nclass Impl(Agents):\n    {implemented}def f(self): ...\n"
    migration = plan(tmp_path, {AGENTS: IMPORTS + protocol, "pkg/providers/agents.py": provider})
    expected = "only one of the Protocol and Impl is async"
    assert refusals(migration) == [("LRC906", "agents.py", 11, expected)]
    assert_only_rooms_migrate(migration)
    assert PurePosixPath("pkg/providers/agents.py") not in {change.path for change in migration.changeset.changes}


def test_a_body_field_may_be_called_request(tmp_path: Path) -> None:
    body = 'class Agents(Protocol):\n    @webmethod(route="/a")\n    async def f(self, request: str, svc: str): ...\n'
    assert refusals(plan(tmp_path, {AGENTS: IMPORTS + body})) == []


def test_the_module_of_the_api_is_not_told(tmp_path: Path) -> None:
    one, two = (IMPORTS + FINE.format(name, name) for name in ("Agents", "Others"))
    migration = plan(tmp_path, {"pkg/apis/agents/one.py": one, "pkg/apis/agents/two.py": two})
    assert refusals(migration) == [("LRC901", "agents", 1, "agents: one.py, two.py all have routes")]
    assert_only_rooms_migrate(migration)


@pytest.mark.parametrize(
    "name", ["service.py", "models.py", "routes.py", "service/__init__.py", "models/__init__.py", "routes/__init__.py"]
)
def test_a_file_of_the_new_layout_exists(tmp_path: Path, name: str) -> None:
    path = f"pkg/apis/agents/{name}"
    migration = plan(tmp_path, {AGENTS: IMPORTS + FINE.format("Agents", "agents"), path: "x = 1\n"})
    assert refusals(migration) == [("LRC904", PurePosixPath(path).name, 1, f"{path} exists already")]
    assert_only_rooms_migrate(migration)


def test_a_module_that_is_imported_as_a_whole(tmp_path: Path) -> None:
    files = {AGENTS: IMPORTS + FINE.format("Agents", "agents"), "pkg/user.py": "import pkg.apis.agents.agents\n"}
    migration = plan(tmp_path, files)
    assert refusals(migration) == [("LRC903", "user.py", 1, "`pkg.apis.agents.agents` is imported as a whole")]
    assert_only_rooms_migrate(migration)


def test_a_package_that_is_migrated_in_part(tmp_path: Path) -> None:
    files = {
        AGENTS: IMPORTS + FINE.format("Agents", "agents"),
        "pkg/apis/agents/routers.py": "router = APIRouter()\n",
    }
    migration = plan(tmp_path, files)
    assert refusals(migration) == [("LRC905", "agents.py", 1, "agents has both a router and @webmethod")]
    assert_only_rooms_migrate(migration)


EXTERNAL = IMPORTS + FINE.format("Weather", "weather")


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(EXTERNAL, id="Protocol"),
        pytest.param(
            EXTERNAL.replace("typing import Protocol", "typing import Protocol as P").replace("(Protocol)", "(P)"),
            id="alias",
        ),
        pytest.param(
            EXTERNAL.replace("from typing import Protocol", "import typing").replace("(Prot", "(typing.Prot"),
            id="dotted",
        ),
    ],
)
def test_a_protocol_outside_the_api_packages(tmp_path: Path, source: str) -> None:
    migration = plan(tmp_path, {"tests/weather.py": source})
    assert refusals(migration) == [("LRC907", "weather.py", 10, "`Weather.find`")]
    assert PurePosixPath("tests/weather.py") not in {change.path for change in migration.changeset.changes}
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.REFUSED


def test_a_decorator_on_an_implementation_is_removed(tmp_path: Path) -> None:
    source = dedent(
        """\
        from pkg.apis.rooms.rooms import Rooms
        from pkg.schema_utils import webmethod


        class Impl(Rooms):
            # Found by route.
            @webmethod(route="/rooms")  # noqa
            async def find(self) -> int: ...
        """
    )
    migration = plan(tmp_path, {"pkg/providers/impl.py": source})
    assert [(item.code, item.place.line) for item in migration.findings] == [("LRC111", 9), ("LRC302", 7)]
    (change,) = (item for item in migration.changeset.changes if item.path.name == "impl.py")
    assert change.after is not None
    assert change.after.decode() == dedent(
        """\
        from pkg.apis.rooms.service import Rooms


        class Impl(Rooms):
            # Found by route.
            # noqa
            async def find(self) -> int: ...
        """
    )
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.DONE


def test_infrastructure_of_someone_else(tmp_path: Path) -> None:
    migration = plan(tmp_path, {"pkg/apis/router_utils.py": "x = 1\n"})
    expected = "pkg/apis/router_utils.py exists already and is not what this tool writes"
    assert refusals(migration) == [("LRC904", "router_utils.py", 1, expected)]
    assert migration.changeset.is_empty
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.REFUSED


def test_a_server_that_cannot_be_changed(tmp_path: Path) -> None:
    server = {path: text for path, text in SERVER.items() if path != "pkg/core/server/server.py"}
    migration = plan(tmp_path, {**server, "pkg/apis/agents/__init__.py": "class Agents: ...\n"})
    expected = "pkg/core/server/routes.py reads webmethods, but no loop mounts them"
    assert refusals(migration) == [("LRC908", "routes.py", 1, expected)]
    assert migration.changeset.is_empty
    assert exit_code(MigrateRun(migration, None, written=True, recovered=False)) is ExitCode.REFUSED
