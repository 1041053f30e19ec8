"""Methods that take request objects, as llama-stack's own migration makes them, in place of flat arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from llama_router_codemod.verify.messages.method import Parameter, Recorded
from llama_router_codemod.verify.probe.signatures import (
    binding_signature,
    described_parameters,
    request_model,
    wire_signature,
)
from llama_router_codemod.verify.probe.tree import import_attribute
from llama_router_codemod.verify.probe.values import record_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod

#: The parameter of llama-stack's migrated Protocols that has the fields of the route.
REQUEST_OBJECT = "request"
#: The parameter that stands for the fields which a request object allows beside those that it declares.
EXTRA = Parameter("model_extra", "VAR_KEYWORD")


@dataclass(frozen=True)
class RequestObjects:
    """How a tree's own Protocol takes a method: its parameters, and the names of those that are request objects.

    `known` are the parameters under which calls of the method are recorded.
    """

    parameters: tuple[Parameter, ...]
    names: frozenset[str]
    known: frozenset[str]

    def flat_arguments(self, args: tuple[Any, ...], kwargs: dict[str, object]) -> dict[str, object]:
        """The arguments of a call with the fields of the request objects in their place.

        Raises TypeError for a call that the tree's own Protocol refuses.
        """
        flat: dict[str, object] = {}
        for name, value in binding_signature(self.parameters).bind(*args, **kwargs).arguments.items():
            if name not in self.names or not isinstance(value, BaseModel | None):
                flat[name] = value
            elif value is not None:
                flat |= self._fields(value)
        return flat

    def _fields(self, request: BaseModel) -> dict[str, object]:
        """The fields of a request object, but those that only this tree knows and that have their default."""
        fields: dict[str, object] = {}
        for name, field in type(request).model_fields.items():
            value = getattr(request, name)
            if name in self.known or value != field.get_default(call_default_factory=True, validated_data={}):
                fields[name] = value
        if EXTRA.name in self.known:
            fields |= request.model_extra or {}
        return fields


def request_objects(methods: Iterable[ServedMethod]) -> dict[MethodName, RequestObjects]:
    """Of methods that routers made by hand call, and of those that this tree's Protocol takes with models under names
    of its own, how this tree's Protocol takes them."""
    found = {}
    for method in methods:
        function = getattr(import_attribute(method.protocol), method.name.method, None)
        if function is None:
            continue
        signature = wire_signature(function)
        known = frozenset(parameter.name for parameter in method.parameters)
        parameters = signature.parameters.items()
        names = frozenset(name for name, item in parameters if name not in known and request_model(item.annotation))
        if names or method.signature is None:
            found[method.name] = RequestObjects(described_parameters(signature), names, known)
    return found


def flat_parameters(function: Any) -> tuple[Parameter, ...]:
    """The parameters of a Protocol's method with the fields of request objects in their place, each taken by name.

    A request object stays one where it has a field with the name of another parameter. A model under another name is
    the value of one field.
    """
    signature = wire_signature(function)
    flat: dict[str, Parameter] = {}
    for parameter in described_parameters(signature):
        annotation = signature.parameters[parameter.name].annotation
        model = request_model(annotation) if parameter.name == REQUEST_OBJECT else None
        if model is not None and signature.parameters.keys().isdisjoint(model.model_fields):
            flat |= {field.name: field for field in _fields_of(model)}
        else:
            flat[parameter.name] = Parameter(parameter.name, "KEYWORD_ONLY", parameter.default)
    return tuple(sorted(flat.values(), key=lambda parameter: parameter == EXTRA))


def _fields_of(model: type[BaseModel]) -> Iterator[Parameter]:
    for name, field in model.model_fields.items():
        default = None
        if not field.is_required():
            default = Recorded(record_value(field.get_default(call_default_factory=True, validated_data={})))
        yield Parameter(name, "KEYWORD_ONLY", default)
    if model.model_config.get("extra") == "allow":
        yield EXTRA
