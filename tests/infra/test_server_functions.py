from pathlib import Path

from harbour import apart, harbour

from llama_router_codemod.conventions.capabilities import Capabilities, capabilities
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.infra.server_functions import given_functions
from llama_router_codemod.parse.symbols import Imported, Symbols
from llama_router_codemod.tree.checkout import Checkout

#: What is given whatever the server does.
LOGGER = {"logger": "logger"}


def test_what_a_server_gives(tmp_path: Path) -> None:
    symbols = Symbols(Checkout.open(harbour(tmp_path, apart({}))))
    server = read_server(symbols).server
    assert server is not None
    found = given_functions(symbols, server, capabilities(server.wrapper, frozenset()), "port_api.server_functions")
    functions = {
        "translate_exception": "translate_exception",
        "sse_generator": "sse_generator",
        "request_provider_data_context": "request_provider_data_context",
        "preserve_contexts_async_generator": "preserve_contexts_async_generator",
    }
    caller = "lambda request: user_from_scope(request.scope)"
    assert found.given == {**LOGGER, "caller": caller, "context_variables": "[PROVIDER_DATA]", **functions}
    assert found.origins["PROVIDER_DATA"] == Imported("port.core.headers", "PROVIDER_DATA")
    assert found.origins["sse_generator"] == Imported("port.core.server.server", "sse_generator")
    assert found.asked == {
        "logger": "server.logger",
        "CALLER": "server.caller(request)",
        "CONTEXT_VARIABLES": "server.context_variables",
        **{name: f"server.{name}" for name in functions},
    }
    less = given_functions(symbols, server, Capabilities(request_log=True), "port_api.server_functions")
    assert less.given == {**LOGGER, "log_request_pre_validation": "log_request_pre_validation"}
