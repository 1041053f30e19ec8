"""The call of a service, and what type checkers are told of arguments that are the implementation's, not quite the
Protocol's."""

from __future__ import annotations

from collections.abc import Sequence

from llama_router_codemod.model.operation import Operation

#: A call of so many characters stands on one line in any style.
_SHORT = 55
_ANOTHER_TYPE, _ANOTHER_PARAMETER = "arg-type", "call-arg"


def service_call(function: str, operation: Operation, values: Sequence[str]) -> str:
    """The call of a function with the values of an operation's parameters.

    A comment for type checkers stands on the line that they complain about, which is that of the argument for its type,
    and the first one for a parameter that the Protocol does not have.
    """
    arguments = [
        value if operation.positional else f"{item.parameter.name}={value}"
        for item, value in zip(operation.parameters, values, strict=True)
    ]
    call = f"{function}({', '.join(arguments)})"
    types = [[] if item.parameter.has_protocol_type else [_ANOTHER_TYPE] for item in operation.parameters]
    has_others = any(item.parameter.protocol_name is None for item in operation.parameters)
    first = [_ANOTHER_PARAMETER] if has_others else []
    if len(call) <= _SHORT or not any([*types, first]):
        return call + _comment([*(_ANOTHER_TYPE for _ in filter(None, types)), *first])
    lines = (f"        {argument},{_comment(codes)}\n" for argument, codes in zip(arguments, types, strict=True))
    return f"{function}({_comment(first)}\n{''.join(lines)}    )"


def _comment(codes: Sequence[str]) -> str:
    return f"  # type: ignore[{', '.join(dict.fromkeys(codes))}]" if codes else ""
