"""The methods that routers made by hand may call: all that the Protocols of their APIs have.

An endpoint of such a router does not tell which of them it calls; requests do (planned_requests.py).
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.method import MethodName, ObjectPath, ServedMethod
from llama_router_codemod.verify.probe.request_objects import flat_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.verify.probe.tree import Tree


def methods_of_routers(tree: Tree) -> Iterator[ServedMethod]:
    """The methods of every API that has a router made by hand, none with a route."""
    for api in tree.hand_written_apis():
        protocol = tree.protocols()[api]
        for name, function in inspect.getmembers(protocol, inspect.isfunction):
            if not name.startswith("_"):
                yield ServedMethod(
                    name=MethodName(api, name),
                    protocol=ObjectPath(protocol.__module__, protocol.__qualname__),
                    signature=None,
                    parameters=flat_parameters(function),
                    routes=(),
                    is_sync=not inspect.iscoroutinefunction(inspect.unwrap(function)),
                )
