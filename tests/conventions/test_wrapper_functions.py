"""The functions here have the shapes of those in llama-stack 0.1.8 to 0.3.5, with names of their own."""

from __future__ import annotations

import ast

import pytest
from statement_mutations import insertions, mutations
from unknown_statements import assert_unknown_at, is_refused

from llama_router_codemod.conventions.wrapper_functions import WrapperFunctions, read_wrapper_function

BY_PARAMETER = """\
def is_streaming_request(called, request, **given):
    return given.get("stream", False)
"""
BY_FIELD = """\
def is_streaming_request(called: str, request: Request, **given) -> bool:
    if "stream" in given:
        return given["stream"]
    if "params" in given:
        asked = given["params"]
        if hasattr(asked, "stream"):
            return asked.stream
    return False
"""
BY_FIELD_AT_ONCE = """\
def is_streaming_request(called, request, **given):
    if "stream" in given:
        return given["stream"]
    return getattr(given.get("params"), "stream", False)
"""
AWAITS = """\
async def maybe_await(result):
    if inspect.iscoroutine(result):
        return await result
    return result
"""
AWAITS_AT_ONCE = """\
async def maybe_await(result):
    return await result if inspect.iscoroutine(result) else result
"""
PLACEHOLDERS = """\
def extract_path_params(template):
    parts = template.split("/")
    names = [part[1:-1] for part in parts if part.startswith("{") and part.endswith("}")]
    names = [name.split(":")[0] for name in names]
    return names
"""
PLACEHOLDERS_AT_ONCE = """\
def extract_path_params(template):
    parts = template.split("/")
    names = [part[1:-1] for part in parts if part.startswith("{") and part.endswith("}")]
    return [name.split(":")[0] for name in names]
"""
PLACEHOLDERS_AS_WRITTEN = """\
def extract_path_params(template):
    parts = template.split("/")
    names = [part[1:-1] for part in parts if part.startswith("{") and part.endswith("}")]
    return names
"""
SHAPES = {
    "stream by the parameter": BY_PARAMETER,
    "stream by a field": BY_FIELD,
    "stream by a field, at once": BY_FIELD_AT_ONCE,
    "await": AWAITS,
    "await, at once": AWAITS_AT_ONCE,
    "placeholders": PLACEHOLDERS,
    "placeholders, at once": PLACEHOLDERS_AT_ONCE,
    "placeholders with converters": PLACEHOLDERS_AS_WRITTEN,
}


def read(source: str, known: WrapperFunctions | None = None) -> WrapperFunctions:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return read_wrapper_function(function, known or WrapperFunctions())


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_what_is_known(shape: str) -> None:
    assert read(shape) == WrapperFunctions(streams_by_params='"params"' in shape)


def test_what_another_function_told_stays_known() -> None:
    known = read(BY_FIELD)
    assert read(PLACEHOLDERS, read(AWAITS, known)) == known == WrapperFunctions(streams_by_params=True)


def test_a_docstring_is_no_statement() -> None:
    docstring = '    """Whether to stream."""\n    return given.get'
    assert read(BY_PARAMETER.replace("    return given.get", docstring)) == WrapperFunctions()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_further_statement_anywhere_is_unknown(shape: str) -> None:
    for source, line in insertions(shape, "audit()"):
        assert_unknown_at(read, source, line)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"@audited\n{AWAITS}", id="a decorator"),
        pytest.param(BY_PARAMETER.replace("**given", "given"), id="no further arguments"),
        pytest.param(BY_PARAMETER.replace("return given", "return DEFAULTS"), id="another mapping"),
        pytest.param(AWAITS.replace("async def", "def").replace("await result", "result"), id="no coroutine"),
        pytest.param(PLACEHOLDERS.replace("extract_path_params", "find_path_params"), id="another function"),
    ],
)
def test_another_function_is_unknown(source: str) -> None:
    assert is_refused(read, source)


#: What may change: names that are not used, and whether converters are cut off, which a router does anyway.
KNOWN_CHANGES = {
    "called -> request",
    "called: str -> request: Request",
    "called -> other",
    "called: str -> other",
    "request -> other",
    "request: Request -> other",
    "names = [name.split(':')[0] for name in names] -> ",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_any_other_change_is_unknown(shape: str) -> None:
    known = {str(mutation) for mutation in mutations(shape) if not is_refused(read, mutation.changed())}
    assert known <= KNOWN_CHANGES
    assert len(mutations(shape)) > len(known)
