"""The wrappers here have the shapes of those in llama-stack 0.1.8 to 0.3.5, with names of their own."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_tables import patterns, unread_blocks, without
from statement_mutations import Mutation, insertions, mutations
from unknown_statements import (
    assert_unknown_at,
    assert_unknown_where_it_differs,
    changed,
    is_refused,
    unknown_statement,
)

from llama_router_codemod.conventions import endpoint_wrapper
from llama_router_codemod.conventions.endpoint_wrapper import EndpointWrapper, ErrorLog, read_endpoint_wrapper
from llama_router_codemod.source.statement_rules import UnknownStatement

BARE = """\
def wrap(target, verb, template):
    return target
"""

PARAMETERS = """\
    signature = inspect.signature(target)
    parameters = [inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)]
    parameters.extend(signature.parameters.values())
    in_path = extract_path_params(template)
    if verb == "post":
        parameters = [parameters[0]] + [
            (
                each.replace(annotation=Annotated[each.annotation, FastapiPath(..., title=each.name)])
                if each.name in in_path
                else each.replace(annotation=Annotated[each.annotation, Body(..., embed=True)])
            )
            for each in parameters[1:]
        ]
    endpoint.__signature__ = signature.replace(parameters=parameters)
    return endpoint
"""

EARLY = f"""\
def wrap(target, verb, template):
    async def endpoint(request: Request, **given):
        attributes = request.scope.get("user_attributes", {{}})
        with request_provider_data_context(request.headers, attributes):
            streams = is_streaming_request(target.__name__, request, **given)
            try:
                if streams:
                    events = preserve_contexts_async_generator(sse_generator(target(**given)), [TRACE, HEADERS])
                    return StreamingResponse(events, media_type="text/event-stream")
                else:
                    called = target(**given)
                    return await maybe_await(called)
            except Exception as error:
                logger.exception(f"{{template=}}")
                raise translate_exception(error) from error

{PARAMETERS}"""

LATE = f"""\
def wrap(target: Any, verb: str, template: str) -> Callable:
    @functools.wraps(target)
    async def endpoint(request: Request, **given):
        caller = user_from_scope(request.scope)
        await log_request_pre_validation(request)
        token = None
        test = None
        reset = None
        with request_provider_data_context(request.headers, caller):
            if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):
                from lab.testing import TEST_CONTEXT, reset_test_context, sync_test_context_from_provider_data
                token = sync_test_context_from_provider_data()
                test = TEST_CONTEXT
                reset = reset_test_context
            streams = is_streaming_request(target.__name__, request, **given)
            try:
                if streams:
                    variables = [PROVIDER]
                    if test is not None:
                        variables.append(test)
                    events = preserve_contexts_async_generator(sse_generator(target(**given)), variables)
                    return StreamingResponse(events, media_type="text/event-stream")
                else:
                    called = target(**given)
                    answer = await maybe_await(called)
                    if isinstance(answer, PaginatedResponse) and answer.url is None:
                        answer.url = template
                    if verb.upper() == "DELETE" and answer is None:
                        return Response(status_code=httpx.codes.NO_CONTENT)
                    return answer
            except Exception as error:
                if logger.isEnabledFor(logging.INFO):
                    logger.exception(f"{{template=}}")
                else:
                    logger.error(f"{{template=}}: {{str(error)}}")
                raise translate_exception(error) from error
            finally:
                if token is not None and reset is not None:
                    reset(token)

{PARAMETERS}"""

COMPACT = """\
def wrap(target, verb, template):
    @functools.wraps(target)
    async def endpoint(request: Request, **given):
        caller = user_from_scope(request.scope)
        with request_provider_data_context(request.headers, caller):
            try:
                if is_streaming_request(target.__name__, request, **given):
                    events = preserve_contexts_async_generator(sse_generator(target(**given)), [PROVIDER])
                    return StreamingResponse(events, media_type="text/event-stream")
                answer = await maybe_await(target(**given))
                if verb.upper() == "DELETE" and answer is None:
                    return Response(status_code=HTTPStatus.NO_CONTENT)
                return answer
            except Exception as error:
                logger.warning("%s %s failed", verb, template, exc_info=error)
                raise translate_exception(error) from error

    signature = inspect.signature(target)
    parameters = list(signature.parameters.values())
    if verb == "post":
        in_path = extract_path_params(template)

        def mark(each: inspect.Parameter) -> inspect.Parameter:
            if each.name in in_path:
                return each.replace(annotation=Annotated[each.annotation, FastapiPath(..., title=each.name)])
            if get_origin(each.annotation) is Annotated:
                return each
            return each.replace(annotation=Annotated[each.annotation, Body(..., embed=True)])

        parameters = [mark(each) for each in parameters]
    first = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request)
    endpoint.__signature__ = signature.replace(parameters=[first, *parameters])
    return endpoint
"""

BELOW_MIDDLEWARE = f"""\
def wrap(target: Any, verb: str, template: str) -> Callable:
    @functools.wraps(target)
    async def endpoint(request: Request, **given):
        await log_request_pre_validation(request)
        streams = is_streaming_request(target.__name__, request, **given)
        try:
            if streams:
                variables = [PROVIDER]
                if os.environ.get("LLAMA_STACK_TEST_INFERENCE_MODE"):
                    from lab.testing import TEST_CONTEXT
                    variables.append(TEST_CONTEXT)
                events = preserve_contexts_async_generator(sse_generator(target(**given)), variables)
                return StreamingResponse(events, media_type="text/event-stream")
            else:
                called = target(**given)
                answer = await maybe_await(called)
                return answer
        except Exception as error:
            logger.exception(f"{{template=}}")
            raise translate_exception(error) from error

{PARAMETERS}"""

EARLY_FACTS = EndpointWrapper(
    keeps_name=False,
    user=("attributes = request.scope.get('user_attributes', {})",),
    user_name="attributes",
    provider_data="request_provider_data_context",
    streams=True,
    carry_context="preserve_contexts_async_generator",
    context_variables=("TRACE", "HEADERS"),
    translates_errors=True,
    error_log=ErrorLog.ALWAYS,
    embeds_bodies=True,
    keeps_annotated=False,
)
LATE_FACTS = replace(
    EARLY_FACTS,
    keeps_name=True,
    user=("caller = user_from_scope(request.scope)",),
    user_name="caller",
    request_log="log_request_pre_validation",
    test_context=True,
    carries_test_context=True,
    context_variables=("PROVIDER",),
    page_url=True,
    no_content_for_deletes=True,
    error_log=ErrorLog.INFO,
)
COMPACT_FACTS = replace(
    LATE_FACTS,
    request_log=None,
    test_context=False,
    carries_test_context=False,
    page_url=False,
    error_log=ErrorLog.ALWAYS,
    keeps_annotated=True,
)
BELOW_MIDDLEWARE_FACTS = replace(
    LATE_FACTS,
    user=(),
    user_name=None,
    provider_data=None,
    test_context=False,
    page_url=False,
    no_content_for_deletes=False,
    error_log=ErrorLog.ALWAYS,
)


PRINCIPAL = changed(
    EARLY,
    '        attributes = request.scope.get("user_attributes", {})\n',
    '        attributes = request.scope.get("user_attributes", {})\n'
    '        principal = request.scope.get("principal", "")\n'
    "        caller = User(principal, attributes)\n",
).replace("headers, attributes", "headers, caller")
PRINCIPAL_FACTS = replace(
    EARLY_FACTS,
    user=(*EARLY_FACTS.user, "principal = request.scope.get('principal', '')", "caller = User(principal, attributes)"),
    user_name="caller",
)
STREAMS = "is_streaming_request(target.__name__, request, **given)"
BODY = "else each.replace(annotation=Annotated[each.annotation, Body(..., embed=True)])"

CASES = {
    "bare": (BARE, EndpointWrapper()),
    "early": (EARLY, EARLY_FACTS),
    "late": (LATE, LATE_FACTS),
    "compact": (COMPACT, COMPACT_FACTS),
    "below a middleware": (BELOW_MIDDLEWARE, BELOW_MIDDLEWARE_FACTS),
    "principal": (PRINCIPAL, PRINCIPAL_FACTS),
    "principal by keyword": (
        changed(PRINCIPAL, "User(principal, attributes)", "User(principal=principal, attributes=attributes)"),
        replace(
            PRINCIPAL_FACTS,
            user=(*PRINCIPAL_FACTS.user[:2], "caller = User(principal=principal, attributes=attributes)"),
        ),
    ),
    "stream first": (
        changed(
            changed(COMPACT, "            try:", f"            streams = {STREAMS}\n            try:"),
            f"if {STREAMS}:",
            "if streams:",
        ),
        COMPACT_FACTS,
    ),
    "stream in the try": (
        changed(changed(EARLY, f"            streams = {STREAMS}\n", ""), "if streams:", f"if {STREAMS}:"),
        EARLY_FACTS,
    ),
    "one variable": (changed(EARLY, "[TRACE, HEADERS]", "[TRACE]"), replace(EARLY_FACTS, context_variables=("TRACE",))),
    "two variables in tests": (
        changed(LATE, "[PROVIDER]", "[TRACE, PROVIDER]"),
        replace(LATE_FACTS, context_variables=("TRACE", "PROVIDER")),
    ),
    "log level": (changed(LATE, "logging.INFO", "logging.DEBUG"), replace(LATE_FACTS, error_log=ErrorLog.DEBUG)),
    "annotated parameters": (
        changed(EARLY, BODY, f"else (each if get_origin(each.annotation) is Annotated {BODY})"),
        replace(EARLY_FACTS, keeps_annotated=True),
    ),
}

SHAPES = {"early": EARLY, "late": LATE, "compact": COMPACT}


def read(source: str) -> EndpointWrapper:
    return read_endpoint_wrapper(ast.parse(source).body[0])


def unknown(source: str) -> str:
    """The first line of the statement that is not known."""
    return ast.unparse(unknown_statement(read, source)).strip().split("\n")[0]


@pytest.mark.parametrize(("source", "facts"), CASES.values(), ids=CASES)
def test_a_known_wrapper(source: str, facts: EndpointWrapper) -> None:
    assert read(source) == facts


def test_docstrings_do_nothing() -> None:
    documented = changed(LATE, "-> Callable:\n", '-> Callable:\n    """Wraps."""\n')
    assert read(changed(documented, "**given):\n", '**given):\n        """Serves."""\n')) == LATE_FACTS


def test_every_rule_is_needed_by_a_wrapper(monkeypatch: pytest.MonkeyPatch) -> None:
    table = endpoint_wrapper.WRAPPER
    for pattern in patterns(table):
        monkeypatch.setattr(endpoint_wrapper, "WRAPPER", without(table, pattern))
        assert any(is_refused(read, source) for source, _ in CASES.values()), pattern


def test_no_rule_leaves_statements_unread() -> None:
    assert unread_blocks(endpoint_wrapper.WRAPPER) == []


@pytest.mark.parametrize(
    "definition",
    [
        "def wrap(target, verb):",
        "def wrap(target, verb, template, tags):",
        "def wrap(target, verb, template=None):",
        "def wrap(target, verb, template, *tags):",
        "def wrap(target, verb, template, **options):",
        "def wrap(target, verb, *, template):",
        "def wrap(target, verb, template, /):",
        "async def wrap(target, verb, template):",
        "@cache\ndef wrap(target, verb, template):",
    ],
)
def test_another_kind_of_function_is_unknown(definition: str) -> None:
    source = changed(BARE, "def wrap(target, verb, template):", definition)
    assert unknown(source) == definition.split("\n")[0]


def test_a_wrapper_that_returns_something_else_is_unknown() -> None:
    assert unknown(changed(BARE, "return target", "return traced(target)")) == "return traced(target)"
    assert unknown(changed(BARE, "return target", "return verb")) == "return verb"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # around the call
        ("await log_request", "audit(request)\n        await log_request"),
        ("        token = None\n", "        if blocked(caller):\n            return None\n        token = None\n"),
        ("request.headers, caller)", "request.headers, None)"),
        ("request.headers, caller)", "request.headers, caller), timeout(5)"),
        ("request_provider_data_context(", "another_context("),
        ("user_from_scope(request.scope)", "user_from_scope(request.scope) or ANYONE"),
        ("caller = user_from_scope", "given = user_from_scope"),
        ("caller = user_from_scope", "target = user_from_scope"),
        ("endpoint(request: Request, **given)", "endpoint(request: Request, *, limit=1, **given)"),
        ("@functools.wraps(target)\n", "@functools.wraps(target)\n    @limited\n"),
        ("LLAMA_STACK_TEST_INFERENCE_MODE", "LLAMA_STACK_OTHER_MODE"),
        # the call
        ("called = target(**given)", "called = target(**given, caller=caller)"),
        ("called = target(**given)", "called = target(**clean(given))"),
        ("answer = await maybe_await(called)", "answer = await maybe_await(answer)"),
        ("return answer\n", "return jsonable(answer)\n"),
        ("return answer\n", "return called\n"),
        ("answer.url is None", "answer.url is not None"),
        ("answer.url = template", "answer.url = request.url"),
        ('"DELETE"', '"PUT"'),
        ("and answer is None", "or answer is None"),
        ("NO_CONTENT)", 'NO_CONTENT, headers={"X": "1"})'),
        ("httpx.codes.NO_CONTENT", "httpx.codes.ACCEPTED"),
        # the stream
        ("if streams:", "if not streams:"),
        ("text/event-stream", "application/x-ndjson"),
        ('"text/event-stream")', '"text/event-stream", status_code=201)'),
        ("sse_generator(target(**given))", "target(**given)"),
        ("test is not None", "test is None"),
        ("variables = [PROVIDER]", "variables = [HEADERS, *more]"),
        ("variables = [PROVIDER]", "variables = [caller]"),
        # errors
        ("except Exception as", "except ValueError as"),
        ("            finally:", "            except OSError:\n                pass\n            finally:"),
        ("            finally:", "            else:\n                done()\n            finally:"),
        ("raise translate_exception(error) from error", "raise translate_exception(error)"),
        ("raise translate_exception(error) from error", "raise"),
        ("logging.INFO", "logging.WARNING"),
        ("logger.error(f", "logger.error(audit(error), f"),
        ("{str(error)}", "{await request.body()}"),
        ("reset(token)", "reset(None)"),
        # the parameters
        ('verb == "post"', 'verb == "put"'),
        ('verb == "post"', 'verb != "get"'),
        ("each.name in in_path", "each.name not in in_path"),
        ("embed=True", "embed=False"),
        ("Body(..., embed", "Body(None, embed"),
        ("FastapiPath(..., title", "FastapiPath(..., alias"),
        ("parameters[1:]", "parameters[2:]"),
        ('Parameter("request"', 'Parameter("call"'),
        ("POSITIONAL_OR_KEYWORD", "KEYWORD_ONLY"),
        ("signature.replace(parameters=parameters)", "signature.replace(parameters=parameters[1:])"),
        ("return endpoint\n", "return authorized(endpoint)\n"),
        ("return endpoint\n", "endpoint.public = True\n    return endpoint\n"),
    ],
)
def test_a_change_is_unknown(old: str, new: str) -> None:
    assert_unknown_where_it_differs(read, changed(LATE, old, new), LATE)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_further_statement_anywhere_is_unknown(shape: str) -> None:
    for source, line in insertions(shape, "audit()"):
        assert_unknown_at(read, source, line)


#: What may change in the shapes, and the facts that change with it.
KNOWN_CHANGES: dict[str, dict[str, object]] = {
    "await log_request_pre_validation(request) -> ": {"request_log": None},
    "if isinstance(answer, PaginatedResponse) and answer.url is None: -> ": {"page_url": False},
    "if verb.upper() == 'DELETE' and answer is None: -> ": {"no_content_for_deletes": False},
    "functools.wraps(target) -> ": {"keeps_name": False},
    "TRACE -> ": {"context_variables": ("HEADERS",)},
    "HEADERS -> ": {"context_variables": ("TRACE",)},
    "TRACE -> other": {"context_variables": ("other", "HEADERS")},
    "HEADERS -> other": {"context_variables": ("TRACE", "other")},
    "PROVIDER -> other": {"context_variables": ("other",)},
    "TRACE -> HEADERS": {"context_variables": ("HEADERS", "TRACE")},
    "[PROVIDER] -> [PROVIDER, other]": {"context_variables": ("PROVIDER", "other")},
}


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.sampled_from([mutation for shape in SHAPES.values() for mutation in mutations(shape)]))
def test_any_other_change_is_unknown(mutation: Mutation) -> None:
    try:
        facts = read(mutation.changed())
    except UnknownStatement:
        return
    assert facts == replace(read(mutation.source), **KNOWN_CHANGES[str(mutation)])
