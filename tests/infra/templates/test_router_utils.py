"""The module that is rendered for every kind of checkout: what linters say of it, and what each capability changes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from difflib import unified_diff
from importlib import import_module
from itertools import product
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from run_cli import run
from trees import ENDPOINTS
from whole_trees import CACHES, FIXTURES, migrated_tree
from wire import check_wire, declared, implemented

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
    "get_registered_schema_info": Imported("pkg.schema_utils", "get_registered_schema_info"),
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
CALLER = "user_from_scope(request.scope)"
LOGGER = 'get_logger(name=__name__, category="core::server")'
VARIABLES = ("CURRENT_TRACE_CONTEXT", "PROVIDER_DATA_VAR")


def combinations() -> Iterator[Capabilities]:
    """Each state of those that share imports and code, with each of the others alone, with none and with all."""
    alone = ("request_log", "page_url", "error_model", "no_content_for_deletes")
    others = [{}, dict.fromkeys(alone, True), *({name: True} for name in alone)]
    logs = [{}, {"every_traceback": True}, {"tracebacks_when_debugging": True}]
    errors = [{}, *({"error_translation": True, **log} for log in logs)]
    carried = {"request_context": True, "carried_context": True}
    in_tests = {"test_context": True, "carried_test_context": True}
    contexts = [{}, carried, carried | in_tests, {"carried_context": True, "carried_test_context": True}]
    for error, context, other in product(errors, contexts, others):
        yield Capabilities(**error, **context, **other)


def rendered(found: Capabilities, template: str | None = None) -> str:
    values = TemplateValues(found, ORIGINS, "pkg.apis", CALLER, LOGGER, VARIABLES)
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
+import logging  # allow-direct-logging
+from pkg.server.server import sse_generator, translate_exception
+    method = ", ".join(sorted(options.get("methods") or ["GET"])).lower()
-        result = await endpoint(*args, **kwargs)
+        try:
+            result = await endpoint(*args, **kwargs)
+        except Exception as error:
+            if logger.isEnabledFor(logging.INFO):
+                logger.exception(f"Error executing endpoint {route=} {method=}")
+            else:
+                logger.error(f"Error executing endpoint {route=} {method=}: {error}")
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


def test_every_traceback(tmp_path: Path) -> None:
    """What llama-stack 0.2.12 has and 0.2.20 has not."""
    expected = """\
-import logging  # allow-direct-logging
-            if logger.isEnabledFor(logging.INFO):
-                logger.exception(f"Error executing endpoint {route=} {method=}")
-            else:
-                logger.error(f"Error executing endpoint {route=} {method=}: {error}")
+            logger.exception(f"Error executing endpoint {route=} {method=}")
"""
    less = replace(NONE, error_translation=True)
    assert change(less, replace(less, every_traceback=True), tmp_path) == expected


def test_tracebacks_when_debugging(tmp_path: Path) -> None:
    """What llama-stack 0.2.20 has and 0.3.0 has not."""
    expected = """\
-            if logger.isEnabledFor(logging.INFO):
+            if logger.isEnabledFor(logging.DEBUG):
"""
    less = replace(NONE, error_translation=True)
    assert change(less, replace(less, tracebacks_when_debugging=True), tmp_path) == expected


def test_no_content_for_deletes(tmp_path: Path) -> None:
    """What llama-stack 0.2.20 has beyond 0.2.12."""
    expected = """\
-from fastapi import Request, Response
+from fastapi import Request, Response, status
+    method = ", ".join(sorted(options.get("methods") or ["GET"])).lower()
-    is_declared = declared is not None
+    is_declared = declared is not None or options.get("status_code") == status.HTTP_204_NO_CONTENT
+        if result is None and method == "delete":
+            return Response(status_code=status.HTTP_204_NO_CONTENT)
"""
    assert change(NONE, replace(NONE, no_content_for_deletes=True), tmp_path) == expected


def test_request_context(tmp_path: Path) -> None:
    less = replace(NONE, error_translation=True)
    expected = '''\
-from collections.abc import AsyncIterator, Awaitable, Callable
+from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
+from contextlib import contextmanager
+from pkg.headers import PROVIDER_DATA_VAR
-from pkg.server.server import sse_generator, translate_exception
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
+    caller: Any = user_from_scope(request.scope)
+    with request_provider_data_context(request.headers, caller):
+        yield
-    return StreamingResponse(sse_generator(events), media_type="text/event-stream")
+    context_variables: list[Any] = [CURRENT_TRACE_CONTEXT, PROVIDER_DATA_VAR]
+    stream = preserve_contexts_async_generator(sse_generator(events), context_variables)
+    return StreamingResponse(stream, media_type="text/event-stream")
'''
    assert change(less, replace(less, request_context=True, carried_context=True), tmp_path) == expected


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
    less = replace(ALL, test_context=False, carried_test_context=False)
    assert change(less, ALL, tmp_path) == expected


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
+            result.url = route
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


def test_a_logger_of_the_standard_library() -> None:
    values = TemplateValues(NONE, ORIGINS, "pkg.apis")
    text = render_template(read_template("router_utils.py"), values)
    assert "\nimport logging  # allow-direct-logging\n" in text
    assert "\nlogger = logging.getLogger(__name__)\n" in text


EVENTS = """
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal, Protocol

from fastapi import FastAPI
from pydantic import BaseModel, Field

from mini_stack.core.server.router_utils import ServiceRoute, event_stream_responses


class Word(BaseModel):
    kind: Literal["word"]
    text: str


class Tree(BaseModel):
    kind: Literal["tree"]
    mapping: str = ""
    leaves: list["Tree"]


class Unknown(Protocol): ...


app = FastAPI()
app.router.route_class = ServiceRoute


def published(returned):
    async def endpoint(): ...

    endpoint.__annotations__["return"] = returned
    app.router.add_api_route("/x", endpoint, response_model=None, responses=event_stream_responses)
    schema = app.openapi()["paths"]["/x"]["get"]["responses"]["200"]["content"]["text/event-stream"]
    app.router.routes.pop()
    app.openapi_schema = None
    return schema


types = {
    "model": Word | AsyncIterator[Word],
    "union": Word | AsyncIterator[Annotated[Word | Tree, Field(discriminator="kind")]],
    "unknown to Pydantic": Word | AsyncIterator[Unknown],
    "no iterator": Word,
}
print(json.dumps({name: published(returned) for name, returned in types.items()}))
"""
WORD = {
    "type": "object",
    "title": "Word",
    "properties": {
        "kind": {"const": "word", "title": "Kind", "type": "string"},
        "text": {"title": "Text", "type": "string"},
    },
    "required": ["kind", "text"],
}
TREE = {
    "type": "object",
    "title": "Tree",
    "properties": {
        "kind": {"const": "tree", "title": "Kind", "type": "string"},
        "mapping": {"default": "", "title": "Mapping", "type": "string"},
        "leaves": {"items": {"type": "object"}, "title": "Leaves", "type": "array"},
    },
    "required": ["kind", "leaves"],
}


UNION = {"discriminator": {"propertyName": "kind"}, "oneOf": [WORD, TREE]}
REFERENCE = "#/components/schemas/"


def published_events(tree: Path, program: str, directory: Path) -> Any:
    """What a program prints that publishes the events of several types."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=directory, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_events_are_published_with_their_schema(tmp_path: Path) -> None:
    found = published_events(migrated_tree("stack"), EVENTS, tmp_path)
    assert found["model"] == {"schema": WORD}
    assert found["union"] == {"schema": UNION}
    assert found["unknown to Pydantic"] == {"schema": {}}
    assert found["no iterator"] == {}


APPLICATION = """
from fastapi import FastAPI

from mini_stack.core.server.routes import get_all_api_routes
from scripts.endpoints import _create_fastapi_endpoint


def create_app():
    app = FastAPI()
    for api, routes in get_all_api_routes().items():
        for route, webmethod in routes:
            _create_fastapi_endpoint(app, route, webmethod, api)
    return app
"""
REGISTRY = """

def get_registered_schema_info(kind):
    return SimpleNamespace(name="Chunk") if "discriminator" in str(kind) else None
"""


@pytest.mark.parametrize(("registry", "union"), [(REGISTRY, {"$ref": f"{REFERENCE}Chunk"}), ("", UNION)])
def test_events_are_published_by_name_where_fastapi_makes_the_document(
    registry: str, union: dict[str, Any], tmp_path: Path
) -> None:
    tree = Path(shutil.copytree(FIXTURES / "stack/before", tmp_path / "tree", ignore=CACHES))
    for path, text in {"scripts/endpoints.py": ENDPOINTS, "scripts/app.py": APPLICATION}.items():
        (tree / path).write_text(text, encoding="utf-8")
    utilities = tree / "mini_stack/schema_utils.py"
    text = utilities.read_text(encoding="utf-8")
    utilities.write_text(f"from types import SimpleNamespace\n{text}{registry}", encoding="utf-8")
    code, out, err = run("migrate", tree)
    assert code == 0, err + out
    assert "    refer_to_events(app)\n    return app\n" in (tree / "scripts/app.py").read_text(encoding="utf-8")
    program = EVENTS.replace("import ServiceRoute", "import refer_to_events, ServiceRoute")
    program = program.replace("    schema = app", "    refer_to_events(app)\n    schema = app")
    found = published_events(tree, program, tmp_path)
    assert found["model"] == {"schema": {"$ref": f"{REFERENCE}Word"}}
    assert found["union"] == {"schema": union}
    assert found["no iterator"] == {}


MODELS = """
from datetime import timedelta
from decimal import Decimal
from typing_extensions import TypedDict

class Row(TypedDict):
    cost: Decimal

class Bird(BaseModel):
    name: str = "tern"

class Ringed(Bird):
    ring: int = 7

Birds = dict[str, Bird]
"""
ANSWERS = [
    ("dict[str, Any]", "{'cost': Decimal('1.5'), 'for': timedelta(minutes=1)}", {"cost": 1.5, "for": 60.0}),
    ("Any", "Decimal('1.5')", 1.5),
    ("int", "'no number'", "no number"),
    ("str | None", "None", None),
    ("list[int | str]", "[1, 'a', None]", [1, "a", None]),
    ("Row", "{'cost': Decimal('1.5'), 'more': 1}", {"cost": 1.5, "more": 1}),
    ("Bird | str", "'gull'", "gull"),
    ("list[Bird]", "[Bird(), 'gull']", [{"name": "tern"}, "gull"]),
    ("list[Bird]", "Ringed()", {"name": "tern", "ring": 7}),
    ("Birds", "{'a': 1}", {"a": 1}),
]


def test_what_is_no_model_is_sent_as_it_is(tmp_path: Path) -> None:
    methods = "async def f{0}(self) -> {1}:\n    {2}\n".format
    routes = "".join(
        f"@webmethod(route='/{place}', method='GET', level='v1')\n{methods(place, returns, '...')}"
        for place, (returns, _, _) in enumerate(ANSWERS)
    )
    bodies = "".join(methods(place, "Any", f"return {answer}") for place, (_, answer, _) in enumerate(ANSWERS))
    imports = "from datetime import *\nfrom decimal import *\nfrom port.apis.berths import Bird, Ringed"
    files = declared(routes, MODELS) | implemented(bodies, imports)
    check_wire(tmp_path, files, {f"GET /v1/{place}": answer for place, (_, _, answer) in enumerate(ANSWERS)})


LACKING = """\
from port_api.cranes.fastapi_routes import create_router

print(len(create_router(None).routes))
try:
    create_router("a crane")
except ValueError as error:
    print(error)
"""


def test_an_implementation_that_lacks_a_method_gets_no_router() -> None:
    """The old server said so when it mounted routes (llama_stack 0.4.4, core/server/server.py:478)."""
    done = subprocess.run(
        [sys.executable, "-c", LACKING], cwd=migrated_tree("routed"), capture_output=True, text=True, check=False
    )
    assert done.stdout == "1\nCould not find method move_crane on a crane for /v1/cranes/{name}!\n", done.stderr
