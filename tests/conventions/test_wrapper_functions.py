import ast

import pytest

from llama_router_codemod.conventions.wrapper_functions import WrapperFunctions, read_wrapper_function
from llama_router_codemod.source.statement_rules import UnknownStatement

BY_FIELD = """\
def is_streaming_request(name: str, request: Request, **kwargs):
    return kwargs.get("stream", False)
"""
BY_PARAMS = """\
def is_streaming_request(name, request, **values):
    \"\"\"Whether to stream.\"\"\"
    if "stream" in values:
        return values["stream"]
    if "params" in values:
        params = values["params"]
        if hasattr(params, "stream"):
            return params.stream
    return False
"""
BY_PARAMS_AT_ONCE = """\
def is_streaming_request(name, request, **values):
    if "stream" in values:
        return values["stream"]
    return getattr(values.get("params"), "stream", False)
"""
AWAITED = """\
async def maybe_await(value):
    if inspect.iscoroutine(value):
        return await value
    return value
"""
AWAITED_AT_ONCE = """\
async def maybe_await(result):
    return await result if inspect.iscoroutine(result) else result
"""
NAMES = """\
def extract_path_params(route: str) -> list[str]:
    segments = route.split("/")
    params = [part[1:-1] for part in segments if part.startswith("{") and part.endswith("}")]
    params = [param.split(":")[0] for param in params]
    return params
"""
NAMES_WITH_CONVERTERS = NAMES.replace('    params = [param.split(":")[0] for param in params]\n', "")


def read(source: str) -> WrapperFunctions:
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    return read_wrapper_function(function, WrapperFunctions())


@pytest.mark.parametrize("source", [BY_FIELD, AWAITED, AWAITED_AT_ONCE, NAMES, NAMES_WITH_CONVERTERS])
def test_nothing_special(source: str) -> None:
    assert read(source) == WrapperFunctions()


@pytest.mark.parametrize("source", [BY_PARAMS, BY_PARAMS_AT_ONCE])
def test_a_stream_is_asked_for_by_the_field_of_a_parameter(source: str) -> None:
    assert read(source) == WrapperFunctions(streams_by_params=True)


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [
        pytest.param(BY_FIELD, "def ", "@cached\ndef ", id="decorated"),
        pytest.param(BY_FIELD, "def ", "async def ", id="always-true"),
        pytest.param(BY_FIELD, "request: Request", "request: Request, stream=True", id="own-parameter"),
        pytest.param(BY_FIELD, '"stream"', '"streamed"', id="other-field"),
        pytest.param(BY_FIELD, "False", "True", id="other-default"),
        pytest.param(BY_PARAMS, "    return False\n", "", id="no-answer"),
        pytest.param(BY_PARAMS_AT_ONCE, "values.get", "request.get", id="of-the-request"),
        pytest.param(AWAITED, "value)", "other, value)", id="other-parameters"),
        pytest.param(AWAITED, "async def", "def", id="not-async"),
        pytest.param(AWAITED, "iscoroutine", "isawaitable", id="other-condition"),
        pytest.param(NAMES, '"/"', '"."', id="other-separator"),
        pytest.param(NAMES, "[0]", "[-1]", id="the-converter"),
        pytest.param(NAMES, "    return", "    params.sort()\n    return", id="further-statement"),
    ],
)
def test_what_no_rule_knows(source: str, old: str, new: str) -> None:
    assert old in source
    with pytest.raises(UnknownStatement):
        read(source.replace(old, new))
