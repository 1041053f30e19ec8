"""The exceptions that recorders raise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from llama_router_codemod.verify.messages.answer_mode import ErrorName
from llama_router_codemod.verify.probe.failures import make_failure
from llama_router_codemod.verify.probe.tree import Tree

OF_A_TREE = (ErrorName.CONFLICT, ErrorName.MODEL_NOT_FOUND, ErrorName.AUTHENTICATION_REQUIRED)


@pytest.mark.parametrize("name", [name for name in ErrorName if name not in OF_A_TREE])
def test_error_of_this_name(name: ErrorName) -> None:
    error = make_failure(())(name)
    assert type(error).__name__ == name


def test_errors_with_more_than_a_text() -> None:
    failure = make_failure(())
    http, status = failure(ErrorName.HTTP), failure(ErrorName.WITH_STATUS_CODE)
    assert isinstance(http, HTTPException)
    assert (http.status_code, http.detail) == (418, "probe")
    assert getattr(status, "status_code", None) == 429
    assert isinstance(failure(ErrorName.VALIDATION), ValidationError)
    assert str(failure(ErrorName.VALUE)) == "probe"


@pytest.mark.parametrize("name", OF_A_TREE)
def test_error_of_a_tree(name: ErrorName, shop: Callable[..., Tree]) -> None:
    """The first module that has it counts; not all of them need to be there."""
    error = f"class {name}(Exception): ..."
    shop({"shop/common.py": "", "shop/errors.py": error, "shop/types.py": error})
    found = make_failure(("shop.gone", "shop.common", "shop.errors", "shop.types"))(name)
    assert (type(found).__name__, type(found).__module__, str(found)) == (name, "shop.errors", "probe")


def test_error_that_a_tree_does_not_have() -> None:
    assert type(make_failure(("a_package_that_is_not_installed",))(ErrorName.CONFLICT)) is LookupError
