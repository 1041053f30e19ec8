"""Whole checkouts around the examples of explanations, and what a migration does with them.

An example shows a piece of a file. Most stand for an API module of their own: all of those are migrated at once, each
in a package with the name of its code. The others stand in the place of a piece of another test's checkout.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from textwrap import dedent, indent

from archive_documents import archive
from harbour import ROUTES, SERVER, harbour
from leftover_system import leftover_system
from tide_tables import tide_host
from trees import BASE, IMPORTS
from whole_trees import CACHES, FIXTURES

from llama_router_codemod.migrate.migration import MigrateOptions
from llama_router_codemod.migrate.run import Writing, migrate
from llama_router_codemod.report.explanation import explanation

Files = Mapping[str, str]
BERTHS = "port/apis/berths/berths.py"
REGISTRY = "port/core/server/fastapi_router_registry.py"


@dataclass(frozen=True)
class Migrated:
    """A checkout after a migration, and what it found: codes and paths."""

    root: Path
    found: frozenset[tuple[str, str]]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.found)

    def says(self, path: str, piece: str) -> bool:
        """Whether a file of the tree holds a piece, wherever it is indented."""
        return any(indent(piece, " " * margin) in text_of(self.root / path) for margin in range(0, 17, 4))


@dataclass(frozen=True)
class Around:
    """What stands around examples: writes a checkout, and tells which of its text each example stands for.

    `replaced` is that text by code and path; "" for an example that is added at the end of a file, with `heads` above.
    """

    write: Callable[[Path], Path]
    replaced: Mapping[str, Files]
    heads: Files = field(default_factory=dict)
    options: Callable[[Path], MigrateOptions] = lambda root: MigrateOptions()
    prepare: Callable[[Path], object] = lambda root: None
    below: str = "."

    def migrated(self, root: Path, examples: Mapping[str, Files]) -> Migrated:
        """The checkout with some examples in it, after a migration."""
        top = self.write(root)
        for code, files in examples.items():
            for path, text in files.items():
                _put(top / path, self.replaced[code][path], text, self.heads.get(path, ""))
        self.prepare(top)
        return Migrated(top, findings_of(top / self.below, self.options(top)))

    def mended(self, root: Path, code: str, files: Files) -> Migrated:
        """The checkout with what a person makes of an example, after a migration."""
        return replace(self, replaced={code: {path: self.replaced[code].get(path, "") for path in files}}).migrated(
            root, {code: files}
        )


def findings_of(root: Path, options: MigrateOptions | None = None) -> frozenset[tuple[str, str]]:
    """What a migration of a checkout finds, by code and path; it is written."""
    run = migrate(root, options or MigrateOptions(), Writing(allow_dirty=True))
    return frozenset((finding.code, str(finding.place.path)) for finding in run.migration.findings)


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _put(file: Path, old: str, text: str, head: str) -> None:
    before = text_of(file)
    if old:
        assert before.count(old) == 1, (file, old)
        margin = old[: len(old) - len(old.lstrip())]
        after = before.replace(old, indent(text, margin))
    else:
        after = f"{before}{head}{text}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(after, encoding="utf-8")


def api_modules(root: Path, examples: Mapping[str, Files]) -> Migrated:
    """A migrated checkout in which each example is an API of its own, called as its code."""
    files = {path: dedent(text) for path, text in BASE.items()}
    for code, example in examples.items():
        name = code.lower()
        files |= {called(path, code): called(f"{_head(text)}{text}", code) for path, text in example.items()}
        files["pkg/apis/datatypes.py"] += f'    {name} = "{name}"\n'
    files = {**{f"{directory}/__init__.py": star for directory, star in _packages(files)}, **files}
    for path, text in files.items():
        _put(root / path, "", text, "")
    return Migrated(root, findings_of(root))


def called(text: str, code: str) -> str:
    """A text of an example, or a path, that speaks of its own package instead of agents."""
    return re.sub(r"\bagents\b", code.lower(), text)


def _packages(files: Files) -> Iterator[tuple[str, str]]:
    for directory in {str(parent) for path in files for parent in PurePosixPath(path).parents[:-1]} - {"docs"}:
        module = directory.rpartition("/")[2]
        yield directory, f"from .{module} import *\n" if f"{directory}/{module}.py" in files else ""


def _head(text: str) -> str:
    """The imports that an example leaves out."""
    if "(Protocol)" in text or ", Protocol)" in text:
        return IMPORTS.replace("BaseModel", "BaseModel, Field")
    if "(Agents)" in text or "(Agent)" in text:
        return "from pkg.apis.agents.agents import *\nfrom pkg.schema_utils import webmethod\n\n\n"
    return ""


def _fixture(name: str) -> Callable[[Path], Path]:
    return lambda root: Path(shutil.copytree(FIXTURES / name / "before", root, ignore=CACHES))


def _tides(root: Path) -> Path:
    tide_host(root / "host")
    return _fixture("tides")(root / "tides").parent


def _without_gauge(root: Path) -> None:
    (root / "tides/src/tide_gauge/gauge.py").unlink()
    findings_of(root / "host")


def _ferry(root: Path) -> Path:
    harbour(root / "host")
    berths = root / "host" / BERTHS
    berths.write_text(
        text_of(berths).replace("class Berth(BaseModel)", "_LONGEST = 40\n\n\nclass Berth(BaseModel)"), encoding="utf-8"
    )
    return root


_CALL = """\
            getattr(app, verb.lower())(route.path, response_model=None)(
                create_dynamic_typed_route(impl_method, verb.lower(), route.path)
            )
"""
_CODES = "404 if isinstance(error, KeyError) else 500, str(error))\n"
_RECORD = (
    '    @webmethod(route="/tides", method="POST", level=API_V1)\n'
    "    async def record_tide(self, tide: Tide) -> Tide: ...\n"
)
_ADD_SCAN = '    @webmethod(route="/letters/scans", method="POST", level=ARCHIVE_API_V1)\n    async def add_scan(\n'
_SEARCH = (
    '    @webmethod(route="/letters/search", method="POST", level=ARCHIVE_API_V1ALPHA)\n'
    "    async def search_letters(self, settings: Annotated[SearchSettings, Body(...)]) -> ListLettersResponse:\n"
)
_DRAW = (
    '    @webmethod(route="/maps", method="POST", level=ARCHIVE_API_V1ALPHA)\n'
    "    async def draw_map(self, scale: int, colours: list[str] | None = None) -> Map:\n"
)
_VALIDATORS = (
    '_VALIDATORS = {"GET": [_validate_has_return_in_docstring], "POST": [_validate_has_return_in_docstring]}\n'
)
_SENDER = explanation("LRC307").before["archive/apis/letters/letters.py"]
_CRANE_OF = explanation("LRC912").after["port/core/load.py"]
_LAST_FACTORY = '    "pilots": pilots.fastapi_routes.create_router,\n}\n'

_USES_CODES = "    return HTTPException(NOT_FOUND if isinstance(error, KeyError) else BROKEN, str(error))\n"


def _name_codes(root: Path) -> None:
    _put(root / SERVER, f"    return HTTPException({_CODES}", dedent(_USES_CODES), "")


HARBOUR_NOTES = Around(
    harbour,
    {
        "LRC115": {ROUTES: ""},
        "LRC116": {SERVER: "    @functools.wraps(func)\n    async def endpoint(request: Request, **kwargs):\n"},
        "LRC117": {SERVER: _CALL},
        "LRC303": {"docs/spec.py": ""},
        "LRC305": {"tests/test_server.py": ""},
        "LRC306": {"docs/guide.md": ""},
        "LRC309": {SERVER: ""},
        "LRC310": {"port/core/ferry.py": ""},
    },
    heads={
        ROUTES: "\n\n",
        SERVER: "\n\n",
        "docs/spec.py": "import inspect\n\nfrom port.apis.berths import Berths\n\n",
        "tests/test_server.py": (
            "from port.core.server.server import create_dynamic_typed_route, translate_exception\n\n\n"
        ),
        "port/core/ferry.py": "from port.apis.berths import Berths\n\n\n",
    },
    options=lambda root: MigrateOptions(rename_protocols=True),
    prepare=_name_codes,
)
KEPT_SYSTEM = Around(
    harbour,
    {"LRC304": {"tests/test_client.py": ""}},
    heads={"tests/test_client.py": "from port.schema_utils import webmethod\n\n\n"},
)
LEFTOVER = Around(leftover_system, {"LRC312": {"pkg/core/check.py": ""}})
_LOOP = "        for route, _ in routes:\n"
HARBOUR_REFUSALS = {
    "LRC908": Around(harbour, {"LRC908": {SERVER: _LOOP}}),
    "LRC909": Around(harbour, {"LRC909": {SERVER: "                result = await maybe_await(func(**kwargs))\n"}}),
    "LRC910": Around(harbour, {"LRC910": {ROUTES: "        for name, method in methods:\n"}}),
    "LRC913": Around(harbour, {"LRC913": {"port/core/auth.py": ""}}),
}
ROUTED_REFUSALS = {
    "LRC911": Around(_fixture("routed"), {"LRC911": {REGISTRY: _LAST_FACTORY}}),
    "LRC912": Around(_fixture("routed"), {"LRC912": {"port/core/load.py": _CRANE_OF}}),
}
ROUTED_NOTES = Around(
    _fixture("routed"),
    {"LRC119": {"port/core/inspection.py": ""}, "LRC313": {"scripts/endpoints.py": ""}, "LRC315": {"setup.py": ""}},
    heads={
        "port/core/inspection.py": (
            "from port.core.server.fastapi_router_registry import has_router\n"
            "from port.core.server.routes import get_all_api_routes\n\n\n"
        )
    },
)
ARCHIVE = Around(
    archive,
    {
        "LRC121": {"archive/apis/letters/letters.py": _SEARCH},
        "LRC307": {"archive/apis/letters/letters.py": _SENDER},
        "LRC308": {"archive/apis/letters/letters.py": _ADD_SCAN, "archive/apis/maps/maps.py": _DRAW},
        "LRC314": {"docs/openapi_generator/pyopenapi/utility.py": _VALIDATORS},
    },
)
PENDING_HOST = Around(
    _tides,
    {"LRC917": {f"host/{BERTHS}": '    @webmethod(route="/berths/{name}", method="GET", level=API_V1)\n'}},
    options=lambda root: MigrateOptions(host=root / "host"),
    below="tides",
)
MIGRATED_HOST = Around(
    _tides,
    {"LRC118": {"tides/src/tide_api/tides.py": _RECORD}},
    options=lambda root: MigrateOptions(host=root / "host"),
    prepare=_without_gauge,
    below="tides",
)
FERRY = Around(
    _ferry,
    {"LRC311": {"ferry/ferry.py": ""}, "LRC918": {"ferry/ferry.py": ""}},
    options=lambda root: MigrateOptions(host=root / "host", imports_only=True),
    below="ferry",
)
