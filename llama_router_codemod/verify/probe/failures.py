"""The exceptions that recorders raise."""

from __future__ import annotations

import builtins
import importlib
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from starlette.exceptions import HTTPException

from llama_router_codemod.verify.messages.answer_mode import ErrorName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class WithStatusCode(Exception):  # noqa: N818 - stands for the exceptions of provider SDKs
    """An exception of a provider's client library: it carries the status to answer with."""

    status_code = 429


def make_failure(error_modules: Iterable[str]) -> Callable[[ErrorName], Exception]:
    """A function from the name of an error to such an exception, of this tree's own class where it has one."""
    modules = tuple(error_modules)

    def failure(name: ErrorName) -> Exception:
        match name:
            case ErrorName.CONFLICT | ErrorName.MODEL_NOT_FOUND | ErrorName.AUTHENTICATION_REQUIRED:
                return _error_of_tree(modules, name)("probe")
            case ErrorName.HTTP:
                return HTTPException(418, "probe")
            case ErrorName.VALIDATION:
                return _validation_error()
            case ErrorName.WITH_STATUS_CODE:
                return WithStatusCode("probe")
        error: type[Exception] = getattr(builtins, name)
        return error("probe")

    return failure


def _error_of_tree(modules: Iterable[str], name: ErrorName) -> type[Exception]:
    for module in modules:
        error: type[Exception] | None = getattr(_module_if_any(module), name, None)
        if error is not None:
            return error
    return LookupError


def _module_if_any(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _validation_error() -> Exception:
    try:
        TypeAdapter(int).validate_python("probe")
    except ValueError as error:
        return error
    raise AssertionError("a text was accepted as a number")
