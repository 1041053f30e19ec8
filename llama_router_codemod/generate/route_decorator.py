"""The decorator that declares one route of an endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation, RouterVariable
from llama_router_codemod.generate.operation_id import operation_id
from llama_router_codemod.generate.public_route import public_mark
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.generate.shared_options import SharedOptions
from llama_router_codemod.model.operation import UNDESCRIBED_RESPONSE, Answer, Operation
from llama_router_codemod.model.route import Route, Verb
from llama_router_codemod.source.literals import string_literal

_EVENTS = '"content": {"text/event-stream": {}}'
_RESPONSE = "Response"
#: The schema of a raw response, which may be anything; an empty one counts as none.
_RAW = '"content": {"application/json": {"schema": {"title": "Response"}}}'


def route_decorator(
    setting: RoutesSetting, router: RouterVariable, item: DecoratedOperation, shared: SharedOptions, route: Route
) -> Code:
    """The lines above an endpoint that serve it at a route, one for each verb."""
    path = f"/{route.path.lstrip('/')}" if router.has_prefix else served_path(route)
    options = joined(
        ", ",
        [
            Code(string_literal(path)),
            *_answer(setting, item),
            *([Code(f"tags=[{string_literal(item.tag)}]")] if item.tag else []),
            *(_texts_of_factory if setting.factories else _texts)(setting, item, shared),
            *([Code("deprecated=True")] if route.deprecated else []),
            *_present(public_mark(setting, route, shared.openapi_extra)),
        ],
    )
    lines = (
        f"@{router.name}.{verb.lower()}({', '.join([options.text, *_names(item, route, verb)])})\n"
        for verb in written_verbs(route, setting.put)
    )
    return Code("".join(lines)).needing(options)


def _answer(setting: RoutesSetting, item: DecoratedOperation) -> Iterator[Code]:
    operation = item.operation
    has_model = operation.answer is Answer.MODEL and not item.keeps_fields and bool(operation.returns)
    returns = _returned(setting, item)
    yield Code(f"response_model={returns.text}").needing(returns) if has_model else Code("response_model=None")
    if _has_no_content(setting, item):
        status = setting.fastapi("status")
        yield Code(f"status_code={status.text}.HTTP_204_NO_CONTENT").needing(status)


def _has_no_content(setting: RoutesSetting, item: DecoratedOperation) -> bool:
    operation = item.operation
    is_delete = operation.answer is Answer.NOTHING and operation.verb is Verb.DELETE
    return is_delete and setting.no_content_for_deletes


def _returned(setting: RoutesSetting, item: DecoratedOperation) -> Code:
    return setting.written(item.operation.returns, item.operation.protocol.module)


def _texts(setting: RoutesSetting, item: DecoratedOperation, shared: SharedOptions) -> Iterator[Code]:
    operation = item.operation
    if item.keeps_fields:
        returns = _returned(setting, item)
        content = f", {_EVENTS}" if operation.stream is not None else ""
        yield Code(f'responses={{200: {{"model": {returns.text}{content}}}}}').needing(returns)
    elif operation.stream is not None:
        responses = setting.utility("event_stream_responses")
        yield Code(f"responses={responses.text}").needing(responses)
    elif _is_raw(setting, operation):
        yield Code(f"responses={{200: {{{_RAW}}}}}")
    if operation.summary:
        yield Code(f"summary={string_literal(operation.summary)}")
    yield from _present(shared.description)
    yield Code(f"response_description={string_literal(operation.response_description)}")


def _texts_of_factory(setting: RoutesSetting, item: DecoratedOperation, shared: SharedOptions) -> Iterator[Code]:
    """The same as llama-stack's own migration wrote it, where no endpoint has a docstring."""
    operation = item.operation
    if operation.summary:
        summary = string_literal(operation.summary)
        yield Code(f"summary={summary}")
        yield shared.description or Code(f"description={summary}")
    text = operation.response_description
    said = [Code(f'"description": {string_literal(text)}')]
    if item.keeps_fields:
        returns = _returned(setting, item)
        said.append(Code(f'"model": {returns.text}').needing(returns))
    if operation.stream is not None:
        said.append(Code(_EVENTS))
    elif _is_raw(setting, operation):
        said.append(Code(_RAW))
    if len(said) == 1 and text == UNDESCRIBED_RESPONSE:
        return
    status = 204 if _has_no_content(setting, item) else 200
    response = joined(", ", said)
    yield Code(f"responses={{{status}: {{{response.text}}}}}").needing(response)


def _is_raw(setting: RoutesSetting, operation: Operation) -> bool:
    """Whether a raw response has to be described, since one without a schema would be published as none."""
    if not setting.describes_raw or operation.returns != _RESPONSE:
        return False
    module, name = setting.names.defined(operation.protocol.module, _RESPONSE)
    return name == _RESPONSE and module.partition(".")[0] in ("fastapi", "starlette")


def _names(item: DecoratedOperation, route: Route, verb: str) -> Iterator[str]:
    """The name of the route, and where that is dotted the operation id that the name of the method gave."""
    if item.route_name is not None:
        yield f"name={string_literal(item.route_name)}"
    if item.attribute is not None:
        yield f"operation_id={string_literal(operation_id(item.operation.method.name, served_path(route), verb))}"


def _present(option: Code | None) -> Iterator[Code]:
    if option is not None:
        yield option
