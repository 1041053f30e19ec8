"""Operations: each routed method of an API by all rules of the contract, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from llama_router_codemod.contract.answer import declared_answer
from llama_router_codemod.contract.list_of_a_get import lists_in_query
from llama_router_codemod.contract.location import locations
from llama_router_codemod.contract.match_order import overlapping_routes
from llama_router_codemod.contract.parameter_text import holds_text, parameter_text, renamed_texts
from llama_router_codemod.contract.published_elsewhere import published_elsewhere
from llama_router_codemod.contract.raw_body import raw_bodies
from llama_router_codemod.contract.request_model_name import query_model_name, request_model_name
from llama_router_codemod.contract.return_type import other_return_types
from llama_router_codemod.contract.served_path import missing_levels
from llama_router_codemod.contract.served_signature import ServedSignature, served_signature
from llama_router_codemod.contract.served_verb import other_verbs, served_verb
from llama_router_codemod.contract.streaming import stream_switch
from llama_router_codemod.contract.two_texts import dropped_parameter_texts
from llama_router_codemod.contract.type_in_quotes import types_in_quotes
from llama_router_codemod.contract.undeclared_stream import undeclared_streams
from llama_router_codemod.contract.unpublished_text import unpublished_texts
from llama_router_codemod.conventions.fastapi_document import fastapi_document, publishes_extra_body
from llama_router_codemod.conventions.implementations import implementations
from llama_router_codemod.conventions.server import read_server
from llama_router_codemod.model.api import Api, Method, ProtocolClass
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.operation import (
    UNDESCRIBED_RESPONSE,
    LocatedParameter,
    Location,
    Operation,
    ServedParameter,
)
from llama_router_codemod.parse.annotations import EXTRA_BODY, Annotations
from llama_router_codemod.parse.docstrings import Docstring, operation_description, parse_docstring, whole_description
from llama_router_codemod.parse.symbols import Symbols

#: The rules that judge one operation by itself.
OPERATION_RULES = (
    other_verbs,
    missing_levels,
    raw_bodies,
    lists_in_query,
    renamed_texts,
    dropped_parameter_texts,
    unpublished_texts,
    published_elsewhere,
    undeclared_streams,
)


@dataclass(frozen=True)
class ApiContract:
    """The operations of an API in source order, and the findings on them."""

    operations: tuple[Operation, ...]
    findings: tuple[Finding, ...]


@cache
def api_contract(symbols: Symbols, api: Api) -> ApiContract:
    """What a server serves for an API, read off its Protocols and their implementations."""
    operations: list[Operation] = []
    findings: list[Finding] = []
    for protocol in api.served_by:
        served = implementations(symbols, api, protocol)
        for method in protocol.routed:
            signature = served_signature(symbols, protocol, method, served)
            operation = _operation(symbols, protocol, method, signature)
            operations.append(operation)
            found = [
                *signature.findings,
                *_judged(symbols, operation),
                *other_return_types(symbols, protocol.module, method, served),
                *types_in_quotes(symbols, method, served),
            ]
            findings += [replace(finding, method=method.name) for finding in found]
    findings += overlapping_routes(api, operations)
    return ApiContract(tuple(operations), tuple(replace(finding, api=api.name) for finding in findings))


def _judged(symbols: Symbols, operation: Operation) -> Iterator[Finding]:
    for rule in OPERATION_RULES:
        yield from rule(symbols, operation)


def _operation(symbols: Symbols, protocol: ProtocolClass, method: Method, signature: ServedSignature) -> Operation:
    verb = served_verb(method.routes[0])
    texts = parse_docstring(method.docstring or "")
    answer = declared_answer(symbols, protocol.module, method.returns)
    server = read_server(symbols).server
    located = locations(
        verb,
        signature.parameters,
        embeds_bodies=server is None or server.wrapper.embeds_bodies,
        keeps_annotated=server is None or server.wrapper.keeps_annotated,
    )
    parameters = tuple(
        LocatedParameter(
            _plain(symbols, parameter),
            location,
            parameter_text(symbols, protocol, method, parameter, texts)
            if holds_text(symbols, parameter, location)
            else None,
            location is Location.BODY_FIELD and _is_apart(symbols, protocol, method, parameter),
        )
        for parameter, location in zip(signature.parameters, located, strict=True)
    )
    description, response_description = _published(symbols, method, texts)
    return Operation(
        protocol=protocol,
        method=method,
        verb=verb,
        parameters=parameters,
        positional=signature.positional,
        answer=answer.kind,
        returns=answer.returns,
        request_model=_request_model(symbols, protocol, method, located),
        stream=stream_switch(symbols, parameters),
        summary=texts.short,
        description=description,
        response_description=response_description,
    )


def _is_apart(symbols: Symbols, protocol: ProtocolClass, method: Method, parameter: ServedParameter) -> bool:
    """Whether a document that FastAPI makes has a parameter apart, for the `ExtraBodyField` of the Protocol."""
    declared = method.by_name.get(parameter.declared_name)
    if declared is None or not publishes_extra_body(symbols):
        return False
    return EXTRA_BODY in Annotations(symbols, protocol.module).metadata(declared.annotation)


def _published(symbols: Symbols, method: Method, texts: Docstring) -> tuple[str | None, str]:
    """The descriptions of an operation and of its answer."""
    if fastapi_document(symbols) is not None:
        return whole_description(method.docstring or ""), texts.returns or UNDESCRIBED_RESPONSE
    return operation_description(texts), "OK" if texts.returns is None else texts.returns


def _request_model(symbols: Symbols, protocol: ProtocolClass, method: Method, located: Collection[Location]) -> str:
    if Location.QUERY_FIELD not in located or Location.BODY_FIELD in located:
        return request_model_name(method.name)
    bindings = symbols.bindings(protocol.module)
    return query_model_name(method.name, bindings.names if bindings is not None else ())


def _plain(symbols: Symbols, parameter: ServedParameter) -> ServedParameter:
    annotation = Annotations(symbols, parameter.module).without_extra_body(parameter.annotation)
    return replace(parameter, annotation=annotation)
