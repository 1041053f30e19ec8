"""Methods that take request objects, as llama-stack's own migration makes them, in place of flat arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llama_router_codemod.verify.probe.signatures import (
    binding_signature,
    described_parameters,
    is_model,
    wire_signature,
)
from llama_router_codemod.verify.probe.tree import import_attribute

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.verify.messages.method import MethodName, Parameter, ServedMethod


@dataclass(frozen=True)
class RequestObjects:
    """How a tree's own Protocol takes a method: its parameters, and the names of those that are request objects."""

    parameters: tuple[Parameter, ...]
    names: frozenset[str]

    def flat_arguments(self, args: tuple[Any, ...], kwargs: dict[str, object]) -> dict[str, object]:
        """The arguments of a call with the fields of the request objects in their place.

        Raises TypeError for a call that the tree's own Protocol refuses.
        """
        flat: dict[str, object] = {}
        for name, value in binding_signature(self.parameters).bind(*args, **kwargs).arguments.items():
            if name in self.names and isinstance(value, BaseModel):
                flat |= {field: getattr(value, field) for field in type(value).model_fields}
            else:
                flat[name] = value
        return flat


def request_objects(methods: Iterable[ServedMethod]) -> dict[MethodName, RequestObjects]:
    """Of methods of another tree, those that this tree's Protocol takes with models, and under names, of its own."""
    found = {}
    for method in methods:
        function = getattr(import_attribute(method.protocol), method.name.method, None)
        parameters = wire_signature(function).parameters if function else {}
        known = {parameter.name for parameter in method.parameters}
        names = [name for name, item in parameters.items() if name not in known and is_model(item.annotation)]
        if names:
            own = described_parameters(wire_signature(function))
            found[method.name] = RequestObjects(own, frozenset(names))
    return found
