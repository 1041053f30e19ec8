"""What type checkers are told of a call whose arguments are the implementation's, not quite the Protocol's."""

from __future__ import annotations

from llama_router_codemod.model.operation import Operation


def argument_comment(operation: Operation) -> str:
    """The comment behind the call of a service, with two blanks before it; empty when there is nothing to say."""
    parameters = [item.parameter for item in operation.parameters]
    codes = [
        *(["arg-type"] if not all(parameter.has_protocol_type for parameter in parameters) else []),
        *(["call-arg"] if any(parameter.protocol_name is None for parameter in parameters) else []),
    ]
    return f"  # type: ignore[{', '.join(codes)}]" if codes else ""
