"""The FastAPI application of a tree, with recorders as its implementations: webmethods, routers, or both."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

from llama_router_codemod.verify.probe.included_routers import include_routers
from llama_router_codemod.verify.probe.mounted_webmethods import mount_webmethods
from llama_router_codemod.verify.probe.server_table import with_server_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import SimpleNamespace

    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.messages.record import RouteRow
    from llama_router_codemod.verify.probe.tree import Tree


def make_app(
    tree: Tree, implementations: Mapping[str, SimpleNamespace], methods: Iterable[ServedMethod]
) -> tuple[FastAPI, tuple[RouteRow, ...]]:
    """The application, as `create_app` makes it, and a row for each of its routes."""
    app = FastAPI()
    rows, routed = include_routers(app, tree, implementations)
    others = {api: recorder for api, recorder in implementations.items() if api not in routed}
    rows += mount_webmethods(app, tree, others, methods)
    for error in {RequestValidationError, Exception, *_handled_errors(tree)}:
        app.exception_handler(error)(tree.server.global_exception_handler)
    if middleware := getattr(tree.server, "ProviderDataMiddleware", None):
        app.add_middleware(middleware)
    return app, tuple(with_server_table(rows, tree, implementations))


def _handled_errors(tree: Tree) -> list[Any]:
    """The exceptions for which `create_app` registers a handler by name, as `app.exception_handler(ConflictError)`."""
    factory = getattr(tree.server, "create_app", None)
    names = re.findall(r"app\.exception_handler\((\w+)\)", inspect.getsource(factory)) if factory else []
    return [error for name in names if (error := getattr(tree.server, name, None)) is not None]
