"""What routers ask of a server, where there is none and where there is one."""

import asyncio
from dataclasses import asdict
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template

ALL = Capabilities(**dict.fromkeys(asdict(Capabilities()), True))


def module(directory: Path, capabilities: Capabilities) -> ModuleType:
    """The module for a checkout that can do these things."""
    path = directory / "server_functions.py"
    text = render_template(read_template(path.name), TemplateValues(capabilities, {}, "apis"))
    path.write_text(text, encoding="utf-8")
    spec = util.spec_from_file_location("server_functions", path)
    assert spec is not None
    assert spec.loader is not None
    found = util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_without_a_server(tmp_path: Path) -> None:
    functions = module(tmp_path, ALL).server
    error = ValueError("lost")
    assert functions.translate_exception(error) is error
    assert functions.preserve_contexts_async_generator("events", []) == "events"
    assert (functions.caller(None), functions.sync_test_context_from_provider_data()) == (None, None)
    with functions.request_provider_data_context({}, None):
        assert asyncio.run(functions.log_request_pre_validation(None)) is None

    async def events() -> object:
        async def found() -> object:
            yield {"tide": 1}

        return found()

    async def texts() -> list[str]:
        return [text async for text in functions.sse_generator(events())]

    assert asyncio.run(texts()) == ['data: {"tide": 1}\n\n']


def test_with_a_server(tmp_path: Path) -> None:
    found = module(tmp_path, ALL)
    found.use_server_functions(translate_exception=str)
    assert found.server.translate_exception(ValueError("lost")) == "lost"


@pytest.mark.parametrize("capability", ["error_translation", "request_log", "request_context", "test_context"])
def test_only_what_the_server_can_do(tmp_path: Path, capability: str) -> None:
    names = {name for name in vars(module(tmp_path, Capabilities()).ServerFunctions) if not name.startswith("_")}
    more = vars(module(tmp_path, Capabilities(**{capability: True})).ServerFunctions).keys() - names
    assert names == {"logger"}
    assert [name for name in more if not name.startswith("_")]
