from dataclasses import fields

import pytest

from llama_router_codemod.conventions.capabilities import Capabilities, capabilities
from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper, ErrorLog


def found(wrapper: EndpointWrapper | None, *names: str) -> set[str]:
    """The capabilities that a wrapper gives together with classes and functions."""
    answer = capabilities(wrapper, set(names))
    return {item.name for item in fields(Capabilities) if getattr(answer, item.name)}


def test_a_wrapper_that_does_nothing() -> None:
    assert found(EndpointWrapper()) == set()
    assert found(EndpointWrapper(error_log=ErrorLog.INFO)) == set()


@pytest.mark.parametrize(
    ("wrapper", "expected"),
    [
        (EndpointWrapper(translates_errors=True), "error_translation"),
        (EndpointWrapper(provider_data="context"), "request_context"),
        (EndpointWrapper(test_context=True), "test_context"),
        (EndpointWrapper(request_log="log"), "request_log"),
        (EndpointWrapper(page_url=True), "page_url"),
        (EndpointWrapper(no_content_for_deletes=True), "no_content_for_deletes"),
        (EndpointWrapper(error_log=ErrorLog.ALWAYS), "every_traceback"),
        (EndpointWrapper(error_log=ErrorLog.DEBUG), "tracebacks_when_debugging"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_wrapper_does(wrapper: EndpointWrapper, expected: str) -> None:
    assert found(wrapper) == {expected}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Error", {"error_model"}), ("get_logger", {"logger_categories"}), ("PaginatedResponse", set())],
)
def test_what_is_there_beside_it(name: str, expected: set[str]) -> None:
    assert found(EndpointWrapper(), name) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [((), {"no_content_for_deletes"}), (("PaginatedResponse",), {"no_content_for_deletes", "page_url"})],
)
def test_a_tree_without_a_server_is_served_by_another(names: tuple[str, ...], expected: set[str]) -> None:
    assert found(None, *names) == expected
