"""LRC909: the endpoint wrapper of the legacy server has a statement that no rule knows.

The wrapper is the function that the mounting loop calls for each route (`create_dynamic_typed_route` in llama-stack,
core/server/server.py). A router must do around a call what the wrapper did, so each of its statements is known, or the
checkout is refused with the line: a guess would lose it.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from llama_router_codemod.model.finding import Facts
from llama_router_codemod.source.pattern import Bindings, identifier
from llama_router_codemod.source.statement_rules import StatementRule, UnknownStatement, understand, without_docstring


@dataclass(frozen=True)
class UnknownWrapperStatement(Facts):
    """The wrapper, and the first line of the statement."""

    code = "LRC909"
    function: str
    statement: str


class ErrorLog(enum.StrEnum):
    """From which level on the traceback of an error is logged; above it one line is."""

    NEVER = "never"
    INFO = "INFO"
    DEBUG = "DEBUG"
    ALWAYS = "always"


@dataclass(frozen=True)
class EndpointWrapper:
    """What the wrapper does around a call; as it is, one that returns the function it is given.

    `user` are the statements that find out who calls, `user_name` the variable that has it; `provider_data` is the
    context manager that takes it, `request_log` what logs a request. An event stream carries `context_variables` along
    through `carry_context`, and in tests the variable of the test context, too.
    """

    keeps_name: bool = True
    user: tuple[str, ...] = ()
    user_name: str | None = None
    provider_data: str | None = None
    request_log: str | None = None
    test_context: bool = False
    streams: bool = False
    carry_context: str | None = None
    context_variables: tuple[str, ...] = ()
    page_url: bool = False
    no_content_for_deletes: bool = False
    translates_errors: bool = False
    error_log: ErrorLog = ErrorLog.NEVER
    embeds_bodies: bool = False
    keeps_annotated: bool = True


def read_endpoint_wrapper(function: ast.FunctionDef | ast.AsyncFunctionDef) -> EndpointWrapper:
    """What a wrapper does. Raises UnknownStatement for the first statement that no rule knows."""
    arguments = [argument.arg for argument in function.args.args]
    if len(arguments) != 3 or function.args.vararg or function.args.kwarg or function.args.kwonlyargs:
        raise UnknownStatement(function)
    bound = dict(zip(("_func", "_method", "_route"), arguments, strict=True))
    return understand(without_docstring(function), _WRAPPER, EndpointWrapper(), bound).facts


_Rule = StatementRule[EndpointWrapper]


def _tell(**facts: Any) -> Callable[[EndpointWrapper, Bindings, ast.stmt], EndpointWrapper]:
    return lambda known, bound, statement: replace(known, **facts)


def _with_user(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    assert isinstance(statement, ast.Assign)
    return replace(facts, user=(*facts.user, ast.unparse(statement)), user_name=ast.unparse(statement.targets[0]))


def _with_provider_data(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    if identifier(bound, "_caller") != facts.user_name:
        raise UnknownStatement(statement)
    return replace(facts, provider_data="request_provider_data_context")


def _with_stream(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    listed = bound["_listed"] if _is_name(bound["_carried"], bound.get("_list")) else bound["_carried"]
    if not isinstance(listed, ast.List) or not all(isinstance(item, ast.Name) for item in listed.elts):
        raise UnknownStatement(statement)
    return replace(
        facts,
        streams=True,
        carry_context="preserve_contexts_async_generator",
        context_variables=tuple(map(ast.unparse, listed.elts)),
    )


def _with_list(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    if not isinstance(bound["_listed"], ast.List):
        raise UnknownStatement(statement)
    return facts


def _is_name(one: ast.AST | str, other: ast.AST | str | None) -> bool:
    return isinstance(one, ast.Name) and isinstance(other, ast.Name) and one.id == other.id


_STREAM = (
    _Rule(
        "_stream = preserve_contexts_async_generator(sse_generator(_func(**_kwargs)), _carried)",
        _with_stream,
    ),
    _Rule('return StreamingResponse(_stream, media_type="text/event-stream")'),
    _Rule("if _test_variable is not None:\n    _list.append(_test_variable)"),
    _Rule("_list = _listed", _with_list),
)
_CALL = (
    _Rule("_value = _func(**_kwargs)"),
    _Rule("_result = await maybe_await(_value)"),
    _Rule("_result = await maybe_await(_func(**_kwargs))"),
    _Rule("return await maybe_await(_value)"),
    _Rule(
        "if isinstance(_result, PaginatedResponse) and _result.url is None:\n    _result.url = _route",
        _tell(page_url=True),
    ),
    *(
        _Rule(
            'if _method.upper() == "DELETE" and _result is None:\n'
            f"    return Response(status_code={status}.NO_CONTENT)",
            _tell(no_content_for_deletes=True),
        )
        for status in ("httpx.codes", "HTTPStatus")
    ),
    _Rule("return _result"),
)
_ERROR = (
    _Rule("logger.exception(...)", _tell(error_log=ErrorLog.ALWAYS)),
    _Rule('logger.warning("%s %s failed", _method, _route, exc_info=_error)', _tell(error_log=ErrorLog.ALWAYS)),
    *(
        _Rule(
            f"if logger.isEnabledFor(logging.{level}):\n    logger.exception(...)\nelse:\n    logger.error(...)",
            _tell(error_log=level),
        )
        for level in (ErrorLog.INFO, ErrorLog.DEBUG)
    ),
    _Rule("raise translate_exception(_error) from _error", _tell(translates_errors=True)),
)
_TRY = _Rule(
    "try:\n    ...\nexcept Exception as _error:\n    ...\nfinally:\n    ...",
    inside={
        "body": (
            *(
                _Rule(f"if {asked}:\n    ...\nelse:\n    ...", inside={"body": _STREAM, "orelse": _CALL})
                for asked in ("_is_streaming", "is_streaming_request(_func.__name__, _request, **_kwargs)")
            ),
            *_CALL,
        ),
        "handler": _ERROR,
        "finalbody": (_Rule("if _token is not None and _reset is not None:\n    _reset(_token)"),),
    },
)
_TEST_CONTEXT = (
    _Rule(
        "from _testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data",
        _tell(test_context=True),
    ),
    _Rule("_token = sync_test_context_from_provider_data()"),
    _Rule("_test_variable = TEST_CONTEXT"),
    _Rule("_reset = reset_test_context"),
)
_IN_CONTEXT = (
    _Rule(
        'if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):\n    ...',
        inside={"body": _TEST_CONTEXT},
    ),
    _Rule("_is_streaming = is_streaming_request(_func.__name__, _request, **_kwargs)"),
    _TRY,
)
_HANDLER = (
    _Rule("_user = user_from_scope(_request.scope)", _with_user),
    _Rule('_attributes = _request.scope.get("user_attributes", {})', _with_user),
    _Rule('_principal = _request.scope.get("principal", "")', _with_user),
    _Rule("_user = User(_principal, _attributes)", _with_user),
    _Rule("_user = User(principal=_principal, attributes=_attributes)", _with_user),
    _Rule("await log_request_pre_validation(_request)", _tell(request_log="log_request_pre_validation")),
    _Rule("_any = None"),
    _Rule(
        "with request_provider_data_context(_request.headers, _caller):\n    ...",
        _with_provider_data,
        inside={"body": _IN_CONTEXT},
    ),
)
_AS_PATH = "_param.replace(annotation=Annotated[_param.annotation, FastapiPath(..., title=_param.name)])"
_AS_BODY = "_param.replace(annotation=Annotated[_param.annotation, Body(..., embed=True)])"
_UNLESS_ANNOTATED = f"(_param if get_origin(_param.annotation) is Annotated else {_AS_BODY})"
_POST = (
    _Rule("_paths = extract_path_params(_route)"),
    *(
        _Rule(
            f"_params = [_params[0]] + [({_AS_PATH} if _param.name in _paths else {otherwise})"
            " for _param in _params[1:]]",
            _tell(embeds_bodies=True, keeps_annotated=keeps),
        )
        for otherwise, keeps in ((_AS_BODY, False), (_UNLESS_ANNOTATED, True))
    ),
    _Rule(
        f"""\
def _annotate(_param: inspect.Parameter) -> inspect.Parameter:
    if _param.name in _paths:
        return {_AS_PATH}
    if get_origin(_param.annotation) is Annotated:
        return _param
    return {_AS_BODY}
""",
        _tell(embeds_bodies=True),
    ),
    _Rule("_params = [_annotate(_any) for _any in _params]"),
)
_REQUEST = 'inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)'
_WRAPPER = (
    *(
        _Rule(
            f"{decorator}async def _handler(_request: Request, **_kwargs):\n    ...",
            _tell(keeps_name=bool(decorator)),
            inside={"body": _HANDLER},
        )
        for decorator in ("@functools.wraps(_func)\n", "")
    ),
    _Rule("_signature = inspect.signature(_func)"),
    _Rule(f"_params = [{_REQUEST}]"),
    _Rule("_params.extend(_signature.parameters.values())"),
    _Rule("_params = list(_signature.parameters.values())"),
    _Rule(f"_request_param = {_REQUEST}"),
    _Rule("_paths = extract_path_params(_route)"),
    _Rule('if _method == "post":\n    ...', inside={"body": _POST}),
    _Rule("_handler.__signature__ = _signature.replace(parameters=_params)"),
    _Rule("_handler.__signature__ = _signature.replace(parameters=[_request_param, *_params])"),
    _Rule("return _handler"),
    _Rule("return _func"),
)
