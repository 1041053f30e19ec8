"""A routed method as the router will serve it: located parameters, answer, texts. Data between parsing and writing."""

from __future__ import annotations

import ast
import enum
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.contract.location import Location, ServedParameter, locate, request_model_name
from llama_router_codemod.contract.match_order import RegisteredOperation, match_order
from llama_router_codemod.contract.served_signature import served_signature
from llama_router_codemod.conventions.implementations import Implementation, implementations
from llama_router_codemod.model.spec import Api, Finding, Method, ProtocolClass, Route, Verb
from llama_router_codemod.parse.annotations import Annotations, Shape
from llama_router_codemod.parse.canonical import canonical_members
from llama_router_codemod.parse.docstrings import Docstring, operation_description, parse_docstring
from llama_router_codemod.source.syntax import dotted, parse_expression

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from llama_router_codemod.parse.symbols import Symbols

_ITERATORS = frozenset({"AsyncIterator", "AsyncGenerator", "AsyncIterable", "Iterator", "Generator"})
_RESPONSES = frozenset({"fastapi", "starlette"})


class Answer(enum.StrEnum):
    """What kind of answer a method declares."""

    MODEL = "model"
    NOTHING = "nothing"
    RESPONSE = "response object"


@dataclass(frozen=True)
class Placed:
    """A served parameter with its location and its description."""

    parameter: ServedParameter
    location: Location
    description: str | None


@dataclass(frozen=True)
class Operation:
    """One routed method. `returns` is its declared return type without iterators; `stream` is the expression that tells
    whether the request asks for an event stream, None when it cannot."""

    protocol: ProtocolClass
    method: Method
    verb: Verb
    parameters: tuple[Placed, ...]
    positional: bool
    answer: Answer
    returns: str
    request_model: str
    stream: str | None
    summary: str | None
    description: str | None
    response_description: str

    @property
    def routes(self) -> tuple[Route, ...]:
        return self.method.routes

    def at(self, *locations: Location) -> tuple[Placed, ...]:
        """The parameters at some locations, in signature order."""
        return tuple(placed for placed in self.parameters if placed.location in locations)


def operations_of(symbols: Symbols, api: Api) -> tuple[tuple[Operation, ...], tuple[Finding, ...]]:
    """The operations of an API in source order, and the findings on their contract."""
    operations: list[Operation] = []
    findings: list[Finding] = []
    for protocol in api.served_by:
        served = implementations(symbols, api, protocol)
        for method in protocol.routed:
            signature = served_signature(symbols, protocol, method, served)
            operation = _operation(symbols, protocol, method, signature.parameters, signature.positional)
            operations.append(operation)
            found = [*signature.findings, *_contract_findings(symbols, operation)]
            for item in served:
                if method.name in item.methods:
                    found += _return_findings(symbols, protocol.module, method, item)
            findings += [replace(finding, api=api.name, method=method.name) for finding in found]
    for operation, overtaken in in_match_order(api, operations):
        if overtaken:
            message = f"`{operation.method.name}` must stand before {_names(overtaken)}"
            findings.append(Finding(operation.method.place, "LRC108", message, api.name, operation.method.name))
    return tuple(operations), tuple(findings)


def in_match_order(api: Api, operations: Sequence[Operation]) -> list[tuple[Operation, tuple[Operation, ...]]]:
    """The operations of an API so that the same one answers as before, each with those that it had to overtake."""
    registered = [
        RegisteredOperation(
            rank=(api.attributes.get(operation.protocol.name, ""), operation.method.name),
            verb=operation.verb,
            paths=tuple(route.served_path for route in operation.routes),
        )
        for operation in operations
    ]
    order = match_order(registered)
    return [
        (
            operations[index],
            tuple(
                operations[other]
                for other in order[position + 1 :]
                if other < index and registered[index].competes_with(registered[other])
            ),
        )
        for position, index in enumerate(order)
    ]


def _names(operations: Sequence[Operation]) -> str:
    return ", ".join(f"`{operation.method.name}`" for operation in operations)


def with_free_model_names(
    operations: Sequence[Operation], taken: Collection[str]
) -> tuple[tuple[Operation, ...], tuple[Finding, ...]]:
    """The operations with request models whose names are neither `taken` nor used twice; a finding for each new one."""
    used, renamed, findings = set(taken), [], []
    for operation in operations:
        name = operation.request_model
        if operation.at(Location.BODY_FIELD, Location.QUERY_FIELD):
            while name in used:
                name += "Body" if operation.at(Location.BODY_FIELD) else "Query"
            used.add(name)
        if name != operation.request_model:
            message = f"`{operation.request_model}` is taken, `{operation.method.name}` has `{name}`"
            findings.append(Finding(operation.method.place, "LRC114", message, method=operation.method.name))
        renamed.append(replace(operation, request_model=name))
    return tuple(renamed), tuple(findings)


def _operation(
    symbols: Symbols, protocol: ProtocolClass, method: Method, served: Sequence[ServedParameter], positional: bool
) -> Operation:
    verb = method.routes[0].served_verb
    texts = parse_docstring(method.docstring or "")
    answer, returns = _answer(symbols, protocol.module, method.returns)
    locations = locate(verb, served)
    placed = tuple(
        Placed(_plain(symbols, parameter), location, _description(symbols, parameter, texts))
        for parameter, location in zip(served, locations, strict=True)
    )
    return Operation(
        protocol=protocol,
        method=method,
        verb=verb,
        parameters=placed,
        positional=positional,
        answer=answer,
        returns=returns,
        request_model=request_model_name(method.name),
        stream=_stream(symbols, placed),
        summary=texts.short,
        description=operation_description(texts),
        response_description="OK" if texts.returns is None else texts.returns,
    )


def _plain(symbols: Symbols, parameter: ServedParameter) -> ServedParameter:
    annotation = Annotations(symbols, parameter.module).without_extra_body(parameter.annotation)
    return replace(parameter, annotation=annotation)


def _description(symbols: Symbols, parameter: ServedParameter, texts: Docstring) -> str | None:
    """ExtraBodyField's text first, then the `:param` of the Protocol's name (docs generator, generator.py:692)."""
    extra = Annotations(symbols, parameter.module).extra_body_text(parameter.annotation)
    return extra or texts.params.get(parameter.protocol_name or parameter.name) or None


def _answer(symbols: Symbols, module: str, returns: str | None) -> tuple[Answer, str]:
    if returns is None:
        return Answer.MODEL, ""
    members = _union_members(parse_expression(returns))
    plain = [member for member in members if not _is_iterator(member)]
    text = " | ".join(ast.unparse(member) for member in plain) if len(plain) != len(members) else returns
    if not plain or text == "None":
        return Answer.NOTHING, "None"
    for member in plain:
        found = symbols.resolve(module, dotted(member) or "")
        if found is not None and found.name.endswith("Response") and found.module.split(".")[0] in _RESPONSES:
            return Answer.RESPONSE, text
    return Answer.MODEL, text


def _union_members(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return [*_union_members(left), *_union_members(right)]
        case ast.Subscript(value=head, slice=ast.Tuple(elts=members)) if (dotted(head) or "").endswith("Union"):
            return list(members)
        case _:
            return [node]


def _is_iterator(node: ast.expr) -> bool:
    head = node.value if isinstance(node, ast.Subscript) else node
    return (dotted(head) or "").rpartition(".")[2] in _ITERATORS


def _stream(symbols: Symbols, placed: Sequence[Placed]) -> str | None:
    """Where a request asks for a stream: parameter `stream`, else `params.stream` (core/server/server.py:180-192)."""
    for item in placed:
        if item.parameter.name == "stream":
            match item.location:
                case Location.BODY_FIELD:
                    return "request.stream"
                case Location.QUERY_FIELD:
                    return "query.stream"
                case _:
                    return "stream"
    for item in placed:
        annotations = Annotations(symbols, item.parameter.module)
        if item.parameter.name == "params" and annotations.has_field(item.parameter.annotation, "stream"):
            return "request.params.stream" if item.location is Location.BODY_FIELD else "params.stream"
    return None


def _contract_findings(symbols: Symbols, operation: Operation) -> list[Finding]:
    found: list[Finding] = []
    for route in operation.routes:
        if route.declared_verb not in {"GET", "POST", "DELETE", None}:
            found.append(Finding(route.place, "LRC101", f"`{route.declared_verb} {route.served_path}`"))
        if route.version is None:
            found.append(Finding(route.place, "LRC109", f"served as `{route.served_path}`"))
        if route.raw_bytes_request_body:
            found.append(Finding(route.place, "LRC113", f"`{route.served_path}`"))
    for item in operation.parameters:
        parameter = item.parameter
        place = next(
            (own.place for own in operation.method.parameters if own.name == parameter.name), operation.method.place
        )
        if item.location in {Location.QUERY, Location.QUERY_FIELD} and parameter.shape is Shape.SEQUENCE:
            found.append(Finding(place, "LRC102", f"`{parameter.name}: {parameter.annotation}`"))
        if parameter.protocol_name not in {None, parameter.name} and item.description:
            found.append(Finding(place, "LRC205", f"`{parameter.protocol_name}` to `{parameter.name}`"))
        annotations = Annotations(symbols, parameter.module)
        if parameter.name == "params" and operation.stream is None and annotations.allows_extra(parameter.annotation):
            found.append(Finding(place, "LRC110", f"`{parameter.annotation}` allows extra fields"))
    return found


def _return_findings(symbols: Symbols, module: str, method: Method, item: Implementation) -> list[Finding]:
    where, served = item.methods[method.name]
    declared = canonical_members(symbols, module, method.returns or "")
    if served.returns in {None, "AsyncGenerator"} or {*canonical_members(symbols, where, served.returns)} <= {
        *declared
    }:
        return []
    message = f"{item.class_name} returns `{served.returns}`, the Protocol `{method.returns}`"
    return [Finding(served.place, "LRC112", message)]
