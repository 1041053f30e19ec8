"""One endpoint: the function behind the routes of an operation."""

from __future__ import annotations

from itertools import chain

from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation, RouterVariable
from llama_router_codemod.generate.endpoint_names import EndpointNames, endpoint_names
from llama_router_codemod.generate.endpoint_parameters import endpoint_parameters
from llama_router_codemod.generate.route_decorator import route_decorator
from llama_router_codemod.generate.route_mark import marked_routes
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.generate.service_call import service_call
from llama_router_codemod.generate.shared_options import shared_options
from llama_router_codemod.model.api import Api
from llama_router_codemod.model.operation import Operation
from llama_router_codemod.source.import_set import Import
from llama_router_codemod.source.literals import docstring_literal


def endpoint(setting: RoutesSetting, api: Api, router: RouterVariable, item: DecoratedOperation) -> Code:
    """The source of an endpoint with the decorators of its routes, and what these share above them."""
    operation = item.operation
    names = endpoint_names(operation, setting.utility("event_stream").text, router.implementation or "svc")
    shared = shared_options(setting, item)
    marked = marked_routes(setting, operation)
    lines = [(route_decorator(setting, router, item, shared, route), mark) for route, mark in marked]
    decorators = joined("", chain.from_iterable(lines))
    parameters = endpoint_parameters(setting, api, operation, names)
    returns = _returns(setting, operation)
    body = _body(setting, operation, names, f"{item.attribute}." if item.attribute else "")
    # In a factory the decorator says it all.
    summary = None if setting.factories else operation.summary
    docstring = f"    {docstring_literal(summary, '    ')}\n" if summary else ""
    head = f"{decorators.text}async def {item.name}({parameters.text}){returns.text}:\n"
    text = f"{shared.constants.text}{item.note}{head}{docstring}{body.text}"
    return Code(text).needing(shared.constants, decorators, parameters, returns, body)


def _returns(setting: RoutesSetting, operation: Operation) -> Code:
    if not operation.returns:
        return Code("")
    returns = setting.written(operation.returns, operation.protocol.module)
    if operation.stream is None:
        return Code(f" -> {returns.text}").needing(returns)
    whole = setting.written(operation.method.returns or "", operation.protocol.module)
    streaming = setting.own.code("fastapi.responses", "StreamingResponse")
    return Code(f" -> {whole.text} | {streaming.text}").needing(returns, whole, streaming)


def _body(setting: RoutesSetting, operation: Operation, names: EndpointNames, attribute: str) -> Code:
    values = [names.value(item) for item in operation.parameters]
    call = service_call(f"{names.service}.{attribute}{operation.method.name}", operation, values)
    wait = "await " if operation.method.is_async else ""
    if operation.stream is None:
        return Code(f"    return {wait}{call}\n")
    event_stream = setting.utility("event_stream")
    if event_stream.text != names.event_stream:
        imported = Import(setting.modules.router_utils, "event_stream", names.event_stream)
        event_stream = Code(names.event_stream).needing(imported)
    asked = ".".join(filter(None, (names.value(operation.stream.parameter), operation.stream.field)))
    text = f"""\
    {names.result} = {call}
    if {asked}:
        return {event_stream.text}({names.result})
    return {wait}{names.result}
"""
    return Code(text).needing(event_stream)
