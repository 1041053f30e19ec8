"""What the routers of all APIs share: above all the rules that their answers keep."""

import inspect
import json
import logging  # allow-direct-logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from fastapi import FastAPI, Request, Response, status
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from pydantic.errors import PydanticUserError

from llama_router_codemod.infra.templates.checkout import (
    CALLER,
    CONTEXT_VARIABLES,
    LOGGER,
    TEST_CONTEXT,
    Api,
    Error,
    PaginatedResponse,
    capabilities,
    get_registered_schema_info,
    log_request_pre_validation,
    preserve_contexts_async_generator,
    request_provider_data_context,
    reset_test_context,
    sse_generator,
    sync_test_context_from_provider_data,
    translate_exception,
)
from llama_router_codemod.infra.templates.request_model import RequestModel

logger = LOGGER

if not capabilities.factories:
    standard_responses: dict[int | str, dict[str, Any]] = (
        {
            400: {"model": Error, "description": "The request was invalid or malformed"},
            429: {"model": Error, "description": "The client has sent too many requests in a given amount of time"},
            500: {"model": Error, "description": "The server encountered an unexpected error"},
            "default": {"model": Error, "description": "An unexpected error occurred"},
        }
        if capabilities.error_model
        else {
            400: {"description": "The request was invalid or malformed"},
            429: {"description": "The client has sent too many requests in a given amount of time"},
            500: {"description": "The server encountered an unexpected error"},
            "default": {"description": "An unexpected error occurred"},
        }
    )

    event_stream_responses: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}

    def service_dependency(api: Api | str, attribute: str | None = None) -> Callable[[Request], Awaitable[Any]]:
        """A dependency that gives a route the implementation of an API, or an attribute of it.

        The server puts its implementations into `app.state.impls`; tests replace the dependency through
        `app.dependency_overrides`.
        """

        async def get_service(request: Request) -> Any:
            service = request.app.state.impls[api]
            return getattr(service, attribute) if attribute else service

        get_service.service_attribute = attribute  # type: ignore[attr-defined]
        return get_service


class ServiceRoute(APIRoute):
    """A route to a service, with the rules of this server.

    It does around a call what the server does for all of its endpoints. A result is cut to the response model if it
    consists of models which that declares. Any other, and one that does not fit it, is sent as it is: the response
    model documents a value that is no model, and providers may answer with more than a model knows.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        # What a RouteMark said below this route: the next one up may say something else of the same endpoint.
        mark = getattr(endpoint, "route_mark", None)
        # FastAPI makes a route anew when its router is included; the endpoint must not be wrapped twice.
        endpoint = getattr(endpoint, "__service_endpoint__", endpoint)
        if capabilities.factories:
            _require_method(endpoint, options.get("name") or endpoint.__name__, path)
        options["responses"] = _with_events(endpoint, options.get("responses") or {})
        finished = _finish(endpoint, path, options)
        finished.route_mark = mark  # type: ignore[attr-defined]
        if capabilities.factories:
            # Who copies a route may keep no more of it than the endpoint.
            finished.service_route = self  # type: ignore[attr-defined]
        finished.__name__ = options.get("name") or endpoint.__name__
        super().__init__(path, finished, **options)

    def get_route_handler(self) -> Callable[[Request], Any]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            if capabilities.request_log and not request.headers.get("content-type", "").startswith("multipart/"):
                await log_request_pre_validation(request)
            try:
                if capabilities.request_context:
                    with request_context(request):
                        return await handle(request)
                else:
                    return await handle(request)
            except RequestValidationError as error:
                raise RequestValidationError(_by_field(error, self.endpoint), body=error.body) from error.__cause__
            except ResponseValidationError as error:
                logger.warning(f"The result of {self.path} does not fit its response model: {error.errors()}")
                return JSONResponse(jsonable_encoder(error.body))

        return answer


if capabilities.request_context:

    @contextmanager
    def request_context(request: Any) -> Iterator[None]:
        """The provider data and the user of a request, in force while it is served."""
        caller: Any = CALLER
        with request_provider_data_context(request.headers, caller):
            if capabilities.test_context:
                token = (
                    sync_test_context_from_provider_data()
                    if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE")
                    else None
                )
                try:
                    yield
                finally:
                    if token is not None:
                        reset_test_context(token)
            else:
                yield


if capabilities.factories:

    def _require_method(endpoint: Callable[..., Any], name: str, path: str) -> None:
        """Raises ValueError when an implementation lacks the method behind a route."""
        for implementation in inspect.getclosurevars(endpoint).nonlocals.values():
            target, method = implementation, name
            while target is not None and "." in method:
                attribute, _, method = method.partition(".")
                target = getattr(target, attribute)
            if target is not None and not hasattr(target, method):
                raise ValueError(f"Could not find method {method} on {target} for {path}!")


def _finish(endpoint: Callable[..., Any], route: str, options: dict[str, Any]) -> Callable[..., Any]:
    if capabilities.error_translation or capabilities.no_content_for_deletes:
        method = ", ".join(sorted(options.get("methods") or ["GET"])).lower()
    declared = options.get("response_model")
    if capabilities.no_content_for_deletes:
        is_declared = declared is not None or options.get("status_code") == status.HTTP_204_NO_CONTENT
    else:
        is_declared = declared is not None

    @wraps(endpoint)
    async def finished(*args: Any, **kwargs: Any) -> Any:
        if capabilities.error_translation:
            try:
                result = await endpoint(*args, **kwargs)
            except Exception as error:
                if capabilities.every_traceback:
                    logger.exception(f"Error executing endpoint {route=} {method=}")
                else:
                    if logger.isEnabledFor(logging.DEBUG if capabilities.tracebacks_when_debugging else logging.INFO):
                        logger.exception(f"Error executing endpoint {route=} {method=}")
                    else:
                        logger.error(f"Error executing endpoint {route=} {method=}: {error}")
                raise translate_exception(error) from error
        else:
            result = await endpoint(*args, **kwargs)
        if capabilities.page_url and isinstance(result, PaginatedResponse) and result.url is None:
            result.url = route
        if capabilities.no_content_for_deletes and result is None and method == "delete":
            return Response(status_code=status.HTTP_204_NO_CONTENT)
        if is_declared and not isinstance(result, Response) and not _consists_of_models(result, declared):
            return JSONResponse(jsonable_encoder(result))
        return result

    finished.__service_endpoint__ = endpoint  # type: ignore[attr-defined]
    return finished


def _with_events(endpoint: Callable[..., Any], responses: dict[int | str, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """The responses of a route with the schema of the events that its endpoint may send.

    FastAPI publishes one model for each status, so that this schema brings along whatever it refers to.
    """
    answer = responses.get(200, {})
    event = _event(endpoint)
    if event is None or "text/event-stream" not in answer.get("content", {}):
        return responses
    stream = {"text/event-stream": {"schema": _event_schema(event)}}
    return {**responses, 200: {**answer, "content": {**answer["content"], **stream}}}


def _event(endpoint: Callable[..., Any]) -> Any:
    """The type of the events that an endpoint may send, None if it sends none."""
    returned = get_args(inspect.signature(endpoint).return_annotation)
    return next((get_args(kind)[0] for kind in returned if get_origin(kind) is AsyncIterator), None)


if capabilities.document_of_routes:

    def refer_to_events(app: FastAPI) -> None:
        """Has the events of all routes published by the names of their types, for a document that has these schemas."""
        for route in app.routes:
            if not isinstance(route, ServiceRoute):
                continue
            content = route.responses.get(200, {}).get("content", {})
            name = _schema_name(_event(getattr(route.endpoint, "__service_endpoint__", route.endpoint)))
            if name is not None and "text/event-stream" in content:
                content["text/event-stream"] = {"schema": {"$ref": f"#/components/schemas/{name}"}}

    def _schema_name(kind: Any) -> str | None:
        if capabilities.registered_schemas and (registered := get_registered_schema_info(kind)):
            return str(registered.name)
        return kind.__name__ if inspect.isclass(kind) else None


@cache
def _event_schema(event: Any) -> dict[str, Any]:
    try:
        schema = TypeAdapter(event).json_schema(mode="serialization")
    except PydanticUserError:  # Pydantic has no schema for such a type
        return {}
    inlined: dict[str, Any] = _inlined(schema, schema.pop("$defs", {}))
    return inlined


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """A schema without references; a type that refers to itself is any object there."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(reference := schema.get("$ref"), str):
        name = reference.rpartition("/")[2]
        others = {other: known for other, known in definitions.items() if other != name}
        target = definitions.get(name, {"type": "object"})
        schema = {**target, **{key: value for key, value in schema.items() if key != "$ref"}}
        return _inlined(schema, others)
    if "mapping" in schema and isinstance(schema.get("propertyName"), str):
        return {"propertyName": schema["propertyName"]}  # the mapping of a discriminator is nothing but references
    return {key: _inlined(value, definitions) for key, value in schema.items()}


def _consists_of_models(result: Any, declared: Any) -> bool:
    """Whether a result is a model of the declared type, or a list or dict of nothing but such models."""
    declared = getattr(declared, "__value__", declared)  # of `type X = ...`
    kind, arguments = get_origin(declared), get_args(declared)
    if kind is Annotated:
        return _consists_of_models(result, arguments[0])
    if kind in (Union, UnionType):
        return any(_consists_of_models(result, item) for item in arguments)
    if isinstance(result, dict):
        return len(arguments) == 2 and all(_consists_of_models(item, arguments[1]) for item in result.values())
    if isinstance(result, list | tuple | set | frozenset):
        return bool(arguments) and all(_consists_of_models(item, arguments[0]) for item in result)
    return inspect.isclass(declared) and issubclass(declared, BaseModel) and isinstance(result, declared)


def _by_field(error: RequestValidationError, endpoint: Callable[..., Any]) -> list[Any]:
    """The errors of a request with one for each field that a whole body lacks: the required ones if the body is absent,
    all if it is no object."""
    annotations = (parameter.annotation for parameter in inspect.signature(endpoint).parameters.values())
    types = (get_args(item)[0] if get_origin(item) is Annotated else item for item in annotations)
    models = [item for item in types if inspect.isclass(item) and issubclass(item, RequestModel)]
    errors: list[Any] = []
    for item in error.errors():
        if models and tuple(item["loc"]) == ("body",):
            missing = {"type": "missing", "msg": "Field required", "input": None}
            errors += [
                {**missing, "loc": ("body", name)}
                for name, field in models[0].model_fields.items()
                if field.is_required() or item["type"] != "missing"
            ]
        else:
            errors.append(item)
    return errors


def event_stream(events: Awaitable[Any]) -> StreamingResponse:
    """Answers with server-sent events. An error becomes an event too, even when it comes before the first one."""
    if capabilities.carried_context:
        context_variables: list[Any] = [*CONTEXT_VARIABLES]
        if capabilities.carried_test_context and os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):
            context_variables.append(TEST_CONTEXT)
        stream = preserve_contexts_async_generator(sse_generator(events), context_variables)
        return StreamingResponse(stream, media_type="text/event-stream")
    return StreamingResponse(sse_generator(events), media_type="text/event-stream")


if not capabilities.error_translation:

    async def sse_generator(events: Awaitable[Any]) -> AsyncIterator[str]:
        """The results of a call as server-sent events."""
        try:
            async for event in await events:
                yield f"data: {event.model_dump_json() if isinstance(event, BaseModel) else json.dumps(event)}\n\n"
        except Exception as error:
            yield f"data: {json.dumps({'error': {'message': str(error)}})}\n\n"
