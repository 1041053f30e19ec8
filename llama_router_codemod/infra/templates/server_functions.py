"""What the server does around the calls of its routes. It gives that to them, since the APIs do not import it."""

import json
import logging  # allow-direct-logging
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from pydantic import BaseModel

from llama_router_codemod.infra.templates.checkout import capabilities


class ServerFunctions:
    """What routes ask of the server. Without one, as in the test of a router alone, it is next to nothing."""

    logger: Any = logging.getLogger(__name__)
    if capabilities.carried_context:
        context_variables: Sequence[Any] = ()
    if capabilities.carried_test_context:
        test_context: Any = None

    if capabilities.error_translation:

        @staticmethod
        def translate_exception(error: Exception) -> Exception:
            return error

        @staticmethod
        async def sse_generator(events: Awaitable[Any]) -> AsyncIterator[str]:
            async for event in await events:
                yield f"data: {event.model_dump_json() if isinstance(event, BaseModel) else json.dumps(event)}\n\n"

    if capabilities.carried_context:

        @staticmethod
        def preserve_contexts_async_generator(events: Any, variables: list[Any]) -> Any:
            return events

    if capabilities.request_log:

        @staticmethod
        async def log_request_pre_validation(request: Any) -> None:
            return None

    if capabilities.request_context:

        @staticmethod
        def caller(request: Any) -> Any:
            return None

        @staticmethod
        def request_provider_data_context(headers: Any, caller: Any) -> AbstractContextManager[Any]:
            return nullcontext()

    if capabilities.test_context:

        @staticmethod
        def sync_test_context_from_provider_data() -> Any:
            return None

        @staticmethod
        def reset_test_context(token: Any) -> None:
            return None


server = ServerFunctions()


def use_server_functions(**functions: Any) -> None:
    """Has routes call these functions of the server, by their names above."""
    for name, function in functions.items():
        setattr(server, name, function)
