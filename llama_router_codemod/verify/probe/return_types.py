"""What a method is declared to return: a plain answer, the items of a stream, or either."""

from __future__ import annotations

import collections.abc
import types
import typing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from starlette.responses import Response

from llama_router_codemod.verify.probe.tree import declared_method
from llama_router_codemod.verify.probe.type_hints import type_hints

if TYPE_CHECKING:
    from llama_router_codemod.verify.messages.method import ServedMethod

STREAMS = (collections.abc.AsyncIterator, collections.abc.AsyncGenerator, collections.abc.AsyncIterable)


@dataclass(frozen=True)
class ReturnTypes:
    """The type of a plain answer and that of one streamed item; either is Any where nothing is declared."""

    plain: Any
    item: Any

    @property
    def is_nothing(self) -> bool:
        return self.plain in (None, type(None))

    @property
    def is_response(self) -> bool:
        """Whether the answer is no JSON, but a response of Starlette's."""
        is_union = typing.get_origin(self.plain) in (typing.Union, types.UnionType)
        members = typing.get_args(self.plain) if is_union else (self.plain,)
        return any(isinstance(member, type) and issubclass(member, Response) for member in members)


def return_types(method: ServedMethod) -> ReturnTypes:
    """What the Protocol's method is declared to return; Any for what Pydantic cannot make an example of."""
    declared = split_stream(type_hints(declared_method(method)).get("return"))
    known = declared if declared.is_response or _has_schema(declared.plain) else replace(declared, plain=Any)
    return known if _has_schema(declared.item) else replace(known, item=Any)


def _has_schema(annotation: Any) -> bool:
    try:
        TypeAdapter(annotation).json_schema()
    except Exception:  # types of the tree may raise anything
        return False
    return True


def split_stream(annotation: Any) -> ReturnTypes:
    """A return annotation, or a union of several, by whether it is a stream."""
    if typing.get_origin(annotation) in STREAMS:
        return ReturnTypes(Any, typing.get_args(annotation)[0])
    if typing.get_origin(annotation) not in (typing.Union, types.UnionType):
        return ReturnTypes(annotation, Any)
    members = typing.get_args(annotation)
    plain = [member for member in members if typing.get_origin(member) not in STREAMS]
    items = [typing.get_args(member)[0] for member in members if member not in plain]
    return ReturnTypes(typing.Union[tuple(plain)] if plain else Any, items[0] if items else Any)  # noqa: UP007 - built at run time
