"""Stands for the checkout in the templates, for type checkers; nothing of it is ever written or run.

A function or class that a template imports from here is imported from wherever the checkout has it. What
`capabilities` says, and the names in capitals that have no origin, are filled in when a template is rendered.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar, Token
from enum import Enum
from logging import Logger
from types import ModuleType
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.datastructures import Headers

from llama_router_codemod.conventions.capabilities import Capabilities

capabilities: Capabilities

#: The package that holds the APIs, and what the dotted names of its modules begin with.
APIS: ModuleType
APIS_PREFIX: str

#: Who calls, as the legacy server finds it out.
CALLER: Any

#: The logger of a module, made as the legacy server makes its own.
LOGGER: Logger

#: What the legacy server carries along with an event stream.
CONTEXT_VARIABLES: tuple[ContextVar[Any], ...]

#: What the published document says: the answers that all operations have, what some tags are called, what an
#: operation says, the levels, the names of streamed types, and the folder of texts apart from the code; and what is
#: looked for before, by verb.
PUBLISHED_RESPONSES: dict[str, tuple[str, str, Any]]
PUBLISHED_TAGS: dict[str, str]
TAGS_OF_PROTOCOLS: dict[str, str]
PUBLISHED_KEYS: tuple[str, ...]
PUBLISHED_CHECKS: dict[str, tuple[str, ...]]
PUBLISHED_EXCEPTIONS: dict[str, tuple[str, ...]]
PUBLISHED_SEPARATOR: str
PUBLISHED_LEVELS: tuple[str, ...]
PUBLISHED_STREAMS: tuple[str, ...]
SUPPLEMENTS: str
JOINED_TAGS: dict[str, str]

#: What every path begins with where routes have no level.
PATH_PREFIX: str

#: What a checkout with routers of its own has: the factory of each API, and the key of routes that anybody may ask.
_ROUTER_FACTORIES: dict[str, Callable[[Any], APIRouter]]
PUBLIC_ROUTE_KEY: str

class RouteMetadata: ...

def described(route: APIRoute) -> RouteMetadata | None: ...
def register_external_routers(external_apis: Mapping[Api, Any]) -> None: ...

class Api(Enum):
    models = "models"

class Error(BaseModel): ...

class PaginatedResponse(BaseModel):
    url: str | None = None

TEST_CONTEXT: ContextVar[str | None]

def translate_exception(error: Exception) -> Exception: ...
def sse_generator(events: Awaitable[Any]) -> AsyncIterator[str]: ...
async def log_request_pre_validation(request: Request) -> None: ...
def request_provider_data_context(headers: Headers, user: Any) -> AbstractContextManager[None]: ...
def preserve_contexts_async_generator(
    stream: AsyncIterator[str], context_variables: Sequence[ContextVar[Any]]
) -> AsyncIterator[str]: ...
def sync_test_context_from_provider_data() -> Token[str | None] | None: ...
def reset_test_context(token: Token[str | None]) -> None: ...

class ExtraBodyField:
    description: str | None

class SchemaOptions:
    def __init__(self, definitions_path: str) -> None: ...

class JsonSchemaGenerator:
    def __init__(self, options: SchemaOptions) -> None: ...
    def type_to_schema(self, data_type: Any, force_expand: bool = ..., json_schema_extra: Any = ...) -> Any: ...
    def classdef_to_schema(self, data_type: Any, force_expand: bool = ...) -> tuple[Any, dict[str, Any]]: ...

class DocstringPart:
    description: str | None

class Docstring:
    short_description: str | None
    long_description: str | None
    params: dict[str, DocstringPart]
    returns: DocstringPart | None

class SchemaInfo:
    name: str

def get_registered_schema_info(schema_type: Any) -> SchemaInfo | None: ...
def parse_type(typ: Any) -> Docstring: ...
def get_schema_identifier(data_type: Any) -> str | None: ...
def python_type_to_name(data_type: Any) -> str: ...
def is_type_optional(data_type: Any) -> bool: ...
def unwrap_optional_type(data_type: Any) -> Any: ...
def get_all_routers() -> dict[Api, list[APIRouter]]: ...
