"""The signature that the legacy server serves for a method: the Protocol's and the implementations' in one.

Where all implementations agree against the Protocol, they decide (`implementation_wins`); where they disagree, the
Protocol does (`implementations_disagree`).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from llama_router_codemod.contract.field_default import field_as_default, plain_default
from llama_router_codemod.contract.implementation_wins import ImplementationWins
from llama_router_codemod.contract.implementation_wins import Reason as Winning
from llama_router_codemod.contract.implementations_disagree import ImplementationsDisagree, Variant
from llama_router_codemod.contract.implementations_disagree import Reason as Disagreement
from llama_router_codemod.contract.path_template import path_parameters
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.contract.service_names import protocol_service_names
from llama_router_codemod.contract.untyped_parameter import UntypedParameter
from llama_router_codemod.conventions.external_apis import is_api_module
from llama_router_codemod.model.api import Implementation, Method, Parameter, ProtocolClass
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.operation import ServedParameter, Shape
from llama_router_codemod.model.route import Verb
from llama_router_codemod.parse.annotations import EXTRA_BODY, Annotations
from llama_router_codemod.parse.canonical import allows_none, canonical, unmarked_members
from llama_router_codemod.parse.default_values import canonical_default, literal_value
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.source.syntax import names_in


@dataclass(frozen=True)
class ServedSignature:
    """The parameters, and whether the call must be positional (one of them is renamed or positional-only)."""

    parameters: tuple[ServedParameter, ...]
    positional: bool
    findings: tuple[Finding, ...]


def served_signature(
    symbols: Symbols, protocol: ProtocolClass, method: Method, implementations: Sequence[Implementation]
) -> ServedSignature:
    """The parameters of a method as they are served by its implementations, and what is to be known of them."""
    served = [
        _Served(item.class_name, *item.methods[method.name]) for item in implementations if method.name in item.methods
    ]
    signatures = _Signatures(symbols, protocol, method, tuple(served))
    decisions = list(signatures.decisions())
    parameters = tuple(item.parameter for item in decisions if item.parameter is not None)
    renamed = any(parameter.protocol_name not in {parameter.name, None} for parameter in parameters)
    return ServedSignature(
        parameters,
        positional=renamed or any(parameter.positional_only for parameter in method.parameters),
        findings=tuple(finding for item in decisions for finding in item.findings),
    )


@dataclass(frozen=True)
class _Served:
    """A method as an implementation has it; `module` is where it is defined."""

    class_name: str
    module: str
    method: Method


@dataclass(frozen=True)
class _Declaration:
    """A parameter as a class declares it."""

    class_name: str
    module: str
    parameter: Parameter


@dataclass(frozen=True)
class _Decision:
    """What becomes of one parameter: as what it is served, if it is, and what is to be known of it."""

    parameter: ServedParameter | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Signatures:
    """The signatures of one method: the Protocol's and those of its implementations."""

    symbols: Symbols
    protocol: ProtocolClass
    method: Method
    served: tuple[_Served, ...]

    def decisions(self) -> Iterator[_Decision]:
        """A decision for each parameter that any signature has, in the order in which they are served."""
        own = self.method.parameters
        orders = {tuple(parameter.name for parameter in item.method.parameters) for item in self.served}
        order = next(iter(orders)) if len(orders) == 1 else ()
        if len(order) == len(own) and sorted(order) != sorted(parameter.name for parameter in own):
            yield from (self._merged(parameter, name) for parameter, name in zip(own, order, strict=True))
            return
        # Validation errors come in the order of the fields, so that order is the implementation's too.
        for parameter in sorted(own, key=lambda item: order.index(item.name) if item.name in order else -1):
            yield self._declared_only(parameter) or self._merged(parameter, parameter.name)
        names = [set(item.method.by_name) for item in self.served]
        additional = set().union(*names) - set(self.method.by_name)
        in_all = additional.intersection(*names)
        yield from map(self._in_some_implementations, sorted(additional - in_all))
        yield from map(self._in_all_implementations, sorted(in_all))

    def _declared_only(self, declared: Parameter) -> _Decision | None:
        """That of a parameter which an implementation lacks; one that all lack is not read, unless the path has it."""
        lacking = tuple(item.class_name for item in self.served if declared.name not in item.method.by_name)
        if not lacking:
            return None
        if len(lacking) < len(self.served):
            facts: Facts = ImplementationsDisagree(Disagreement.LACKING, str(declared), lacking=lacking)
        else:
            facts = ImplementationWins(Winning.NOT_SERVED, lacking, declared=str(declared))
        finding = self._finding(declared, facts)
        if len(lacking) == len(self.served) and declared.name not in self._in_path:
            return _Decision(None, (finding,))
        merged = self._merged(declared, declared.name)
        return replace(merged, findings=(finding, *merged.findings))

    def _merged(self, declared: Parameter, name: str) -> _Decision:
        """That of a parameter of the Protocol that implementations call `name`."""
        found = self._implemented(name)
        own = self._comparable(self.protocol.module, declared)
        variants = {self._comparable(item.module, item.parameter) for item in found}
        are_annotated = {self._is_annotated(item) for item in found}
        who = tuple(item.class_name for item in found)
        findings: tuple[Finding, ...] = ()
        if name != declared.name:
            facts: Facts = ImplementationWins(Winning.RENAMED, who, declared.name, name)
            findings = (self._finding(declared, facts),)
        if not found or variants == {own} or len(variants) > 1:
            if len(variants) > 1 or len(are_annotated) > 1:
                others = [item for item in found if self._comparable(item.module, item.parameter) != own] or found
                texts = tuple(Variant(item.class_name, str(item.parameter)) for item in others)
                facts = ImplementationsDisagree(Disagreement.DIFFERENT, str(declared), texts)
                findings = (*findings, self._finding(declared, facts))
            findings = (*findings, *field_as_default(declared, self.method.name))
            renamed = declared._replace(name=name)
            parameter = self._parameter(renamed, self.protocol.module, declared.name)
            if variants == {own}:
                parameter = replace(parameter, is_annotated=any(are_annotated))
            return _Decision(parameter, findings)
        served = self._with_literal_default(found[0])
        if not served.annotation:
            facts = UntypedParameter(name, who)
        else:
            facts = ImplementationWins(Winning.DIFFERENT, who, str(declared), str(served))
        findings = (*findings, self._finding(declared, facts))
        parameter = self._parameter(served, found[0].module, declared.name)
        fits = self._fits(declared.annotation, served.annotation, found[0].module)
        return _Decision(replace(parameter, has_protocol_type=fits), findings)

    def _with_literal_default(self, served: _Declaration) -> Parameter:
        """The parameter of an implementation with the value of a constant that generated modules may not import."""
        parameter = served.parameter
        if parameter.default is None or self._is_importable(parameter.default, served.module):
            return parameter
        found = self.symbols.resolve(served.module, parameter.default)
        value = literal_value(self.symbols, found) if found is not None else None
        return parameter if value is None else parameter._replace(default=ast.unparse(value))

    def _fits(self, declared: str, served: str, module: str) -> bool:
        """Whether the Protocol's type has all members of that of an implementation in a module."""
        own = unmarked_members(self.symbols, self.protocol.module, declared)
        return unmarked_members(self.symbols, module, served) <= own

    def _in_some_implementations(self, name: str) -> _Decision:
        texts = tuple(Variant(item.class_name, str(item.parameter)) for item in self._implemented(name))
        facts = ImplementationsDisagree(Disagreement.ONLY_IN_SOME, variants=texts)
        return _Decision(None, (Finding(self.method.place, facts, method=self.method.name),))

    def _in_all_implementations(self, name: str) -> _Decision:
        found = self._implemented(name)
        parameter, module = found[0].parameter, found[0].module
        who = tuple(item.class_name for item in found)
        facts = ImplementationWins(Winning.ONLY_SERVED, who, served=str(parameter))
        return _Decision(self._parameter(parameter, module, None), (self._finding(parameter, facts),))

    @property
    def _in_path(self) -> frozenset[str]:
        return frozenset(name for route in self.method.routes for name in path_parameters(route.path))

    def _implemented(self, name: str) -> list[_Declaration]:
        return [
            _Declaration(item.class_name, item.module, parameter)
            for item in self.served
            if (parameter := item.method.by_name.get(name)) is not None
        ]

    def _is_annotated(self, served: _Declaration) -> bool:
        return bool(Annotations(self.symbols, served.module).metadata(served.parameter.annotation))

    def _comparable(self, module: str, parameter: Parameter) -> tuple[str, str | None]:
        default = canonical_default(self.symbols, module, parameter.default)
        return canonical(self.symbols, module, parameter.annotation), default

    def _finding(self, parameter: Parameter, facts: Facts) -> Finding:
        return Finding(parameter.place, facts, method=self.method.name)

    def _parameter(self, parameter: Parameter, module: str, protocol_name: str | None) -> ServedParameter:
        annotations = Annotations(self.symbols, module)
        annotation, default = parameter.annotation, plain_default(parameter.default)
        if served_verb(self.method.routes[0]) is not Verb.POST:
            annotation = _as_list(annotations, annotation)
        is_declared = module == self.protocol.module
        is_constant = default is None or annotations.is_constant_default(default)
        return ServedParameter(
            name=parameter.name,
            annotation=annotation,
            default=default,
            module=module,
            shape=self._shape(annotations, annotation),
            marker=annotations.marker(annotation, default),
            in_path=parameter.name in self._in_path,
            fits_model=is_constant and all(self._is_importable(code, module) for code in (annotation, default or "")),
            protocol_name=protocol_name,
            has_field_info=annotations.has_field_info(annotation),
            discriminator=annotations.discriminator(annotation),
            is_annotated=bool(set(annotations.metadata(annotation)) - ({EXTRA_BODY} if is_declared else set())),
            accepts_default=default != "None" or allows_none(self.symbols, module, annotation),
        )

    def _shape(self, annotations: Annotations, annotation: str) -> Shape:
        """The shape of a type; what `type X = ...` is to FastAPI depends on its version, and stays as it is written."""
        shape = annotations.shape(annotation)
        is_embedded = served_verb(self.method.routes[0]) is Verb.POST and not annotations.metadata(annotation)
        if is_embedded or not annotations.has_type_statement(annotation):
            return shape
        is_known = shape is Shape.SCALAR and not annotations.has_annotated_type_statement(annotation)
        return shape if is_known else Shape.UNKNOWN

    def _is_importable(self, code: str, module: str) -> bool:
        """Whether models.py may import what a type or a default names: nothing that core or providers define, nothing
        of service.py, which imports models.py, and nothing that has another meaning there."""
        own = self.protocol.module
        service = protocol_service_names(self.symbols, own)
        for name in names_in(code) if code else ():
            found = self.symbols.resolve(module, name)
            path = self.symbols.checkout.modules.get(found.module) if found else None
            is_foreign = path is not None and module != own and not is_api_module(self.symbols, path)
            is_other = module != own and self.symbols.resolve(own, name) not in (None, found)
            if is_foreign or is_other or (found is not None and found.module == own and found.name in service):
                return False
        return True


def _as_list(annotations: Annotations, annotation: str) -> str:
    """A type with the list that it is by a `type X = ...`, which FastAPI does not see in a query; any other stays."""
    written = annotations.without_type_statements(annotation)
    return written if annotations.shape(written) is Shape.SEQUENCE else annotation
