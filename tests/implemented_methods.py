"""A method of a Protocol as its implementations serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trees import agents_tree, one_package

from llama_router_codemod.contract.served_signature import ServedSignature, served_signature
from llama_router_codemod.conventions.implementations import implementations

if TYPE_CHECKING:
    from pathlib import Path

#: Where the Protocol is, the implementation Alpha, and the line on which both declare their parameters.
PROTOCOL, ALPHA, LINE = "pkg.apis.agents.agents", "pkg.providers.agents.alpha", 11
DECLARED = """\
class Agents(Protocol):
    @webmethod(route="{path}", method="POST", level=LLAMA_STACK_API_V1)
    async def f({parameters}) -> None: ...


class Kind(str): ...
class Order: ...
from typing import Annotated, Any, Dict, List, Optional, Union
import pydantic
from pydantic import Field
"""
IMPLEMENTED = """\
from typing import Annotated, Any, Dict, List
from fastapi import Depends
from openai import NOT_GIVEN
from pkg.apis.agents import Agents, Kind, Order
from pkg.core.types import Own

Batch = list[Order]


class {name}(Agents):
    async def f({parameters}) -> None: ...
"""


def served(root: Path, declared: str, *implemented: str, path: str = "/agents") -> ServedSignature:
    """What is served for a method with these parameters, when Alpha, Beta and Gamma have those."""
    files = {
        f"pkg/providers/agents/{name.lower()}.py": IMPLEMENTED.format(name=name, parameters=parameters)
        for name, parameters in zip(("Alpha", "Beta", "Gamma"), implemented, strict=False)
    }
    files["pkg/core/types.py"] = "class Own: ...\n"
    symbols = agents_tree(root, DECLARED.format(path=path, parameters=declared), files)
    (api,) = one_package(symbols).apis
    (method,) = api.protocol.methods
    return served_signature(symbols, api.protocol, method, implementations(symbols, api, api.protocol))


def spoken(signature: ServedSignature) -> list[str]:
    """The parameters as they would be written."""
    return [
        f"{item.name}: {item.annotation}" + (f" = {item.default}" if item.default is not None else "")
        for item in signature.parameters
    ]
