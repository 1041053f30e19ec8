"""The optional parts of a checkout that its routers use where it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_ERROR_TRANSLATION = {"translate_exception", "sse_generator"}
_REQUEST_CONTEXT = {"request_provider_data_context", "user_from_scope", "preserve_contexts_async_generator"}
_TEST_CONTEXT = {"TEST_CONTEXT", "reset_test_context", "sync_test_context_from_provider_data"}

#: What a server may offer, by the names that llama-stack gives it in core/server/server.py.
SERVER_NAMES = frozenset({*_ERROR_TRANSLATION, *_REQUEST_CONTEXT, *_TEST_CONTEXT, "log_request_pre_validation"})


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a checkout has. The templates of infrastructure ask for it, so that a field that is not here is an error of
    type checkers."""

    error_translation: bool
    """An exception becomes an HTTP error, and an event where results are streamed."""
    request_context: bool
    """Provider data and user are in force during a request, and during the stream that answers it."""
    test_context: bool
    """A request may carry the id of the test that makes it."""
    request_log: bool
    paginated_responses: bool
    error_model: bool
    logger_categories: bool


def capabilities(names: AbstractSet[str]) -> Capabilities:
    """What the names say that a checkout offers to its routers. A test's context stands on that of the request."""
    request_context = names >= _REQUEST_CONTEXT
    return Capabilities(
        error_translation=names >= _ERROR_TRANSLATION,
        request_context=request_context,
        test_context=request_context and names >= _TEST_CONTEXT,
        request_log="log_request_pre_validation" in names,
        paginated_responses="PaginatedResponse" in names,
        error_model="Error" in names,
        logger_categories="get_logger" in names,
    )
