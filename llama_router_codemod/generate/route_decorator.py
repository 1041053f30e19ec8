"""The decorator that declares one route of an endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import written_verbs
from llama_router_codemod.generate.code import Code, joined
from llama_router_codemod.generate.decorated_operation import DecoratedOperation, RouterVariable
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.generate.shared_options import SharedOptions
from llama_router_codemod.model.operation import Answer
from llama_router_codemod.model.route import Route, Verb
from llama_router_codemod.source.literals import string_literal


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
            *_texts(item, shared, route),
            *_present(shared.openapi_extra),
        ],
    )
    lines = (f"@{router.name}.{verb.lower()}({options.text})\n" for verb in written_verbs(route, setting.put))
    return Code("".join(lines)).needing(options)


def _answer(setting: RoutesSetting, item: DecoratedOperation) -> Iterator[Code]:
    operation = item.operation
    has_model = operation.answer is Answer.MODEL and not item.keeps_fields and bool(operation.returns)
    returns = setting.written(operation.returns, operation.protocol.module)
    yield Code(f"response_model={returns.text}").needing(returns) if has_model else Code("response_model=None")
    is_delete = operation.answer is Answer.NOTHING and operation.verb is Verb.DELETE
    if is_delete and setting.no_content_for_deletes:
        status = setting.fastapi("status")
        yield Code(f"status_code={status.text}.HTTP_204_NO_CONTENT").needing(status)
    if item.keeps_fields:
        content = ', "content": {"text/event-stream": {}}' if operation.stream is not None else ""
        yield Code(f'responses={{200: {{"model": {returns.text}{content}}}}}').needing(returns)
    elif operation.stream is not None:
        responses = setting.utility("event_stream_responses")
        yield Code(f"responses={responses.text}").needing(responses)


def _texts(item: DecoratedOperation, shared: SharedOptions, route: Route) -> Iterator[Code]:
    operation = item.operation
    if operation.summary:
        yield Code(f"summary={string_literal(operation.summary)}")
    yield from _present(shared.description)
    yield Code(f"response_description={string_literal(operation.response_description)}")
    if route.deprecated:
        yield Code("deprecated=True")
    if item.name != operation.method.name:
        yield Code(f"name={string_literal(operation.method.name)}")


def _present(option: Code | None) -> Iterator[Code]:
    if option is not None:
        yield option
