from pathlib import Path

from llama_router_codemod.conventions.server_facts import ServerFacts, server_facts
from trees import tree

from llama_router_codemod.parse.symbols import Imported

SERVER = "pkg.core.server.server"
TRANSLATE = "def translate_exception(error): ...\nasync def sse_generator(events): ...\n"


def facts(root: Path, server: str) -> ServerFacts:
    return server_facts(tree(root, {"pkg/core/server/server.py": server}), SERVER)


def test_no_server(tmp_path: Path) -> None:
    assert server_facts(tree(tmp_path, {}), SERVER) == ServerFacts({}, ())


def test_a_server_with_other_functions(tmp_path: Path) -> None:
    assert facts(tmp_path, "import asyncio\n\ndef main(): ...\n") == ServerFacts({}, ())


def test_what_it_defines(tmp_path: Path) -> None:
    origins = {name: Imported(SERVER, name) for name in ("translate_exception", "sse_generator")}
    assert facts(tmp_path, TRANSLATE) == ServerFacts(origins, ())


def test_what_it_imports_as_another_name(tmp_path: Path) -> None:
    server = "from pkg.core.errors import translate as translate_exception\n"
    origins = {"translate_exception": Imported("pkg.core.errors", "translate")}
    assert facts(tmp_path, server) == ServerFacts(origins, ())


def test_contexts(tmp_path: Path) -> None:
    server = """\
from pkg.core.context import preserve_contexts_async_generator, request_provider_data_context
from ..auth import user_from_scope
from pkg.core.headers import PROVIDER_DATA_VAR


def create_dynamic_typed_route():
    names = ["a"]
    async def handler():
        from ..testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data
        context = [PROVIDER_DATA_VAR]
"""
    assert facts(tmp_path, server) == ServerFacts(
        {
            "preserve_contexts_async_generator": Imported("pkg.core.context", "preserve_contexts_async_generator"),
            "request_provider_data_context": Imported("pkg.core.context", "request_provider_data_context"),
            "user_from_scope": Imported("pkg.core.auth", "user_from_scope"),
            "PROVIDER_DATA_VAR": Imported("pkg.core.headers", "PROVIDER_DATA_VAR"),
            "TEST_CONTEXT": Imported("pkg.core.testing", "TEST_CONTEXT"),
            "reset_test_context": Imported("pkg.core.testing", "reset_test_context"),
            "sync_test_context_from_provider_data": Imported(
                "pkg.core.testing", "sync_test_context_from_provider_data"
            ),
        },
        ("PROVIDER_DATA_VAR",),
    )


def test_a_context_variable_from_nowhere_is_none(tmp_path: Path) -> None:
    server = "def create_dynamic_typed_route():\n    context = [PROVIDER_DATA_VAR]\n"
    assert facts(tmp_path, server) == ServerFacts({}, ())
