"""Looks at one tree: builds its application, makes or reads the plan, sends the requests, and records the outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.progress import Progress, Sent, Step
from llama_router_codemod.verify.messages.record import Outcome, Record
from llama_router_codemod.verify.messages.request import Case, CaseKind, Request
from llama_router_codemod.verify.probe.answers import Answers, invent_answers
from llama_router_codemod.verify.probe.applications import make_app
from llama_router_codemod.verify.probe.basis import Basis
from llama_router_codemod.verify.probe.chosen_requests import chosen_requests
from llama_router_codemod.verify.probe.declared_verbs import as_served, declared_routes, instead, with_routes
from llama_router_codemod.verify.probe.drift import drift
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.exchange import Exchange
from llama_router_codemod.verify.probe.failures import make_failure
from llama_router_codemod.verify.probe.methods import served_methods, with_own_protocols
from llama_router_codemod.verify.probe.mounted_webmethods import unmountable_routes
from llama_router_codemod.verify.probe.operation import Operation, read_operation
from llama_router_codemod.verify.probe.published import published_routes
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.request_context import make_context
from llama_router_codemod.verify.probe.request_objects import request_objects
from llama_router_codemod.verify.probe.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from llama_router_codemod.verify.messages.json_value import Schema
    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.messages.options import ProbeOptions
    from llama_router_codemod.verify.messages.route_key import RouteKey

    Report = Callable[[Progress], None]

REFUSED = (400, 422)
PROGRESS_EVERY = 100
FULL_STYLES = (Style.DISTINCT, Style.CAUTIOUS, Style.BARE)
BARE_STYLES = (Style.BARE, Style.CAUTIOUS, Style.DISTINCT)


async def run(options: ProbeOptions, report: Report) -> Record:
    """The record of a tree, which must be on the path. The first tree also writes the plan.

    Raises ImportError when its server cannot be imported, or is not that of the tree.
    """
    tree = Tree(options.package, options.modules)
    is_first = not options.plan.exists()
    report(Step("Importing the server"))
    tree.require_below(options.roots)
    plan = _methods_and_answers(tree, report) if is_first else _plan_of_the_first(tree, options)
    journal = Journal(
        context=make_context(tree),
        answers=Answers(plan.methods, plan.answers),
        failure=make_failure(options.errors),
        objects={} if is_first else request_objects(plan.methods),
    )
    app, rows = make_app(tree, make_implementations(plan.methods, journal), plan.methods)
    document = app.openapi()
    exchange = Exchange(app, journal)
    if is_first:
        report(Step("Making requests"))
        plan = await _with_requests(plan, exchange, document, options)
        write_message(options.plan, plan)
        journal.called.clear()
    served = {row.key for row in rows}
    moved = instead(declared_routes(plan.methods, served), served)
    methods = tuple(with_routes(plan.methods, moved))
    outcomes = await _send(exchange, [as_served(request, moved) for request in plan.requests], report)
    await exchange.client.aclose()
    names = {method.name for method in plan.methods if method.routes}
    return Record(
        rows=rows,
        document=document,
        published=published_routes(rows, methods, document),
        drift=drift(tree, methods, rows, document),
        uncalled=tuple(sorted(names - journal.called, key=str)),
        outcomes=outcomes,
    )


def _plan_of_the_first(tree: Tree, options: ProbeOptions) -> Plan:
    plan = read_message(Plan, options.plan)
    return replace(plan, methods=tuple(with_own_protocols(tree, plan.methods)))


def _methods_and_answers(tree: Tree, report: Report) -> Plan:
    served = served_methods(tree)
    unmountable = tuple(unmountable_routes(tree, served.methods))
    methods = tuple(_without(served.methods, unmountable))
    report(Step("Making answers"))
    return Plan(
        methods=methods,
        answers=tuple(map(invent_answers, methods)),
        unmountable=unmountable,
        import_failures=served.import_failures,
        not_compared=served.not_compared,
    )


def _without(methods: Iterable[ServedMethod], unmountable: Container[RouteKey]) -> Iterator[ServedMethod]:
    """The methods without these routes; one that has no route left is still a part of its implementation."""
    for method in methods:
        yield replace(method, routes=tuple(route for route in method.routes if route.key not in unmountable))


async def _with_requests(plan: Plan, exchange: Exchange, document: Schema, options: ProbeOptions) -> Plan:
    """The plan with the requests to all routes; for each with the first style of values that the server accepts."""
    requests: list[Request] = []
    refused: list[RouteKey] = []
    for method in plan.methods:
        names = [parameter.name for parameter in method.parameters]
        for route in method.routes if not options.apis or method.name.api in options.apis else ():
            operation = read_operation(document, route.key, route.declared_verb, names)
            full = await _accepted(exchange, operation, FULL_STYLES, CaseKind.FULL)
            bare = await _accepted(exchange, operation, BARE_STYLES, CaseKind.REQUIRED)
            refused += [route.key] if full is None or bare is None else []
            basis = Basis.of(operation, full or Style.CAUTIOUS, bare or Style.BARE)
            requests += chosen_requests(basis, options.requests, options.seed)
    return replace(plan, requests=tuple(requests), refused=tuple(refused))


async def _accepted(exchange: Exchange, operation: Operation, styles: Iterable[Style], kind: CaseKind) -> Style | None:
    """The first style in which the full or the required request is accepted."""
    for style in styles:
        basis = Basis.of(operation, style, style)
        draft = basis.full if kind is CaseKind.FULL else basis.bare
        outcome = await exchange.send(draft.request(operation, Case(kind)))
        if outcome.status not in REFUSED:
            return style
    return None


async def _send(exchange: Exchange, requests: Sequence[Request], report: Report) -> tuple[Outcome, ...]:
    outcomes = []
    for number, request in enumerate(requests):
        if number % PROGRESS_EVERY == 0:
            report(Sent(number, len(requests)))
        outcomes.append(await exchange.send(request))
    return tuple(outcomes)
