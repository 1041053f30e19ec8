"""The signature that the legacy server serves for a method: the Protocol's and the implementations' in one."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.contract.location import ServedParameter
from llama_router_codemod.contract.match_order import path_parameters
from llama_router_codemod.model.spec import Finding, Method, Parameter, ProtocolClass
from llama_router_codemod.parse.annotations import Annotations
from llama_router_codemod.parse.canonical import canonical
from llama_router_codemod.source.syntax import names_in, parse_expression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_router_codemod.conventions.implementations import Implementation
    from llama_router_codemod.parse.symbols import Symbols


@dataclass(frozen=True)
class ServedSignature:
    """The parameters, and whether the call must be positional (one of them is renamed or positional-only)."""

    parameters: tuple[ServedParameter, ...]
    positional: bool
    findings: tuple[Finding, ...]


def served_signature(
    symbols: Symbols, protocol: ProtocolClass, method: Method, implementations: Sequence[Implementation]
) -> ServedSignature:
    """Where all implementations agree against the Protocol they decide; where they disagree, the Protocol does."""
    served = [(item.class_name, *item.methods[method.name]) for item in implementations if method.name in item.methods]
    in_path = frozenset(name for route in method.routes for name in path_parameters(route.path))
    builder = _Builder(symbols, protocol, method, served, in_path)
    parameters = tuple(builder.parameters())
    renamed = any(parameter.protocol_name not in {parameter.name, None} for parameter in parameters)
    return ServedSignature(
        parameters,
        positional=renamed or any(parameter.positional_only for parameter in method.parameters),
        findings=tuple(builder.findings),
    )


class _Builder:
    """Collects the parameters of one method and the findings on the way."""

    def __init__(
        self,
        symbols: Symbols,
        protocol: ProtocolClass,
        method: Method,
        served: list[tuple[str, str, Method]],
        in_path: frozenset[str],
    ) -> None:
        self.symbols, self.protocol, self.method, self.served, self.in_path = symbols, protocol, method, served, in_path
        self.findings: list[Finding] = []

    def parameters(self) -> list[ServedParameter]:
        own = self.method.parameters
        signatures = {tuple(parameter.name for parameter in item.parameters) for _, _, item in self.served}
        order = next(iter(signatures)) if len(signatures) == 1 else ()
        if len(order) == len(own) and sorted(order) != sorted(parameter.name for parameter in own):
            return [self._merge(parameter, name) for parameter, name in zip(own, order, strict=True)]
        # Validation errors come in the order of the fields, so that order is the implementation's too.
        own = tuple(sorted(own, key=lambda item: order.index(item.name) if item.name in order else -1))
        merged = [self._merge(parameter, parameter.name) for parameter in own if not self._only_declared(parameter)]
        shared = [set(item.by_name) for _, _, item in self.served]
        extra = set.intersection(*shared) - set(self.method.by_name) if shared else set()
        for name in sorted(set().union(*shared) - set(self.method.by_name) - extra):
            self._only_in_some(name)
        return merged + [self._only_served(name) for name in sorted(extra)]

    def _only_declared(self, declared: Parameter) -> bool:
        """Whether no served implementation takes a parameter, so that the server does not read it; a finding if any."""
        lacking = [who for who, _, item in self.served if declared.name not in item.by_name]
        if lacking:
            code = "LRC103" if len(lacking) == len(self.served) else "LRC104"
            self._find(code, declared, f"`{_text(declared)}` is only in the Protocol, not in {', '.join(lacking)}")
        return bool(lacking) and len(lacking) == len(self.served) and declared.name not in self.in_path

    def _merge(self, declared: Parameter, name: str) -> ServedParameter:
        candidates = [(who, module, item.by_name.get(name)) for who, module, item in self.served]
        found = [(who, module, parameter) for who, module, parameter in candidates if parameter is not None]
        variants = {self._comparable(module, parameter) for _, module, parameter in found}
        own = self._comparable(self.protocol.module, declared)
        if name != declared.name:
            self._find("LRC103", declared, f"`{declared.name}` is served as `{name}` by {_names(found)}")
        if not found or variants == {own}:
            return self._declared(declared, name)
        if len(variants) > 1:
            different = [(who, item) for who, module, item in found if self._comparable(module, item) != own]
            texts = "; ".join(f"{who} has `{_text(parameter)}`" for who, parameter in different)
            self._find("LRC104", declared, f"`{_text(declared)}` in the Protocol, {texts}")
            return self._declared(declared, name)
        _, module, parameter = found[0]
        if not parameter.annotation:
            self._find("LRC107", declared, f"{_names(found)} takes `{name}` without a type")
        else:
            self._find(
                "LRC103", declared, f"`{_text(declared)}` in the Protocol, {_names(found)} has `{_text(parameter)}`"
            )
        return self._served(parameter, module, declared.name)

    def _declared(self, declared: Parameter, name: str) -> ServedParameter:
        if declared.default and _is_field_call(declared.default):
            self._find("LRC106", declared, f"`{declared.name}` has `{declared.default}`")
        return self._served(replace(declared, name=name), self.protocol.module, declared.name)

    def _comparable(self, module: str, parameter: Parameter) -> tuple[str, str | None]:
        return canonical(self.symbols, module, parameter.annotation), parameter.default

    def _only_in_some(self, name: str) -> None:
        taking = [(who, item.by_name[name]) for who, _, item in self.served if name in item.by_name]
        texts = "; ".join(f"{who} has `{_text(parameter)}`" for who, parameter in taking)
        message = f"{texts}, which the Protocol and other implementations lack"
        self.findings.append(Finding(self.method.place, "LRC104", message, method=self.method.name))

    def _only_served(self, name: str) -> ServedParameter:
        _, module, item = self.served[0]
        parameter = item.by_name[name]
        who = ", ".join(who for who, _, _ in self.served)
        self._find("LRC103", parameter, f"`{_text(parameter)}` is only in the implementation ({who})")
        return self._served(parameter, module, None)

    def _served(self, parameter: Parameter, module: str, protocol_name: str | None) -> ServedParameter:
        annotations = Annotations(self.symbols, module)
        annotation, default = parameter.annotation, parameter.default
        if default and _is_field_call(default):
            default = _field_default(default)
        return ServedParameter(
            name=parameter.name,
            annotation=annotation,
            default=default,
            module=module,
            shape=annotations.shape(annotation),
            marker=annotations.marker(annotation),
            in_path=parameter.name in self.in_path,
            fits_model=(default is None or annotations.is_constant_default(default))
            and self._is_movable(annotation, module),
            protocol_name=protocol_name,
        )

    def _is_movable(self, annotation: str, module: str) -> bool:
        """Whether models.py may import what the annotation names: nothing that core or providers define."""
        checkout = self.symbols.checkout
        for name in names_in(annotation) if annotation and module != self.protocol.module else ():
            found = self.symbols.resolve(module, name)
            path = checkout.modules.get(found.module) if found else None
            if path is not None and not path.is_relative_to(checkout.api_root):
                return False
        return True

    def _find(self, code: str, parameter: Parameter, message: str) -> None:
        self.findings.append(Finding(parameter.place, code, message, method=self.method.name))


def _names(found: Sequence[tuple[str, str, Parameter]]) -> str:
    return ", ".join(who for who, _, _ in found)


def _text(parameter: Parameter) -> str:
    default = f" = {parameter.default}" if parameter.default is not None else ""
    return (
        f"{parameter.name}: {parameter.annotation}{default}" if parameter.annotation else f"{parameter.name}{default}"
    )


def _is_field_call(default: str) -> bool:
    match parse_expression(default):
        case ast.Call(func=ast.Name(id="Field") | ast.Attribute(attr="Field")):
            return True
        case _:
            return False


def _field_default(call: str) -> str | None:
    """The default that a `Field(...)` call stands for, None when it makes the parameter required."""
    node = parse_expression(call)
    assert isinstance(node, ast.Call)
    for value in (*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "default")):
        return None if isinstance(value, ast.Constant) and value.value is ... else ast.unparse(value)
    return None
