"""What a method is declared to return: a plain answer, the items of a stream, or either."""

from __future__ import annotations

import collections.abc
import types
import typing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from llama_router_codemod.verify.probe.tree import declared_method

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
        return isinstance(self.plain, type) and issubclass(self.plain, Response)


def return_types(method: ServedMethod) -> ReturnTypes:
    """What the Protocol's method is declared to return."""
    return split_stream(typing.get_type_hints(declared_method(method), include_extras=True).get("return"))


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
