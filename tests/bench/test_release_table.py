"""The parts of the table of releases that need no release: readings, comparison, and what makes a row wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from release_table import RELEASES, named_release
from releases.legacy_reading import legacy_routes
from releases.release_row import (
    HEADER,
    Outcome,
    Refusal,
    Release,
    ReleaseRow,
    ServedRoutes,
    allowed_outcomes,
    faults,
    markdown,
)
from releases.router_reading import router_routes
from releases.served_route import ServedRoute, differences, overlap
from releases.served_routes import environment_of
from releases.source_names import UnreadableError

README = Path(__file__).parents[2] / "README.md"
DISCOVERY = """\
from stack.apis.version import VERSION
from stack.core.resolver import api_protocol_map

def toolgroup_protocol_map():
    return {SpecialToolGroup.rag_tool: RAGToolRuntime}

def get_all_api_routes():
    for api, protocol in api_protocol_map().items():
        for name, method in members(protocol):
            webmethod = method.__webmethod__
            path = f"/{VERSION}/{webmethod.route.lstrip('/')}"
"""
LEGACY = {
    "apis/version.py": 'VERSION = "v1"\n',
    "apis/files/__init__.py": "from .files import *\n",
    "apis/files/files.py": """\
class Stored(Protocol):
    @webmethod(route="/files/{id}", method="DELETE")
    async def delete(self, id: str) -> None: ...

    @webmethod(route="/files", method="PUT")
    async def add(self) -> None: ...

class Files(Stored):
    @webmethod(route="/all-files", method="GET")
    @webmethod(route="files", method="GET")
    async def list(self) -> list: ...

    async def add(self) -> None: ...
""",
    "apis/tools.py": """\
class ToolRuntime(Protocol):
    @webmethod(route="/invoke")
    async def invoke(self) -> None: ...

class RAGToolRuntime(Protocol):
    @webmethod("/insert", "POST")
    async def insert(self) -> None: ...
""",
    "core/resolver.py": """\
from stack.apis.files import Files
from stack.apis.tools import ToolRuntime

def api_protocol_map():
    return {Api.files: Files, Api.tool_runtime: ToolRuntime}
""",
    "core/server/routes.py": DISCOVERY.replace(
        "from stack.core", "from stack.apis.tools import RAGToolRuntime\nfrom stack.core"
    ),
}
ROUTES = [
    ServedRoute("files", "DELETE", "/v1/files/{id}", "delete"),
    ServedRoute("files", "GET", "/v1/all-files", "list"),
    ServedRoute("tool_runtime", "POST", "/v1/invoke", "invoke"),
    ServedRoute("tool_runtime", "POST", "/v1/insert", "rag_tool.insert"),
]
LEVELS = {
    "core/server/routes.py": LEGACY["core/server/routes.py"]
    .replace("method.__webmethod__", "method.__webmethods__")
    .replace("{VERSION}", "{webmethod.level}"),
    "apis/files/files.py": """\
from stack.apis.version import VERSION

class Files(Protocol):
    @webmethod(route="/files", method="GET", level=VERSION)
    @webmethod(route="/files", method="GET")
    async def list(self) -> list: ...
""",
}
MIGRATED = {
    "apis/version.py": 'VERSION = "v1"\n',
    "apis/files/routes.py": """\
from stack.apis.version import VERSION

get_files_service = service_dependency(Api.files)

router = APIRouter(prefix=f"/{VERSION}", tags=["Files"])

@router.delete("/files/{id}")
async def delete(id: str, svc: Annotated[Files, Depends(get_files_service)]) -> None:
    return await svc.delete(id=id)

@router.get("/all-files", name="list")
async def list_files(svc: Annotated[Files, Depends(get_files_service)]) -> list:
    return await svc.list()

register_router(Api.files, lambda: router)
""",
    "apis/tools/routes.py": """\
get_runtime_service = service_dependency(Api.tool_runtime)
get_rag_service = service_dependency(Api.tool_runtime, "rag_tool")

router = APIRouter()
unregistered = APIRouter()

@router.post("/v1/invoke")
async def invoke(svc: Annotated[ToolRuntime, Depends(get_runtime_service)]) -> None:
    return await svc.invoke()

@router.post("/v1/insert")
async def insert(svc: Annotated[RAGToolRuntime, Depends(get_rag_service)]) -> None:
    return await svc.insert()

@unregistered.get("/v1/nothing")
async def nothing(svc: Annotated[RAGToolRuntime, Depends(get_rag_service)]) -> None:
    return await svc.nothing()

register_router(Api.tool_runtime, lambda: router)
""",
    "core/server/server.py": """\
all_routers = get_all_routers()
for api in apis:
    include_routers(app, api, impl, all_routers[api])
    for route in routes:
        create_dynamic_typed_route(route)
""",
}
ROW = ReleaseRow(
    release=Release("0.2.4"),
    outcome=Outcome.MIGRATED,
    exit_code=0,
    apis=22,
    routes=93,
    migrated=93,
    refused=0,
    refusals=(),
    webmethods_left=0,
    unchanged=False,
    second_run_unchanged=True,
    served=ServedRoutes(90, "0.2.4"),
    compiles=True,
    ruff_findings=(),
)
REFUSED = ReleaseRow(
    release=Release("0.1.0"),
    outcome=Outcome.REFUSED,
    exit_code=3,
    apis=20,
    routes=74,
    migrated=0,
    refused=19,
    refusals=(Refusal("LRC908", "the loop is not understood"),),
    webmethods_left=77,
    unchanged=True,
    second_run_unchanged=True,
)


def tree_of(directory: Path, *files: dict[str, str]) -> Path:
    for name, text in {name: text for some in files for name, text in some.items()}.items():
        path = directory / "stack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def test_legacy_routes_with_one_prefix(tmp_path: Path) -> None:
    """The outermost decorator, sorted by method, inherited ones, what hides them, and the group behind an API."""
    assert legacy_routes(tree_of(tmp_path, LEGACY)) == ROUTES


def test_legacy_routes_with_levels(tmp_path: Path) -> None:
    """All decorators, in the order in which they are applied; one without a level is served below /None."""
    routes = legacy_routes(tree_of(tmp_path, LEGACY, LEVELS))
    assert routes[:2] == [
        ServedRoute("files", "GET", "/None/files", "list"),
        ServedRoute("files", "GET", "/v1/files", "list"),
    ]


def test_legacy_routes_of_an_unknown_discovery(tmp_path: Path) -> None:
    unknown = {"core/server/routes.py": DISCOVERY.replace("f\"/{VERSION}/{webmethod.route.lstrip('/')}\"", "path_of()")}
    with pytest.raises(UnreadableError, match="no rule for paths"):
        legacy_routes(tree_of(tmp_path, LEGACY, unknown))


def test_router_routes(tmp_path: Path) -> None:
    """Prefixes, names, the group behind an API; a router that is not registered is not served."""
    assert router_routes(tree_of(tmp_path, MIGRATED)) == ROUTES


def test_router_routes_that_the_server_does_not_include(tmp_path: Path) -> None:
    server = MIGRATED["core/server/server.py"].replace("include_routers(", "print(")
    assert router_routes(tree_of(tmp_path, MIGRATED, {"core/server/server.py": server})) == []


def test_router_route_that_calls_another_method(tmp_path: Path) -> None:
    wrong = MIGRATED["apis/files/routes.py"].replace("svc.delete(", "svc.add(")
    with pytest.raises(UnreadableError, match=r"delete calls \['add'\]"):
        router_routes(tree_of(tmp_path, MIGRATED, {"apis/files/routes.py": wrong}))


def test_equal_routes_do_not_differ() -> None:
    """In whatever order routes are that no request fits both."""
    assert list(differences(ROUTES, ROUTES)) == []
    assert list(differences(ROUTES, ROUTES[::-1])) == []


def test_a_wrong_prefix_and_a_dropped_api_show() -> None:
    wrong = [replace(ROUTES[0], path="/None/files/{id}"), ROUTES[1]]
    assert list(differences(ROUTES, wrong)) == [
        "gone: DELETE /v1/files/{id} (files.delete)",
        "gone: POST /v1/insert (tool_runtime.rag_tool.insert)",
        "gone: POST /v1/invoke (tool_runtime.invoke)",
        "new: DELETE /None/files/{id} (files.delete)",
    ]


def test_another_order_of_overlapping_routes_shows() -> None:
    one, all_below = (ServedRoute("files", "GET", path, "m") for path in ("/v1/files/{id}", "/v1/{rest:path}"))
    assert list(differences([one, all_below], [all_below, one])) == [f"matched the other way round: {all_below}, {one}"]


def test_a_route_that_is_served_twice_shows() -> None:
    assert list(differences(ROUTES, [*ROUTES, ROUTES[0]])) == ["a route is served twice"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("/a/b", "/a/b", True),
        ("/a/b", "/a/c", False),
        ("/a/{x}", "/a/b", True),
        ("/a/{x}", "/a/b/c", False),
        ("/a/{x:path}", "/a/b/c", True),
        ("/a/{x:path}/end", "/a/b/c/end", True),
        ("/a/{x:path}/end", "/a/b/c", False),
        ("/a/{x:path}/end", "/a/{y:path}", True),
        ("/a/{x:path}/one", "/a/{y:path}/two", False),
        ("/files/session:{id}", "/files/{name}", True),
    ],
)
def test_overlap(first: str, second: str, expected: bool) -> None:
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected


@pytest.mark.parametrize("row", [ROW, REFUSED, replace(REFUSED, release=Release("0.4.4"), outcome=Outcome.NO_API)])
def test_a_right_row(row: ReleaseRow) -> None:
    assert list(faults(row)) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (replace(REFUSED, release=Release("0.2.0")), "refused: LRC908"),
        (replace(ROW, release=Release("0.4.4", "llama-stack-api")), "migrated: "),
        (replace(REFUSED, outcome=Outcome.FAILED), "failed: LRC908"),
        (replace(REFUSED, unchanged=False), "not migrated, but changed"),
        (replace(REFUSED, second_run_unchanged=False), "the second run changes something"),
        (replace(ROW, second_run_unchanged=False), "the second run changes something"),
        (replace(ROW, exit_code=3), "exit code 3"),
        (replace(ROW, migrated=90), "90 of 93 routes are migrated, 0 packages refused"),
        (replace(ROW, refused=1), "93 of 93 routes are migrated, 1 packages refused"),
        (replace(ROW, webmethods_left=2), "2 webmethods are left"),
        (replace(ROW, served=None), "no served routes were found"),
        (replace(ROW, served=ServedRoutes(0, None, ("why",))), "no served routes were found: why"),
        (replace(ROW, served=ServedRoutes(90, None, ("gone: GET /v1/a (a.b)",))), "gone: GET /v1/a (a.b)"),
        (replace(ROW, compiles=False), "a file does not compile"),
        (replace(ROW, ruff_findings=("a.py:1: F821 Undefined name `A`",)), "a.py:1: F821 Undefined name `A`"),
    ],
)
def test_a_wrong_row(row: ReleaseRow, expected: str) -> None:
    assert list(faults(row)) == [expected]


def test_the_table() -> None:
    near = replace(ROW, release=Release("0.2.3"))
    wrong = replace(ROW, served=ServedRoutes(90, None, ("one",)), compiles=False, second_run_unchanged=False)
    assert markdown([near, ROW, REFUSED, wrong]).splitlines()[2:] == [
        "| 0.2.3 | 22 | 93 | 93 | none | 0 | 90 of 90, executed with libraries of 0.2.4 | yes | 0 | no change | 0 |",
        "| 0.2.4 | 22 | 93 | 93 | none | 0 | 90 of 90, executed | yes | 0 | no change | 0 |",
        "| 0.1.0 | 20 | 74 | 0 | LRC908: the loop is not understood; untouched | 77 | - | - | - | no change | 3 |",
        "| 0.2.4 | 22 | 93 | 93 | none | 0 | 1 differ, read | **no** | 0 | **changes** | 0 |",
    ]


@pytest.mark.parametrize(
    ("version", "expected"),
    [("0.1.8", "0.2.4"), ("0.2.4", "0.2.4"), ("0.2.10.1", "0.2.12"), ("0.4.0", "0.4.0"), ("0.4.1", None)],
)
def test_the_environment_of_a_release(version: str, expected: str | None) -> None:
    assert environment_of(Release(version)) == expected


def test_releases_and_their_names() -> None:
    assert named_release("0.2.4") == Release("0.2.4") in RELEASES
    assert named_release("llama-stack-api==0.4.4") == Release("0.4.4", "llama-stack-api") in RELEASES
    assert len(RELEASES) == len({*RELEASES}) == 53
    assert len(HEADER) == len(ROW.cells())


def test_the_table_of_the_readme_has_every_release_and_no_fault() -> None:
    section = README.read_text(encoding="utf-8").partition("\n## Releases\n")[2].partition("\n## ")[0]
    header, _, *rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    assert tuple(header) == HEADER
    assert [row[0] for row in rows] == [str(release) for release in RELEASES]
    for release, row in zip(RELEASES, rows, strict=True):
        cells = dict(zip(HEADER, row, strict=True))
        assert cells["second run"] == "no change"
        if cells["exit"] == "0":
            assert Outcome.MIGRATED in allowed_outcomes(release)
            assert cells["migrated"] == cells["routes"]
            assert (cells["refused with reason"], cells["webmethods left"], cells["compiles"]) == ("none", "0", "yes")
            assert re.match(r"(\d+) of \1, (read|executed)", cells["served routes equal"])
        else:
            assert cells["refused with reason"].endswith("; untouched")
            assert Outcome.REFUSED in allowed_outcomes(release)
