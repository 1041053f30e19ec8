"""The models of a written document."""

from __future__ import annotations

from typing import Any

import pytest

from llama_router_codemod.verify.written_models import MODELS, REFERENCE, models_of


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("not there", id="no document"),
        pytest.param({"paths": {}}, id="no components"),
        pytest.param({"components": 1}, id="components that are none"),
        pytest.param({"components": {"schemas": ["Order"]}}, id="models without names"),
    ],
)
def test_no_models(document: Any) -> None:
    assert models_of(document) == {}


def test_models_by_their_names() -> None:
    assert models_of({"components": {"schemas": {"Order": {"type": "object"}}}}) == {"Order": {"type": "object"}}


def test_a_reference_leads_to_a_model() -> None:
    assert REFERENCE.strip("#/").split("/") == [*MODELS]
