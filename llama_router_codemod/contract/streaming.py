"""Whether a request asks for an event stream: by the parameter `stream`, else by `params.stream` where that counts.

The legacy rule is that of `is_streaming_request` (llama_stack 0.3.5, core/server/server.py:180-192); before 0.3.0 only
the parameter itself counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.conventions.wrapper_functions import PARAMS
from llama_router_codemod.model.operation import LocatedParameter, StreamSwitch
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.symbols import Symbols

STREAM = "stream"


def can_stream(symbols: Symbols) -> bool:
    """Whether the server of a checkout answers with event streams at all; that of a tree without one would."""
    server = read_server(symbols).server
    return server is None or server.wrapper.streams


def looks_into_params(symbols: Symbols) -> bool:
    """Whether the server of a checkout asks the parameter `params`, too; that of a tree without one would."""
    server = read_server(symbols).server
    return server is None or server.functions.streams_by_params


def stream_switch(symbols: Symbols, parameters: Sequence[LocatedParameter]) -> StreamSwitch | None:
    """What tells whether to stream, None where no request can ask for it."""
    for item in parameters if can_stream(symbols) else ():
        if item.parameter.name == STREAM:
            return StreamSwitch(item)
    for item in parameters if looks_into_params(symbols) else ():
        annotations = Annotations(symbols, item.parameter.module)
        if item.parameter.name == PARAMS and annotations.has_field(item.parameter.annotation, STREAM):
            return StreamSwitch(item, STREAM)
    return None
