"""What routers that may not import the server ask of it: the server gives it to them before it includes them.

The templates name functions of the server as if they could be imported. Here these names become attributes of the
object that holds what the server gave (`templates/server_functions.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_router_codemod.conventions.caller import caller_expression
from llama_router_codemod.conventions.server_names import server_names

if TYPE_CHECKING:
    from llama_router_codemod.conventions.capabilities import Capabilities
    from llama_router_codemod.conventions.server import Server
    from llama_router_codemod.parse.symbols import Imported, Symbols

#: The object that has the functions, and the function that the server calls.
HOLDER, GIVES = "server", "use_server_functions"
#: What templates call otherwise: the name there, and the call that gives its value.
_OTHERWISE = {
    "caller": ("CALLER", "(request)"),
    "context_variables": ("CONTEXT_VARIABLES", ""),
    "test_context": ("TEST_CONTEXT", ""),
}


@dataclass(frozen=True)
class GivenFunctions:
    """What the server gives: the module that takes it, names with expressions in the server's own terms, and where the
    names in these come from."""

    module: str
    given: Mapping[str, str]
    origins: Mapping[str, Imported]

    @property
    def asked(self) -> Mapping[str, str]:
        """The expressions that stand in a router for the names of a template, by these."""
        spelled = ((_OTHERWISE.get(name, (name, "")), name) for name in self.given)
        return {template: f"{HOLDER}.{name}{call}" for (template, call), name in spelled}


def names_of_server(symbols: Symbols, server: Server) -> dict[str, Imported]:
    """Where the names come from that the modules of the server use."""
    return {**server_names(symbols, server.module), **server_names(symbols, server.wrapper_module)}


def given_functions(symbols: Symbols, server: Server, capabilities: Capabilities, module: str) -> GivenFunctions:
    """What a server gives to a module, which depends on what it does."""
    given = {"logger": "logger"}
    named: list[str] = []
    if capabilities.error_translation:
        named += ["translate_exception", "sse_generator"]
    if capabilities.request_log:
        named.append("log_request_pre_validation")
    if capabilities.request_context:
        named.append("request_provider_data_context")
        given["caller"] = f"lambda request: {caller_expression(server.wrapper)}"
    if capabilities.carried_context:
        named.append("preserve_contexts_async_generator")
        given["context_variables"] = f"[{', '.join(server.wrapper.context_variables)}]"
    if capabilities.test_context:
        named += ["sync_test_context_from_provider_data", "reset_test_context"]
    if capabilities.carried_test_context:
        given["test_context"] = "TEST_CONTEXT"
    return GivenFunctions(module, {**given, **{name: name for name in named}}, names_of_server(symbols, server))
