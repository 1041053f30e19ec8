"""An application has at most as many query models as FastAPI can publish."""

from pathlib import Path

from harbour import answers
from routed_methods import method, routed
from trees import agents_tree
from wire import check_wire, declared, implemented

from llama_router_codemod.contract.query_models import MOST_QUERY_MODELS, known_query_models, within_room
from llama_router_codemod.model.operation import Location

ROUTES = """\
from typing import Annotated
from fastapi import APIRouter, Query
router = APIRouter()
def one(query: Annotated[OneRequest, Query()]): ...
def two(query: Annotated[TwoRequest, Query()], other: Annotated[int, Query(ge=1)]): ...
"""


def test_those_of_migrated_apis_count(tmp_path: Path) -> None:
    files = {"pkg/apis/rooms/routes.py": ROUTES, "pkg/apis/rooms/__init__.py": ""}
    assert known_query_models(agents_tree(tmp_path, "", files)) == 2


def test_parameters_stay_single_where_there_is_no_room(tmp_path: Path) -> None:
    methods = "".join(method(f"/{name}", f"{name}(self, x: int, y: int)") for name in "abc")
    _, _, operations = routed(tmp_path, methods)
    found = [[item.location for item in operation.parameters] for operation in within_room(operations, 2)]
    assert found == [[Location.QUERY_FIELD] * 2, [Location.QUERY_FIELD] * 2, [Location.QUERY] * 2]


def test_parameters_of_the_path_stay_where_they_are(tmp_path: Path) -> None:
    _, _, operations = routed(tmp_path, method("/a/{id}", "a(self, id: str, x: int, y: int)"))
    (operation,) = within_room(operations, 0)
    assert [item.location for item in operation.parameters] == [Location.PATH, Location.QUERY, Location.QUERY]


def test_a_document_of_many_queries(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(MOST_QUERY_MODELS + 30)]
    routes = [f"@webmethod(route='/{name}', method='GET', level='v1')" for name in names]
    heads = [f"async def {name}(self, x: int = 1) -> Any:" for name in names]
    files = declared("\n".join(f"{route}\n{head} ..." for route, head in zip(routes, heads, strict=True)))
    files |= implemented("\n".join(f"{head} return x" for head in heads))
    requests = {"GET /v1/f0?x=2": 2, f"GET /v1/{names[-1]}?x=a": 422, f"GET /v1/{names[-1]}?x=3": 3}
    assert check_wire(tmp_path, files, requests) == []
    assert [status for status, _ in answers(tmp_path / "new", "/openapi.json")] == [200]
