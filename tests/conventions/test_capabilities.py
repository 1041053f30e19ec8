from dataclasses import fields

import pytest

from llama_router_codemod.conventions.capabilities import SERVER_NAMES, Capabilities, capabilities

CONTEXT = {"preserve_contexts_async_generator", "request_provider_data_context", "user_from_scope"}
TEST_CONTEXT = {"TEST_CONTEXT", "reset_test_context", "sync_test_context_from_provider_data"}


def found(names: set[str]) -> set[str]:
    """The capabilities that the names give."""
    answer = capabilities(names)
    return {item.name for item in fields(Capabilities) if getattr(answer, item.name)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(set(), set(), id="nothing"),
        pytest.param({"sse_generator"}, set(), id="half of a capability"),
        pytest.param({"sse_generator", "translate_exception"}, {"error_translation"}, id="error translation"),
        pytest.param(CONTEXT, {"request_context"}, id="request context"),
        pytest.param(TEST_CONTEXT, set(), id="a test context needs a request context"),
        pytest.param(CONTEXT | TEST_CONTEXT, {"request_context", "test_context"}, id="test context"),
        pytest.param({"log_request_pre_validation"}, {"request_log"}, id="request log"),
        pytest.param({"PaginatedResponse"}, {"paginated_responses"}, id="pages"),
        pytest.param({"Error"}, {"error_model"}, id="error"),
        pytest.param({"get_logger"}, {"logger_categories"}, id="loggers"),
    ],
)
def test_capabilities(names: set[str], expected: set[str]) -> None:
    assert found(names) == expected


def test_all_of_them() -> None:
    every = {item.name for item in fields(Capabilities)}
    assert found({*SERVER_NAMES, "PaginatedResponse", "Error", "get_logger"}) == every
