"""LRC112: an implementation declares another return type than the Protocol.

The legacy server sent what the implementation returned. What does not fit the response model is sent as it is, and
logged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llama_router_codemod.model.api import Implementation, Method
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.parse.canonical import canonical_members
from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class OtherReturnType(Facts):
    """The two return types, as they are written."""

    code = "LRC112"
    implementation: str
    served: str
    declared: str


def other_return_types(
    symbols: Symbols, module: str, method: Method, implementations: Sequence[Implementation]
) -> Iterator[Finding]:
    """A finding for each implementation of a method of `module` whose return type has members that are not declared."""
    declared = set(canonical_members(symbols, module, method.returns or ""))
    for item in implementations:
        where, served = item.methods.get(method.name, (module, method))
        if served.returns is None or served.returns == "AsyncGenerator":
            continue
        if not declared.issuperset(canonical_members(symbols, where, served.returns)):
            facts = OtherReturnType(item.class_name, served.returns, str(method.returns))
            yield Finding(served.place, facts)
