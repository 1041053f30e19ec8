from typing import Any

import pytest

from llama_router_codemod.infra.templates import request_model
from llama_router_codemod.infra.templates.request_model import RequestModel


class CreateRequest(RequestModel):
    name: str = "none"
    limit: int | None = 10


@pytest.mark.parametrize(
    ("body", "null_is_absent", "limit"),
    [
        pytest.param({}, True, 10, id="absent"),
        pytest.param({"limit": None}, True, 10, id="null before FastAPI 0.151"),
        pytest.param({"limit": None}, False, None, id="null"),
        pytest.param({"limit": 1}, True, 1, id="value"),
    ],
)
def test_null(monkeypatch: pytest.MonkeyPatch, body: Any, null_is_absent: bool, limit: int | None) -> None:
    monkeypatch.setattr(request_model, "NULL_IS_ABSENT", null_is_absent)
    assert CreateRequest.model_validate(body).limit == limit


def test_another_body_is_an_absent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_model, "OTHER_BODIES_ARE_ABSENT", True)
    assert CreateRequest.model_validate(b"text") == CreateRequest()


def test_another_body_is_an_error_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_model, "OTHER_BODIES_ARE_ABSENT", False)
    with pytest.raises(ValueError, match="dictionary"):
        CreateRequest.model_validate(b"text")
