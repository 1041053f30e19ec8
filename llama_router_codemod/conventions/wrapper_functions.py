"""The functions that the endpoint wrapper calls and whose work routers do themselves, statement by statement.

They tell whether a request asks for a stream, await what is a coroutine, and find the placeholders of a path
(llama_stack 0.3.5, core/server/server.py:180-200 and 519-524). What the wrapper calls besides is called by routers too.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from llama_router_codemod.source.pattern import Bindings
from llama_router_codemod.source.statement_rules import Block, StatementRule, Understood, either, understand

STREAMING = "is_streaming_request"
AWAITING = "maybe_await"
PLACEHOLDERS = "extract_path_params"
#: The parameter whose field `stream` may ask for a stream, too.
PARAMS = "params"


@dataclass(frozen=True)
class WrapperFunctions:
    """What they do: whether a field `stream` of the argument `params` asks for a stream, too."""

    streams_by_params: bool = False


def read_wrapper_function(
    function: ast.FunctionDef | ast.AsyncFunctionDef, known: WrapperFunctions
) -> WrapperFunctions:
    """What is known of these functions with one of them. Raises UnknownStatement for a statement that no rule knows."""
    return understand([function], (FUNCTIONS,), Understood(known, Bindings()), function).facts


_Rule = StatementRule[WrapperFunctions]
_Block = Block[WrapperFunctions]


def _by_params(known: WrapperFunctions, bound: Bindings, statement: ast.stmt) -> WrapperFunctions:
    return replace(known, streams_by_params=True)


def _if(condition: str, *body: _Rule) -> _Rule:
    return _Rule(f"if {condition}:\n    ...", inside={"body": body})


_STREAMING: _Block = (
    either(
        _Rule('return _kwargs.get("stream", False)'),
        (
            _if('"stream" in _kwargs', _Rule('return _kwargs["stream"]')),
            either(
                (
                    _if(
                        '"params" in _kwargs',
                        _Rule('_params = _kwargs["params"]'),
                        _if('hasattr(_params, "stream")', _Rule("return _params.stream", _by_params)),
                    ),
                    _Rule("return False"),
                ),
                _Rule('return getattr(_kwargs.get("params"), "stream", False)', _by_params),
            ),
        ),
    ),
)
_AWAITING: _Block = (
    either(
        (_if("inspect.iscoroutine(_value)", _Rule("return await _value")), _Rule("return _value")),
        _Rule("return await _value if inspect.iscoroutine(_value) else _value"),
    ),
)
_WHOLE = '_segment.startswith("{") and _segment.endswith("}")'
_NAME = '[_param.split(":")[0] for _param in _params]'
_PLACEHOLDERS: _Block = (
    _Rule('_segments = _route.split("/")'),
    _Rule(f"_params = [_segment[1:-1] for _segment in _segments if {_WHOLE}]"),
    either((_Rule(f"_params = {_NAME}"), _Rule("return _params")), _Rule(f"return {_NAME}"), _Rule("return _params")),
)
FUNCTIONS = either(
    _Rule(f"def {STREAMING}(_func_name, _request, **_kwargs):\n    ...", inside={"body": _STREAMING}),
    _Rule(f"async def {AWAITING}(_value):\n    ...", inside={"body": _AWAITING}),
    _Rule(f"def {PLACEHOLDERS}(_route):\n    ...", inside={"body": _PLACEHOLDERS}),
)
