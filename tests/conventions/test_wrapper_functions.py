"""The functions that the endpoint wrapper calls, statement by statement."""

import ast

import pytest

from llama_router_codemod.conventions.wrapper_functions import WrapperFunctions, read_wrapper_function
from llama_router_codemod.source.statement_rules import UnknownStatement

STREAMING = "def is_streaming_request(func_name, request, **kwargs):\n{}"
BY_PARAMETER = STREAMING.format('    return kwargs.get("stream", False)\n')
BY_PARAMS = STREAMING.format(
    '    """Whether it asks for a stream."""\n'
    '    if "stream" in kwargs:\n        return kwargs["stream"]\n'
    '    if "params" in kwargs:\n        params = kwargs["params"]\n'
    '        if hasattr(params, "stream"):\n            return params.stream\n'
    "    return False\n"
)
AWAITING = (
    "async def maybe_await(value):\n    if inspect.iscoroutine(value):\n        return await value\n    return value\n"
)
PLACEHOLDERS = (
    'def extract_path_params(route):\n    segments = route.split("/")\n'
    '    params = [seg[1:-1] for seg in segments if seg.startswith("{") and seg.endswith("}")]\n'
    '    return [param.split(":")[0] for param in params]\n'
)


def read(source: str) -> WrapperFunctions:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return read_wrapper_function(function, WrapperFunctions())


@pytest.mark.parametrize("source", [BY_PARAMETER, AWAITING, PLACEHOLDERS])
def test_params_do_not_count(source: str) -> None:
    assert read(source) == WrapperFunctions(streams_by_params=False)


def test_params_count() -> None:
    assert read(BY_PARAMS) == WrapperFunctions(streams_by_params=True)


def test_what_is_known_stays_known() -> None:
    (function,) = ast.parse(AWAITING).body
    assert isinstance(function, ast.AsyncFunctionDef)
    known = WrapperFunctions(streams_by_params=True)
    assert read_wrapper_function(function, known) == known


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        pytest.param(BY_PARAMETER, '"stream", False', '"stream", True', id="another default"),
        pytest.param(BY_PARAMS, "return params.stream", "return params.streaming", id="another field"),
        pytest.param(BY_PARAMS, "return False", "return True", id="another answer"),
        pytest.param(AWAITING, "return await value", "return await shielded(value)", id="another call"),
        pytest.param(PLACEHOLDERS, "[1:-1]", "[1:]", id="another slice"),
    ],
)
def test_another_statement_is_unknown(source: str, old: str, new: str) -> None:
    with pytest.raises(UnknownStatement):
        read(source.replace(old, new))
