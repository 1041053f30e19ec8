"""Stands for the checkout in the templates, for type checkers; nothing of it is ever written or run.

A function or class that a template imports from here is imported from wherever the checkout has it. What
`capabilities` says, and the names in capitals that have no origin, are filled in when a template is rendered.
"""

from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractContextManager
from contextvars import ContextVar, Token
from enum import Enum
from logging import Logger
from types import ModuleType
from typing import Any

from fastapi import Request
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
