from pathlib import Path

from trees import tree

from llama_router_codemod.conventions.server_facts import ServerFacts, server_facts

TRANSLATE = "def translate_exception(error): ...\nasync def sse_generator(events): ...\n"


def facts(root: Path, server: str) -> ServerFacts:
    return server_facts(tree(root, {"pkg/core/server/server.py": server}), "pkg.core.server.server")


def test_no_server(tmp_path: Path) -> None:
    assert server_facts(tree(tmp_path, {}), "pkg.core.server.server") == ServerFacts(frozenset(), "", ())


def test_a_server_with_other_functions(tmp_path: Path) -> None:
    assert facts(tmp_path, "def translate_exception(error): ...\n") == ServerFacts(frozenset(), "", ())


def test_error_translation(tmp_path: Path) -> None:
    imports = "from pkg.core.server.server import sse_generator, translate_exception"
    assert facts(tmp_path, TRANSLATE) == ServerFacts(frozenset({"server"}), imports, ())


def test_contexts(tmp_path: Path) -> None:
    server = f"""\
from pkg.core.context import preserve_contexts_async_generator, request_provider_data_context
from ..auth import user_from_scope
from pkg.core.headers import PROVIDER_DATA_VAR
{TRANSLATE}

def create_dynamic_typed_route():
    names = ["a"]
    async def handler():
        from ..testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data
        context = [PROVIDER_DATA_VAR]
"""
    assert facts(tmp_path, server) == ServerFacts(
        frozenset({"server", "context", "test_context"}),
        "from pkg.core.auth import user_from_scope\n"
        "from pkg.core.context import preserve_contexts_async_generator, request_provider_data_context\n"
        "from pkg.core.headers import PROVIDER_DATA_VAR\n"
        "from pkg.core.server.server import sse_generator, translate_exception\n"
        "from pkg.core.testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data",
        ("PROVIDER_DATA_VAR",),
    )


def test_a_test_context_needs_the_context(tmp_path: Path) -> None:
    server = "from a import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data\n"
    assert facts(tmp_path, server) == ServerFacts(frozenset(), "", ())
