"""The module that reads and checks routers, at work: what it has against them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from archive_documents import GENERATOR, archive, migrated, served_archive

ASK = "from docs.openapi_generator.router_endpoints import validate_api; print(*validate_api(), sep='\\n')"
LIST = '\n\n@router.get("/pictures", response_description="Pictures.")\nasync def list_pictures(){returns}: ...\n'


TEXTS = "_validate_has_return_in_docstring, _validate_has_params_in_docstring"
SENTENCES = "_validate_docstring_lines_end_with_dot"
TYPES = "_validate_api_method_return_type, _validate_api_method_doesnt_return_list"
TABLE = f"""
_VALIDATORS = {{
    "GET": [{TYPES}, _validate_list_parameters_contain_data, {TEXTS}, {SENTENCES}],
    "DELETE": [_validate_api_delete_method_returns_none, {TEXTS}],
    "POST": [{TEXTS}, {SENTENCES}],
}}
"""


def checking(tree: Path) -> Path:
    """The tree with a generator that makes all checks there are."""
    utility = tree / GENERATOR / "pyopenapi/utility.py"
    text = utility.read_text(encoding="utf-8")
    (table,) = (line for line in text.splitlines() if line.startswith("_VALIDATORS = "))
    utility.write_text(text.replace(table, TABLE), encoding="utf-8")
    return tree


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(checking(archive(tmp_path_factory.mktemp("checked") / "tree")))


def errors(tree: Path, old: str, new: str) -> list[str]:
    """What is said of the tree with an edit in the routes of maps, which is undone."""
    routes = tree / "archive/apis/maps/routes.py"
    before = routes.read_text(encoding="utf-8")
    assert old in before
    head = "class ListMaps(BaseModel): ...\n\n\nrouter = "
    text = before.replace("router = ", f"from pydantic import BaseModel\n\n\n{head}", 1).replace(old, new)
    routes.write_text(text, encoding="utf-8")
    try:
        return said(tree)
    finally:
        routes.write_text(before, encoding="utf-8")


def said(tree: Path) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", ASK], cwd=tree, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


FRAMES = """

class Frames(Protocol):
    async def frame(self) -> int: ...


@router.post("/frames", response_description="A frame.")
async def frame(svc: Annotated[Frames, Depends(lambda: None)]) -> int:
    \"\"\"Frame it\"\"\"
"""
END = "register_router(Api.maps, lambda: router)\n"
PICTURES = "GET /v1alpha/pictures"
DRAW = "POST /v1alpha/maps"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(END, END, [""], id="nothing"),
        pytest.param(
            END, END + LIST.format(returns=" -> int | None"), [f"{PICTURES} may answer nothing"], id="may be None"
        ),
        pytest.param(
            END,
            END + LIST.format(returns=" -> list[int]"),
            [f"{PICTURES} answers a list, not a model that has one"],
            id="a list",
        ),
        pytest.param(
            END,
            END + LIST.format(returns=" -> ListMaps"),
            [f"{PICTURES} answers a list that has no `data`"],
            id="a model without data",
        ),
        pytest.param(
            END,
            END + LIST.format(returns=" -> int").replace("router.get", "router.delete"),
            ["DELETE /v1alpha/pictures answers something, though it deletes"],
            id="a DELETE that answers",
        ),
        pytest.param(
            END,
            END + LIST.format(returns=" -> int").replace("Pictures.", "OK"),
            [f"{PICTURES} does not describe its answer"],
            id="an answer without a text",
        ),
        pytest.param(
            'Path(description="The ID of the map.")',
            "Path()",
            ["GET /v1alpha/maps/{map_id:path} describes none of its parameters"],
            id="parameters without texts",
        ),
        pytest.param(
            "Draw a map.",
            "Draw a map",
            [f"{DRAW} has a description with a line that does not end like a sentence"],
            id="no full stop",
        ),
        pytest.param(
            END,
            END + LIST.format(returns=" -> int").replace("router.get", "router.put").replace("Pictures.", "OK"),
            [""],
            id="a verb that is not validated",
        ),
        pytest.param(
            END,
            f"from typing import Protocol\n{END}{FRAMES}",
            ["POST /v1alpha/frames has a description with a line that does not end like a sentence"],
            id="a Protocol of its own",
        ),
        pytest.param(
            END,
            f'from typing import Protocol\n{END}{FRAMES}Maps.__annotations__["frames"] = Frames | None\n',
            [""],
            id="a Protocol that an attribute provides",
        ),
    ],
)
def test_errors(tree: Path, old: str, new: str, expected: list[str]) -> None:
    assert errors(tree, old, new) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("frame", ["POST /v1alpha/frames has a description with a line that does not end like a sentence"]),
        ("frames.frame", [""]),
    ],
    ids=["of its own", "of an attribute"],
)
def test_a_protocol_where_functions_make_routers(name: str, expected: list[str], tmp_path: Path) -> None:
    tree = migrated(checking(served_archive(tmp_path / "tree")), "--layout", "upstream")
    routes = tree / "archive/apis/maps/fastapi_routes.py"
    text = routes.read_text(encoding="utf-8")
    protocol = "class Frames(Protocol): ...\n\n\nMaps.__annotations__['frames'] = Frames\n\n\ndef create_router"
    route = f"""    @router.post("/frames", name="{name}", responses={{200: {{"description": "A frame."}}}})
    async def frame() -> int:
        \"\"\"Frame it\"\"\"

    return router
"""
    text = text.replace("typing import Annotated", "typing import Annotated, Protocol")
    text = text.replace("def create_router", protocol).replace("    return router\n", route)
    routes.write_text(text, encoding="utf-8")
    assert said(tree) == expected
