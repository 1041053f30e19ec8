"""Operation ids, as FastAPI makes them."""

import pytest
from fastapi import FastAPI

from llama_router_codemod.generate.operation_id import operation_id


def served(path: str) -> None: ...


@pytest.mark.parametrize("path", ["/v1/shelf-tool/insert", "/v1/files/{file_id}/content", "/v1/models/{model_id:path}"])
@pytest.mark.parametrize("verb", ["GET", "DELETE"])
def test_the_id_is_that_of_fastapi(path: str, verb: str) -> None:
    app = FastAPI()
    app.api_route(path, methods=[verb])(served)
    (operations,) = app.openapi()["paths"].values()
    assert operation_id("served", path, verb) == operations[verb.lower()]["operationId"]
