"""The parts of a checkout that its routers use where it has them: what its endpoint wrapper does, and some classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper, ErrorLog

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a checkout has. The templates of infrastructure ask for it, so that a field that is not here is an error of
    type checkers."""

    error_translation: bool = False
    """An exception is logged and becomes an HTTP error, and an event where results are streamed."""
    request_context: bool = False
    """Each route puts provider data and user in force during a request."""
    test_context: bool = False
    """A request may carry the id of the test that makes it."""
    carried_context: bool = False
    """What is in force during a request is so during the stream that answers it."""
    carried_test_context: bool = False
    """So is the id of the test."""
    request_log: bool = False
    page_url: bool = False
    """A page without a URL gets the path of its route."""
    no_content_for_deletes: bool = False
    """A DELETE without a result answers 204."""
    every_traceback: bool = False
    """The traceback of each exception is logged, at whatever level."""
    tracebacks_when_debugging: bool = False
    """Tracebacks are logged at the level DEBUG only, not at INFO."""
    error_model: bool = False
    factories: bool = False
    """Routers are made by functions of an implementation; the responses of all routes stand elsewhere."""
    lists_of_webmethods: bool = False
    """What lists routes asks for webmethods only, though routers are made by functions."""
    public_routes: bool = False
    """A route publishes that anybody may ask for it."""
    webmethods: bool = True
    """An API without a router is served by its webmethods."""
    document_of_routes: bool = False
    """FastAPI makes the published document of the routes; what they stream has a schema of its own there."""
    registered_schemas: bool = False
    """Types may be registered with the name that their schema has in published documents."""
    stability_levels: bool = False
    """There is a published document for each level, and operations in order of theirs."""
    extra_body_parameters: bool = False
    """A Protocol may mark a parameter that clients send apart from the fields of a request."""
    required_form_fields: bool = False
    """Every field of a form is published as required, with None among its types where it is allowed."""
    union_texts: bool = False
    """An answer that no text describes has those of the types that it may have."""
    raw_bodies: bool = False
    """A route may publish a body of bytes that its method does not take."""
    examples: bool = False
    """A route may publish examples of its body."""
    apis_elsewhere: bool = False
    """The APIs are in another top-level package than the registry of their routers."""
    unchecked_operations: bool = False
    """Of some operations less is checked before they are published than of others."""
    document_page: bool = False
    """The published document is also a page."""
    supplements: bool = False
    """Texts about APIs stand in files of their own, too."""
    renamed_protocols: bool = False
    """Some Protocols have other names than the tags of their routes."""


def capabilities(wrapper: EndpointWrapper | None, names: AbstractSet[str]) -> Capabilities:
    """What a wrapper does, and which of the optional classes are there.

    Without a server there is no wrapper, and what will serve the routers is not known: what the newest does with the
    result of a DELETE stands for it.
    """
    wrapper = wrapper or EndpointWrapper(no_content_for_deletes=True)
    return Capabilities(
        error_translation=wrapper.translates_errors,
        request_context=wrapper.provider_data is not None,
        test_context=wrapper.test_context,
        carried_context=wrapper.carry_context is not None,
        carried_test_context=wrapper.carries_test_context,
        request_log=wrapper.request_log is not None,
        page_url=wrapper.page_url,
        no_content_for_deletes=wrapper.no_content_for_deletes,
        every_traceback=wrapper.error_log is ErrorLog.ALWAYS,
        tracebacks_when_debugging=wrapper.error_log is ErrorLog.DEBUG,
        error_model="Error" in names,
    )
