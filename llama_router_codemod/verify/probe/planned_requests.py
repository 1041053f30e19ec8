"""The requests to every route of the first tree, and which method each route that was made by hand calls."""

from __future__ import annotations

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
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod
    from llama_router_codemod.verify.messages.options import ProbeOptions
    from llama_router_codemod.verify.messages.plan import Plan
    from llama_router_codemod.verify.messages.record import Outcome, RouteRow
    from llama_router_codemod.verify.messages.request import Request
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
class _Asked:
    """A route after its first requests: what others start from, which methods were called, whether all were refused."""

    target: _Target
    basis: Basis
    called: frozenset[MethodName]
    is_refused: bool

    @property
    def method(self) -> MethodName | None:
        """The method that the route names, or else the only one that it calls."""
        return self.target.method or (next(iter(self.called)) if len(self.called) == 1 else None)

    def requests(self, parameters: Mapping[MethodName, tuple[str, ...]], options: ProbeOptions) -> tuple[Request, ...]:
        """The requests to the route, whose method has these parameters."""
        names = parameters[self.method] if self.method else ()
        basis = replace(self.basis, operation=replace(self.basis.operation, parameters=names))
        return chosen_requests(basis, options.requests, options.seed)


async def with_requests(
    plan: Plan, rows: Iterable[RouteRow], exchange: Exchange, document: Schema, options: ProbeOptions
) -> Plan:
    """The plan with the requests to all routes; for each with the first style of values that the server accepts.

    Its methods then have the routes made by hand, too, by which they were called.
    """
    targets = [target for target in _targets(plan.methods, rows) if not options.apis or target.api in options.apis]
    asked = [await _ask(exchange, document, target) for target in targets]
    by_hand = [item for item in asked if item.target.method is None]
    parameters = {method.name: tuple(item.name for item in method.parameters) for method in plan.methods}
    return replace(
        plan,
        methods=tuple(_with_routes(plan.methods, by_hand)),
        requests=tuple(request for item in asked for request in item.requests(parameters, options)),
        refused=tuple(item.target.route.key for item in asked if item.is_refused),
        without_method=tuple(item.target.route.key for item in by_hand if not item.called),
    )


def _targets(methods: Iterable[ServedMethod], rows: Iterable[RouteRow]) -> Iterator[_Target]:
    """The routes that name their methods, then those that do not."""
    named = [_Target(method.name.api, route, method.name) for method in methods for route in method.routes]
    yield from named
    keys = {target.route.key for target in named}
    others = {row.key: _Target(row.api, ServedRoute(row.key, row.key.verb, row.tag)) for row in rows}
    yield from (target for key, target in others.items() if key not in keys)


def _with_routes(methods: Iterable[ServedMethod], asked: Sequence[_Asked]) -> Iterator[ServedMethod]:
    for method in methods:
        found = (item.target.route for item in asked if item.method == method.name)
        yield replace(method, routes=(*method.routes, *found))


async def _ask(exchange: Exchange, document: Schema, target: _Target) -> _Asked:
    operation = read_operation(document, target.route.key, target.route.declared_verb, ())
    full = await _accepted(exchange, operation, FULL_STYLES, CaseKind.FULL)
    bare = await _accepted(exchange, operation, BARE_STYLES, CaseKind.REQUIRED)
    basis = Basis.of(operation, full.style if full else Style.CAUTIOUS, bare.style if bare else Style.BARE)
    if full is None and bare is not None:
        basis = await _with_accepted_fields(exchange, basis)
    called = frozenset(call.method for item in (full, bare) if item for call in item.outcome.calls)
    return _Asked(target, basis, called, is_refused=full is None and bare is None)


@dataclass(frozen=True)
class _Accepted:
    """The style of values that a route accepts, and what became of a request with them."""

    style: Style
    outcome: Outcome


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
