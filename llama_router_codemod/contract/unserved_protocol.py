"""LRC111: no server serves a Protocol, since no member of `Api` is registered for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llama_router_codemod.model.api import Api
from llama_router_codemod.model.finding import Facts, Finding


@dataclass(frozen=True)
class UnservedProtocol(Facts):
    """A Protocol whose router is written, but not registered."""

    code = "LRC111"
    protocol: str


def unserved_protocols(api: Api) -> Iterator[Finding]:
    """A finding for an API without a member."""
    if api.member is None:
        yield Finding(api.protocol.place, UnservedProtocol(api.protocol.name), api.name)
