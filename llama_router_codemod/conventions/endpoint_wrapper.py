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
from llama_router_codemod.source.pattern import Bindings
from llama_router_codemod.source.statement_rules import (
    Block,
    OneOf,
    StatementRule,
    Understood,
    either,
    optional,
    understand,
)


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
    through `carry_context`, and in tests the variable of the test context if it `carries_test_context`.
    """

    keeps_name: bool = True
    user: tuple[str, ...] = ()
    user_name: str | None = None
    provider_data: str | None = None
    request_log: str | None = None
    test_context: bool = False
    carries_test_context: bool = False
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
    return understand([function], WRAPPER, Understood(EndpointWrapper(), Bindings()), function).facts


_Rule = StatementRule[EndpointWrapper]
_Block = Block[EndpointWrapper]


def _tell(**facts: Any) -> Callable[[EndpointWrapper, Bindings, ast.stmt], EndpointWrapper]:
    return lambda known, bound, statement: replace(known, **facts)


def _with_user(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    return replace(facts, user=(*facts.user, ast.unparse(statement)), user_name=bound.names.get("_user"))


def _with_variables(facts: EndpointWrapper, bound: Bindings, statement: ast.stmt) -> EndpointWrapper:
    variables = tuple(bound.names[name] for name in ("_variable", "_other_variable") if name in bound.names)
    return replace(facts, streams=True, carry_context="preserve_contexts_async_generator", context_variables=variables)


_ATTRIBUTES = 'request.scope.get("user_attributes", {})'
_USER = either(
    _Rule("_user = user_from_scope(request.scope)", _with_user),
    _Rule(f"_user = {_ATTRIBUTES}", _with_user),
    (
        _Rule(f"_attributes = {_ATTRIBUTES}", _with_user),
        _Rule('_principal = request.scope.get("principal", "")', _with_user),
        either(
            _Rule("_user = User(_principal, _attributes)", _with_user),
            _Rule("_user = User(principal=_principal, attributes=_attributes)", _with_user),
        ),
    ),
)
_RESPONSE = _Rule('return StreamingResponse(_stream, media_type="text/event-stream")')
_VARIABLES = ("[_variable]", "[_variable, _other_variable]")
_CARRIED = "_stream = preserve_contexts_async_generator(sse_generator(_func(**_kwargs)), {})"
_STREAM: _Block = (
    either(*(_Rule(_CARRIED.format(variables), _with_variables) for variables in _VARIABLES)),
    _RESPONSE,
)


def _stream_in_tests(add_variable: _Rule) -> _Block:
    return (
        either(*(_Rule(f"_list = {variables}", _with_variables) for variables in _VARIABLES)),
        add_variable,
        _Rule(_CARRIED.format("_list")),
        _RESPONSE,
    )


_CARRIES = _tell(carries_test_context=True)
_STREAM_IN_TESTS = _stream_in_tests(_Rule("if _test_variable is not None:\n    _list.append(_test_variable)", _CARRIES))
# Where a middleware puts the context of a request in force (llama_stack from 2025-12-16 on, 722d9c53e).
_STREAM_BELOW_MIDDLEWARE = _stream_in_tests(
    _Rule(
        'if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):\n    ...',
        _CARRIES,
        {"body": (_Rule("from _testing import TEST_CONTEXT"), _Rule("_list.append(TEST_CONTEXT)"))},
    )
)
_ANSWER: _Block = (
    optional(
        _Rule(
            "if isinstance(_result, PaginatedResponse) and _result.url is None:\n    _result.url = _route",
            _tell(page_url=True),
        )
    ),
    optional(
        either(
            *(
                _Rule(
                    'if _method.upper() == "DELETE" and _result is None:\n'
                    f"    return Response(status_code={status}.NO_CONTENT)",
                    _tell(no_content_for_deletes=True),
                )
                for status in ("httpx.codes", "HTTPStatus")
            )
        )
    ),
    _Rule("return _result"),
)
_CALL: _Block = (
    either(
        (_Rule("_value = _func(**_kwargs)"), _Rule("return await maybe_await(_value)")),
        (_Rule("_value = _func(**_kwargs)"), _Rule("_result = await maybe_await(_value)"), *_ANSWER),
        (_Rule("_result = await maybe_await(_func(**_kwargs))"), *_ANSWER),
    ),
)
_ERROR: _Block = (
    either(
        _Rule("logger.exception(_text)", _tell(error_log=ErrorLog.ALWAYS)),
        _Rule('logger.warning("%s %s failed", _method, _route, exc_info=_error)', _tell(error_log=ErrorLog.ALWAYS)),
        *(
            _Rule(
                f"if logger.isEnabledFor(logging.{level}):\n    logger.exception(_text)\n"
                "else:\n    logger.error(_text)",
                _tell(error_log=level),
            )
            for level in (ErrorLog.INFO, ErrorLog.DEBUG)
        ),
    ),
    _Rule("raise translate_exception(_error) from _error", _tell(translates_errors=True)),
)
_IS_STREAMING = "is_streaming_request(_func.__name__, request, **_kwargs)"
_RESET = _Rule("if _token is not None and _reset is not None:\n    _reset(_token)")


def _attempt(is_streaming: str, stream: _Block, *cleanup: _Rule) -> _Rule:
    """The call, or the stream, with its errors translated, and what is done in the end."""
    condition = f"if {is_streaming}:\n    ..."
    answer = either(
        _Rule(f"{condition}\nelse:\n    ...", inside={"body": stream, "orelse": _CALL}),
        (_Rule(condition, inside={"body": stream}), *_CALL),
    )
    attempt = "try:\n    ...\nexcept Exception as _error:\n    ..."
    return _Rule(
        f"{attempt}\nfinally:\n    ..." if cleanup else attempt,
        inside={"body": (answer,), "handler": _ERROR, "finalbody": cleanup},
    )


def _call_or_stream(stream: _Block, *cleanup: _Rule) -> OneOf[EndpointWrapper]:
    return either(
        (_Rule(f"_is_streaming = {_IS_STREAMING}"), _attempt("_is_streaming", stream, *cleanup)),
        _attempt(_IS_STREAMING, stream, *cleanup),
    )


_TEST_CONTEXT = _Rule(
    'if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):\n    ...',
    _tell(test_context=True),
    {
        "body": (
            _Rule("from _testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data"),
            _Rule("_token = sync_test_context_from_provider_data()"),
            _Rule("_test_variable = TEST_CONTEXT"),
            _Rule("_reset = reset_test_context"),
        )
    },
)


def _in_context(*block: _Rule | OneOf[EndpointWrapper]) -> _Rule:
    return _Rule(
        "with request_provider_data_context(request.headers, _user):\n    ...",
        _tell(provider_data="request_provider_data_context"),
        {"body": block},
    )


_LOG = optional(_Rule("await log_request_pre_validation(request)", _tell(request_log="log_request_pre_validation")))
_HANDLER: _Block = (
    either(
        (
            _USER,
            _LOG,
            either(
                _in_context(_call_or_stream(_STREAM)),
                (
                    *(_Rule(f"{name} = None") for name in ("_token", "_test_variable", "_reset")),
                    _in_context(_TEST_CONTEXT, _call_or_stream(_STREAM_IN_TESTS, _RESET)),
                ),
            ),
        ),
        (_LOG, _call_or_stream(_STREAM_BELOW_MIDDLEWARE)),
    ),
)
#: What the server calls the first parameter of every endpoint that it makes.
OWN_PARAMETER = "request"
_REQUEST = f'inspect.Parameter("{OWN_PARAMETER}", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)'
_AS_PATH = "_param.replace(annotation=Annotated[_param.annotation, FastapiPath(..., title=_param.name)])"
_AS_BODY = "_param.replace(annotation=Annotated[_param.annotation, Body(..., embed=True)])"
_UNLESS_ANNOTATED = f"(_param if get_origin(_param.annotation) is Annotated else {_AS_BODY})"
_PATHS = _Rule("_paths = extract_path_params(_route)")
_PARAMETERS_BY_COMPREHENSION: _Block = (
    _Rule(f"_params = [{_REQUEST}]"),
    _Rule("_params.extend(_signature.parameters.values())"),
    _PATHS,
    _Rule(
        'if _method == "post":\n    ...',
        _tell(embeds_bodies=True),
        {
            "body": (
                either(
                    *(
                        _Rule(
                            f"_params = [_params[0]] + [({_AS_PATH} if _param.name in _paths else {otherwise})"
                            " for _param in _params[1:]]",
                            _tell(keeps_annotated=keeps),
                        )
                        for otherwise, keeps in ((_AS_BODY, False), (_UNLESS_ANNOTATED, True))
                    )
                ),
            )
        },
    ),
    _Rule("_handler.__signature__ = _signature.replace(parameters=_params)"),
)
_PARAMETERS_BY_FUNCTION: _Block = (
    _Rule("_params = list(_signature.parameters.values())"),
    _Rule(
        'if _method == "post":\n    ...',
        _tell(embeds_bodies=True),
        {
            "body": (
                _PATHS,
                _Rule(
                    "def _annotate(_param: inspect.Parameter) -> inspect.Parameter:\n    ...",
                    inside={
                        "body": (
                            _Rule(f"if _param.name in _paths:\n    return {_AS_PATH}"),
                            _Rule("if get_origin(_param.annotation) is Annotated:\n    return _param"),
                            _Rule(f"return {_AS_BODY}"),
                        )
                    },
                ),
                _Rule("_params = [_annotate(_param) for _param in _params]"),
            )
        },
    ),
    _Rule(f"_request_param = {_REQUEST}"),
    _Rule("_handler.__signature__ = _signature.replace(parameters=[_request_param, *_params])"),
)
WRAPPER: _Block = (
    _Rule(
        "def _wrapper(_func, _method, _route):\n    ...",
        inside={
            "body": (
                either(
                    _Rule("return _func"),
                    (
                        either(
                            *(
                                _Rule(
                                    f"{decorator}async def _handler(request: Request, **_kwargs):\n    ...",
                                    _tell(keeps_name=bool(decorator)),
                                    {"body": _HANDLER},
                                )
                                for decorator in ("@functools.wraps(_func)\n", "")
                            )
                        ),
                        _Rule("_signature = inspect.signature(_func)"),
                        either(_PARAMETERS_BY_COMPREHENSION, _PARAMETERS_BY_FUNCTION),
                        _Rule("return _handler"),
                    ),
                ),
            )
        },
    ),
)
