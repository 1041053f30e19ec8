"""Request models under their published names."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.written_names import renamed_models, with_published_names

NAMES = {"AddRequest": "AddRequestBody"}


def document(**models: Any) -> Any:
    return {"components": {"schemas": models}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("not there", document(AddRequestBody={}), id="no document"),
        pytest.param({"components": 1}, document(AddRequestBody={}), id="no models"),
        pytest.param(document(), document(AddRequestBody={}), id="not published"),
        pytest.param(document(AddRequest={}), document(), id="gone"),
        pytest.param(document(AddRequest={}), document(AddRequest={}, AddRequestBody={}), id="another one of its name"),
        pytest.param(document(AddRequest={}, AddRequestBody={}), document(AddRequestBody={}), id="another one before"),
    ],
)
def test_no_model_that_is_renamed(before: Any, after: Any) -> None:
    assert renamed_models(before, after, NAMES) == {}


def test_a_renamed_model() -> None:
    assert renamed_models(document(AddRequest={}), document(AddRequestBody={}), NAMES) == NAMES


def test_a_document_with_the_published_names() -> None:
    body = {"schema": {"$ref": "#/components/schemas/AddRequestBody"}}
    other = {"title": "AddRequestBody", "$ref": "#/components/schemas/AddRequestBodyToo"}
    new = {"paths": [body, 1, other], **document(AddRequestBody={"title": "AddRequestBody"}, Other=other)}
    assert with_published_names(new, NAMES) == {
        "paths": [{"schema": {"$ref": "#/components/schemas/AddRequest"}}, 1, other],
        **document(AddRequest={"title": "AddRequest"}, Other=other),
    }
