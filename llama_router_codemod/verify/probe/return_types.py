"""What a method is declared to return: a plain answer, the items of a stream, or either."""

from __future__ import annotations

import collections.abc
import types
import typing
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from llama_router_codemod.verify.probe.json_type import JsonType
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

    @cached_property
    def plain_type(self) -> JsonType:
        return JsonType(self.plain)

    @cached_property
    def item_type(self) -> JsonType:
        return JsonType(self.item)

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
    return _returned_by(declared_method(method))


@cache
def _returned_by(function: Any) -> ReturnTypes:
    declared = split_stream(type_hints(function).get("return"))
    if declared.plain is not Any and not declared.is_response and not declared.plain_type.has_schema:
        declared = replace(declared, plain=Any)
    is_item = declared.item is Any or declared.item_type.has_schema
    return declared if is_item else replace(declared, item=Any)


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
