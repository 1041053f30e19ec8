"""The module that is rendered for every kind of checkout: what linters say of it, and what each capability changes."""

import subprocess
from collections.abc import Iterator
from dataclasses import asdict, replace
from difflib import unified_diff
from importlib import import_module
from itertools import product
from pathlib import Path, PurePosixPath

import pytest

from llama_router_codemod.conventions.capabilities import Capabilities
from llama_router_codemod.infra.render_template import TemplateValues, read_template, render_template
from llama_router_codemod.parse.symbols import Imported
from llama_router_codemod.tree.formatting import format_files

NONE = Capabilities()
ALL = Capabilities(**dict.fromkeys(asdict(NONE), True))
ORIGINS = {
    "Api": Imported("pkg.apis.datatypes", "Api"),
    "Error": Imported("pkg.apis.datatypes", "Error"),
    "PaginatedResponse": Imported("pkg.apis.common.responses", "PaginatedResponse"),
    "RequestModel": Imported("pkg.apis.common.request_model", "RequestModel"),
    "get_logger": Imported("pkg.log", "get_logger"),
    "CURRENT_TRACE_CONTEXT": Imported("pkg.tracing", "CURRENT_TRACE_CONTEXT"),
    "PROVIDER_DATA_VAR": Imported("pkg.headers", "PROVIDER_DATA_VAR"),
    **{
        name: Imported("pkg.server.server", name)
        for name in (
            "TEST_CONTEXT",
            "log_request_pre_validation",
            "preserve_contexts_async_generator",
            "request_provider_data_context",
            "reset_test_context",
            "sse_generator",
            "sync_test_context_from_provider_data",
            "translate_exception",
            "user_from_scope",
        )
    },
}
VARIABLES = ("CURRENT_TRACE_CONTEXT", "PROVIDER_DATA_VAR")


def combinations() -> Iterator[Capabilities]:
    """Each state of those that share imports and code, with each of the others alone, with none and with all."""
    together = {"error_translation", "request_context", "test_context"}
    logs = {"every_traceback", "tracebacks_when_debugging"}
    for translation, (context, test) in product((False, True), ((False, False), (True, False), (True, True))):
        # A wrapper that logs errors in one way or another translates them, too.
        alone = sorted(asdict(NONE).keys() - together - (set() if translation else logs))
        for other in ({}, dict.fromkeys(alone, True), *({name: True} for name in alone)):
            yield replace(NONE, error_translation=translation, request_context=context, test_context=test, **other)


def rendered(found: Capabilities, template: str | None = None) -> str:
    values = TemplateValues(found, ORIGINS, "pkg.apis", "user_from_scope(request.scope)", VARIABLES)
    return render_template(read_template("router_utils.py") if template is None else template, values)


def written(sources: dict[str, str], root: Path) -> dict[str, str]:
    """The sources, by the stem of a file in `pkg/`, as a migration writes them."""
    styled = format_files({PurePosixPath("pkg", f"{stem}.py"): text for stem, text in sources.items()}, root)
    return {path.stem: text for path, text in styled.items()}


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A directory with the module of every combination, and their texts."""
    root = tmp_path_factory.mktemp("rendered")
    texts = written({f"case_{number}": rendered(found) for number, found in enumerate(combinations())}, root)
    (root / "pkg").mkdir()
    for stem, text in texts.items():
        (root / "pkg" / f"{stem}.py").write_text(text, encoding="utf-8")
    return root, texts


def test_every_combination_is_clean(modules: tuple[Path, dict[str, str]]) -> None:
    """It parses, has no unknown name, no unused import, no second definition; imports are sorted."""
    ruff = import_module("ruff.__main__").find_ruff_bin()
    options = ("--isolated", "--no-cache", "--target-version=py311", "--line-length=120", "--select=F,I,PLE")
    done = subprocess.run([ruff, "check", *options, "."], cwd=modules[0], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_nothing_of_the_template_is_left(modules: tuple[Path, dict[str, str]]) -> None:
    for text in modules[1].values():
        assert not [word for word in ("capabilities", "CONTEXT_VARIABLES", "llama_router_codemod") if word in text]


@pytest.mark.parametrize("found", [NONE, ALL], ids=["none", "all"])
def test_a_rendered_module_is_no_template(found: Capabilities) -> None:
    once = rendered(found)
    assert rendered(NONE, once) == once


def change(less: Capabilities, more: Capabilities, root: Path) -> str:
    """The lines that go and those that come where a checkout has more."""
    texts = written({"less": rendered(less), "more": rendered(more)}, root)
    lines = unified_diff(texts["less"].splitlines(), texts["more"].splitlines(), n=0, lineterm="")
    return "".join(f"{line}\n" for line in lines if not line.startswith(("---", "+++", "@@")))


def test_error_translation(tmp_path: Path) -> None:
    expected = '''\
-import json
-from collections.abc import AsyncIterator, Awaitable, Callable
+from collections.abc import Awaitable, Callable
+from pkg.server.server import sse_generator, translate_exception
-            raise
+            raise translate_exception(error) from error
-
-
-async def sse_generator(events: Awaitable[Any]) -> AsyncIterator[str]:
-    """The results of a call as server-sent events."""
-    try:
-        async for event in await events:
-            yield f"data: {event.model_dump_json() if isinstance(event, BaseModel) else json.dumps(event)}\\n\\n"
-    except Exception as error:
-        yield f"data: {json.dumps({'error': {'message': str(error)}})}\\n\\n"
'''
    assert change(NONE, replace(NONE, error_translation=True), tmp_path) == expected


def test_request_context(tmp_path: Path) -> None:
    less = replace(NONE, error_translation=True)
    expected = '''\
-from collections.abc import Awaitable, Callable
+from collections.abc import Awaitable, Callable, Iterator
+from contextlib import contextmanager
-from pkg.server.server import sse_generator, translate_exception
+from pkg.headers import PROVIDER_DATA_VAR
+from pkg.server.server import (
+    preserve_contexts_async_generator,
+    request_provider_data_context,
+    sse_generator,
+    translate_exception,
+    user_from_scope,
+)
+from pkg.tracing import CURRENT_TRACE_CONTEXT
-                return await handle(request)
+                with request_context(request):
+                    return await handle(request)
+
+
+@contextmanager
+def request_context(request: Any) -> Iterator[None]:
+    """The provider data and the user of a request, in force while it is served."""
+    with request_provider_data_context(request.headers, user_from_scope(request.scope)):
+        yield
-    return StreamingResponse(sse_generator(events), media_type="text/event-stream")
+    context_variables: list[Any] = [CURRENT_TRACE_CONTEXT, PROVIDER_DATA_VAR]
+    stream = preserve_contexts_async_generator(sse_generator(events), context_variables)
+    return StreamingResponse(stream, media_type="text/event-stream")
'''
    assert change(less, replace(less, request_context=True), tmp_path) == expected


def test_test_context(tmp_path: Path) -> None:
    """What llama-stack 0.3.0 has beyond 0.2.23."""
    expected = """\
+import os
+    TEST_CONTEXT,
+    reset_test_context,
+    sync_test_context_from_provider_data,
-        yield
+        token = sync_test_context_from_provider_data() if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE") else None
+        try:
+            yield
+        finally:
+            if token is not None:
+                reset_test_context(token)
+    if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):
+        context_variables.append(TEST_CONTEXT)
"""
    assert change(replace(ALL, test_context=False), ALL, tmp_path) == expected


def test_request_log(tmp_path: Path) -> None:
    expected = """\
+from pkg.server.server import log_request_pre_validation
+            if not request.headers.get("content-type", "").startswith("multipart/"):
+                await log_request_pre_validation(request)
"""
    assert change(NONE, replace(NONE, request_log=True), tmp_path) == expected


def test_page_url(tmp_path: Path) -> None:
    expected = """\
+from pkg.apis.common.responses import PaginatedResponse
+        if isinstance(result, PaginatedResponse) and result.url is None:
+            result.url = path
"""
    assert change(NONE, replace(NONE, page_url=True), tmp_path) == expected


def test_error_model(tmp_path: Path) -> None:
    expected = """\
-from pkg.apis.datatypes import Api
+from pkg.apis.datatypes import Api, Error
-    400: {"description": "The request was invalid or malformed"},
-    429: {"description": "The client has sent too many requests in a given amount of time"},
-    500: {"description": "The server encountered an unexpected error"},
-    "default": {"description": "An unexpected error occurred"},
+    400: {"model": Error, "description": "The request was invalid or malformed"},
+    429: {"model": Error, "description": "The client has sent too many requests in a given amount of time"},
+    500: {"model": Error, "description": "The server encountered an unexpected error"},
+    "default": {"model": Error, "description": "An unexpected error occurred"},
"""
    assert change(NONE, replace(NONE, error_model=True), tmp_path) == expected


def test_logger_categories(tmp_path: Path) -> None:
    """What llama-stack has beyond the tree of the fixtures."""
    expected = """\
+from pkg.log import get_logger
-logger = logging.getLogger(__name__)
+logger = get_logger(name=__name__, category="core::server")
"""
    assert change(NONE, replace(NONE, logger_categories=True), tmp_path) == expected
