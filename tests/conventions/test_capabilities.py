from dataclasses import fields

import pytest

from llama_router_codemod.conventions.capabilities import Capabilities, capabilities
from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper, ErrorLog


def found(wrapper: EndpointWrapper | None, *names: str) -> set[str]:
    """The capabilities of a checkout with a wrapper and some classes; that it has webmethods is taken for granted."""
    answer = capabilities(wrapper, set(names))
    assert answer.webmethods
    return {item.name for item in fields(Capabilities) if getattr(answer, item.name)} - {"webmethods"}


def test_none_without_server_but_for_the_answer_to_a_delete() -> None:
    assert found(None) == {"no_content_for_deletes"}


@pytest.mark.parametrize(
    ("wrapper", "expected"),
    [
        pytest.param(EndpointWrapper(), set(), id="nothing"),
        pytest.param(EndpointWrapper(translates_errors=True), {"error_translation"}, id="error translation"),
        pytest.param(EndpointWrapper(provider_data="context"), {"request_context"}, id="request context"),
        pytest.param(EndpointWrapper(test_context=True), {"test_context"}, id="test context"),
        pytest.param(EndpointWrapper(request_log="log"), {"request_log"}, id="request log"),
        pytest.param(EndpointWrapper(page_url=True), {"page_url"}, id="pages"),
        pytest.param(EndpointWrapper(no_content_for_deletes=True), {"no_content_for_deletes"}, id="no content"),
        pytest.param(EndpointWrapper(error_log=ErrorLog.ALWAYS), {"every_traceback"}, id="every traceback"),
        pytest.param(EndpointWrapper(error_log=ErrorLog.DEBUG), {"tracebacks_when_debugging"}, id="some tracebacks"),
        pytest.param(EndpointWrapper(error_log=ErrorLog.INFO), set(), id="tracebacks but for short logs"),
    ],
)
def test_what_the_wrapper_does(wrapper: EndpointWrapper, expected: set[str]) -> None:
    assert found(wrapper) == expected


def test_classes() -> None:
    assert found(EndpointWrapper(), "Error", "PaginatedResponse") == {"error_model"}
