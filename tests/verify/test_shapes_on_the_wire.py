"""`verify` reports each way in which a shape of a Protocol was once migrated wrong, at its route."""

from __future__ import annotations

import re
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from harbour import BERTHS, MASTER, SERVER, SOURCES, harbour
from wire import declared, implemented, migrated_copy, one_route

from llama_router_codemod.verify.verification import VerifyOptions, verify

TYPES = """
from fastapi import Body, Query
from port.levels import *


class Boat(BaseModel):
    name: str = "tug"


Whole = Annotated[Boat, Body()]
LIMIT = 1


class ExtraBodyField(str):
    @property
    def description(self):
        return str(self)
"""


#: What is needed to make it wrong.
IMPORTS = "from fastapi import Body\nfrom pydantic import TypeAdapter\n"


#: What `verify` asks of a server, as llama-stack has it.
HEADERS = """\
from contextvars import ContextVar

PROVIDER_DATA_VAR = ContextVar("unused", default=None)


def get_authenticated_user(): ...
"""
HANDLER = """

async def global_exception_handler(request, exc):
    from fastapi.responses import JSONResponse

    return JSONResponse({"error": type(exc).__name__}, getattr(exc, "status_code", 422))
"""


class Shape(NamedTuple):
    """A kind: the verb and the method of its route, what was wrong in the migrated `routes.py` or `models.py`, and the
    type of the implementation's `x` where it is another."""

    verb: str
    method: str
    file: str
    right: str
    wrong: str
    served: str = ""

    @property
    def implemented(self) -> str:
        return re.sub(r"x: Annotated\[.*\]", f"x: {self.served}", self.method) if self.served else self.method


#: The name of each method is that of its route.
SHAPES = {
    "annotated without a marker": Shape(
        "POST",
        "query(self, x: Annotated[int, Field(ge=1)]) -> Any",
        "routes",
        "Field(ge=1), Query()",
        "Body(embed=True)",
    ),
    "an alias of a marker": Shape(
        "POST", "whole(self, x: Whole) -> Any", "routes", "x: Whole", "x: Annotated[Whole, Body(embed=True)]"
    ),
    "an answer that is no model": Shape(
        "GET",
        "spelled(self) -> dict[str, Any]",
        "routes",
        "await svc.spelled()",
        "TypeAdapter(dict[str, Any]).dump_python(await svc.spelled(), mode='json')",
    ),
    "fields beyond a model in a list": Shape(
        "GET", "several(self) -> list[Berth]", "routes", "await svc.several()", "[Berth(name='a')]"
    ),
    "fields beyond a model in a dict of lists": Shape(
        "GET", "nested(self) -> dict[str, list[Berth]]", "routes", "await svc.nested()", "{'a': [Berth(name='a')]}"
    ),
    "a constant of the provider": Shape(
        "GET", "limit(self, x: int = LIMIT) -> Any", "models", "x: int = 2", "x: int = 1"
    ),
    "a class between": Shape("GET", "between(self, x: int = 3) -> Any", "models", "x: int = 4", "x: int = 3"),
    "the last of two star imports": Shape("GET", "star(self) -> Any", "routes", '"/v1/star"', '"/v1/moon"'),
    "a text of a marker in a query": Shape(
        "GET",
        "asked(self, x: Annotated[int, Query(description='Asked.')] = 1) -> Any",
        "models",
        '1, description="Asked."',
        "1",
        served="int",
    ),
    "a text of a marker of a body": Shape(
        "POST",
        "sent(self, x: Annotated[Boat, Body(description='Sent.')]) -> Any",
        "models",
        'description="Sent."',
        "",
        served="Boat",
    ),
    "a text of a marker that stays": Shape(
        "POST",
        "kept(self, x: Annotated[Boat, Body(description='Kept.')]) -> Any",
        "routes",
        'description="Kept."',
        "",
    ),
    "an extra body field": Shape(
        "POST",
        "further(self, x: Annotated[int, ExtraBodyField('More.')]) -> Any",
        "models",
        'description="More."',
        "",
        "int",
    ),
    "a list in the query": Shape("GET", "many(self, x: list[int]) -> Any", "models", "x: list[int]", "x: list[str]"),
}


def route(shape: Shape) -> str:
    """The route of a shape, as the server lists it."""
    return f"{shape.verb} /v1/{shape.method.partition('(')[0]}"


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The checkout with all shapes, and its migration."""
    root = tmp_path_factory.mktemp("shapes")
    methods = [
        f'@webmethod(route="/{name}", method="{verb}", level="v1")\nasync def {method}: ...'
        for verb, method, *_ in SHAPES.values()
        for name in [method.partition("(")[0]]
    ]
    files = declared("\n".join(methods).replace('"/star"', "STAR"), TYPES)
    bodies = [f"async def {shape.implemented}: ..." for shape in SHAPES.values()]
    between = [body.replace("= 3", "= 4") for body in bodies if "between" in body]
    own = [body for body in bodies if "between" not in body]
    types = (
        "from fastapi import Body, Query\nfrom port.apis.berths import Boat, Whole\nfrom port.core.above import Above\n"
    )
    files |= implemented("\n".join(own), f"{types}LIMIT = 2")
    files[MASTER] = files[MASTER].replace("class Master(Berths)", "class Master(Above)")
    above = "from typing import Any\nfrom port.apis.berths import Berths\n\n\nclass Above(Berths):\n    "
    files["port/core/above.py"] = above + between[0] + "\n"
    files["port/levels.py"] = "from port.suns import *\nfrom port.stars import *\n"
    files["port/suns.py"], files["port/stars.py"] = "STAR = '/sun'\n", "STAR = '/star'\n"
    files |= {"port/core/request_headers.py": HEADERS, SERVER: SOURCES[SERVER] + HANDLER}
    old = harbour(root / "old", files)
    migration = migrated_copy(old, root / "new")
    assert [item.outcome for item in migration.packages] == ["migrated"], migration.findings
    return old, root / "new"


def unexplained(old: Path, new: Path) -> set[str]:
    """The routes with differences that no finding announced."""
    result = verify(str(old), str(new), VerifyOptions(python=Path(sys.executable)))
    return {item.route for item in result.routes if any(found.finding is None for found in item.differences)}


def test_a_right_migration_is_equal(trees: tuple[Path, Path]) -> None:
    assert unexplained(*trees) == set()


def test_every_wrong_migration_is_reported(trees: tuple[Path, Path], tmp_path: Path) -> None:
    """All are in one tree."""
    old, right = trees
    shutil.copytree(right, tmp_path / "wrong")
    for shape in SHAPES.values():
        file = (tmp_path / "wrong" / BERTHS).with_name(f"{shape.file}.py")
        text = file.read_text(encoding="utf-8")
        assert text.count(shape.right) == 1, shape.right
        file.write_text(IMPORTS + text.replace(shape.right, shape.wrong), encoding="utf-8")
    found = unexplained(old, tmp_path / "wrong")
    assert [kind for kind, shape in SHAPES.items() if route(shape) not in found] == []


#: How llama-stack's server asks for a stream.
LOOKING = """if "stream" in kwargs:
        return kwargs["stream"]
    return getattr(kwargs.get("params"), "stream", False)"""


def served_tree(root: Path, files: dict[str, str]) -> Path:
    """A checkout with these files, as `verify` asks for one."""
    return harbour(root, {"port/core/request_headers.py": HEADERS, SERVER: SOURCES[SERVER] + HANDLER, **files})


RENAMING = """\
def renaming(function):
    async def call(self, limit: int = 3) -> Any:
        return await function(self, limit)

    return call


class Master(Berths):"""


def test_a_decorator_that_changes_the_signature_is_seen(tmp_path: Path) -> None:
    """The server has the decorator's parameter; a router made of what is below it takes another one."""
    files = one_route("x: int = 3", verb="GET", answer="x")
    head = "    async def f"
    decorated = files[MASTER].replace("class Master(Berths):", RENAMING).replace(head, f"    @renaming\n{head}")
    migrated_copy(served_tree(tmp_path / "plain", files), tmp_path / "new")
    (tmp_path / "new" / MASTER).write_text(decorated, encoding="utf-8")
    old = served_tree(tmp_path / "old", {**files, MASTER: decorated})
    assert unexplained(old, tmp_path / "new") == {"GET /v1/f"}


def test_an_undeclared_stream_is_asked_for(tmp_path: Path) -> None:
    """The server looked into a body that allows any field; no other request tells the two apart."""
    body = "from pydantic import BaseModel\nclass Open(BaseModel, extra='allow'):\n    name: str = 'tug'"
    route = partial(one_route, "params: Open", answer="params.name")
    files = {**route(prelude=body), MASTER: route(prelude="from port.apis.berths.berths import Open")[MASTER]}
    looking = SOURCES[SERVER].replace('return kwargs.get("stream", False)', LOOKING)
    old = served_tree(tmp_path / "old", {**files, SERVER: looking + HANDLER})
    assert [item.outcome for item in migrated_copy(old, tmp_path / "new").packages] == ["migrated"]
    result = verify(str(old), str(tmp_path / "new"), VerifyOptions(python=Path(sys.executable)))
    assert {item.finding for item in result.differences} == {"LRC110"}
