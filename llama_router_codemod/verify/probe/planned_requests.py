"""The requests to every route of the first tree, and which method each route that was made by hand calls."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.method import ServedRoute
from llama_router_codemod.verify.messages.request import Case, CaseKind
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.chosen_requests import chosen_requests
from llama_router_codemod.verify.probe.drafts import Draft
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.operation import read_operation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod
    from llama_router_codemod.verify.messages.options import ProbeOptions
    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Outcome, RouteRow
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.messages.route_key import RouteKey
    from llama_router_codemod.verify.probe.exchange import Exchange
    from llama_router_codemod.verify.probe.operation import Operation

REFUSED = (400, 422)
FULL_STYLES = (Style.DISTINCT, Style.CAUTIOUS, Style.BARE)
BARE_STYLES = (Style.BARE, Style.CAUTIOUS, Style.DISTINCT)


@dataclass(frozen=True)
class _Target:
    """A route that gets requests; `method` is None where only they can tell which one it calls."""

    api: str
    route: ServedRoute
    method: MethodName | None = None


@dataclass(frozen=True)
class _Accepted:
    """The style of values that a route accepts, and what became of a request with them."""

    style: Style
    outcome: Outcome


async def with_requests(
    plan: Plan, rows: Iterable[RouteRow], exchange: Exchange, document: Schema, options: ProbeOptions
) -> Plan:
    """The plan with the requests to all routes; for each with the first style of values that the server accepts.

    Its methods then have the routes made by hand, too, by which they were called.
    """
    parameters = {method.name: tuple(item.name for item in method.parameters) for method in plan.methods}
    requests: list[Request] = []
    refused: list[RouteKey] = []
    without_method: list[RouteKey] = []
    found: dict[MethodName, list[ServedRoute]] = defaultdict(list)
    for target in _targets(plan.methods, rows):
        if options.apis and target.api not in options.apis:
            continue
        key, name = target.route.key, target.method
        operation = read_operation(document, key, target.route.declared_verb, parameters[name] if name else ())
        full = await _accepted(exchange, operation, FULL_STYLES, CaseKind.FULL)
        bare = await _accepted(exchange, operation, BARE_STYLES, CaseKind.REQUIRED)
        refused += [key] if full is None and bare is None else []
        if name is None:
            called = _called(full, bare)
            without_method += [] if called else [key]
            if len(called) == 1:
                (name,) = called
                found[name].append(target.route)
                operation = replace(operation, parameters=parameters[name])
        basis = Basis.of(operation, full.style if full else Style.CAUTIOUS, bare.style if bare else Style.BARE)
        if full is None and bare is not None:
            basis = await _with_accepted_fields(exchange, basis)
        requests += chosen_requests(basis, options.requests, options.seed)
    return replace(
        plan,
        methods=tuple(replace(method, routes=(*method.routes, *found[method.name])) for method in plan.methods),
        requests=tuple(requests),
        refused=tuple(refused),
        without_method=tuple(without_method),
    )


def _targets(methods: Iterable[ServedMethod], rows: Iterable[RouteRow]) -> Iterator[_Target]:
    """The routes that name their methods, then those that do not."""
    known = [_Target(method.name.api, route, method.name) for method in methods for route in method.routes]
    yield from known
    keys = {target.route.key for target in known}
    others = {row.key: ServedRoute(row.key, row.key.verb, row.tag) for row in rows if row.key not in keys}
    apis = {row.key: row.api for row in rows}
    yield from (_Target(apis[key], route) for key, route in others.items())


async def _accepted(
    exchange: Exchange, operation: Operation, styles: Iterable[Style], kind: CaseKind
) -> _Accepted | None:
    """The first style in which the full or the required request is accepted."""
    for style in styles:
        basis = Basis.of(operation, style, style)
        draft = basis.full if kind is CaseKind.FULL else basis.bare
        outcome = await exchange.send(draft.request(operation, Case(kind)))
        if outcome.status not in REFUSED:
            return _Accepted(style, outcome)
    return None


async def _with_accepted_fields(exchange: Exchange, basis: Basis) -> Basis:
    """The basis whose full request has what is required, and each other field that is accepted beside that alone."""
    operation, full = basis.operation, basis
    basis = replace(basis, query=basis.required_query, body=basis.required_body)
    for name in (name for name in (*full.query, *full.body) if name not in operation.required):
        query, body = (
            {key: value for key, value in fields.items() if key == name} for fields in (full.query, full.body)
        )
        draft = Draft({**full.required_query, **query}, {**full.required_body, **body})
        outcome = await exchange.send(draft.request(operation, Case(CaseKind.FULL)))
        if outcome.status not in REFUSED:
            basis = replace(basis, query={**basis.query, **query}, body={**basis.body, **body})
    return basis


def _called(*accepted: _Accepted | None) -> set[MethodName]:
    return {call.method for item in accepted if item for call in item.outcome.calls}
