"""Looks at one tree: builds its application, makes or reads the plan, sends the requests, and records the outcome."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_router_codemod.verify.messages.message_file import read_message, write_message
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.progress import IMPORTED, Progress, Sent, Step
from llama_router_codemod.verify.messages.record import Outcome, Record
from llama_router_codemod.verify.probe.answers import Answers, invent_answers
from llama_router_codemod.verify.probe.applications import make_app
from llama_router_codemod.verify.probe.declared_verbs import as_served, declared_routes, instead, with_routes
from llama_router_codemod.verify.probe.drift import drift
from llama_router_codemod.verify.probe.exchange import Exchange
from llama_router_codemod.verify.probe.failures import make_failure
from llama_router_codemod.verify.probe.methods import served_methods, with_own_protocols, with_own_signatures
from llama_router_codemod.verify.probe.methods_of_routers import methods_of_routers
from llama_router_codemod.verify.probe.mounted_webmethods import unmountable_routes
from llama_router_codemod.verify.probe.planned_requests import with_requests
from llama_router_codemod.verify.probe.published import published_routes
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.request_context import make_context
from llama_router_codemod.verify.probe.request_objects import request_objects
from llama_router_codemod.verify.probe.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence

    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.messages.options import ProbeOptions
    from llama_router_codemod.verify.messages.request import Request
    from llama_router_codemod.verify.messages.route_key import RouteKey

    Report = Callable[[Progress], None]

PROGRESS_EVERY = 100
_SECONDS_BETWEEN_LOOKS = 0.05


async def run(options: ProbeOptions, report: Report) -> Record:
    """The record of a tree, which must be on the path. The first tree also writes the plan.

    Raises ImportError when its server cannot be imported, or is not that of the tree.
    """
    tree = Tree(options.package, options.modules, options.fastapi_document)
    report(Step("Importing the server"))
    tree.require_below(options.roots)
    plan = _methods_and_answers(tree, report) if options.is_first else await _plan_of_the_first(tree, options)
    journal = Journal(
        context=make_context(tree),
        answers=Answers(plan.methods, plan.answers),
        failure=make_failure(options.errors),
        objects=request_objects(method for method in plan.methods if not options.is_first or method.signature is None),
    )
    app, rows = make_app(tree, make_implementations(plan.methods, journal), plan.methods)
    document = app.openapi()
    exchange = Exchange(app, journal)
    # Of many requests there is garbage, but not in what has been imported and built for them.
    gc.freeze()
    gc.enable()
    if options.is_first:
        report(Step("Making requests"))
        plan = await with_requests(plan, rows, exchange, document, options)
        write_message(options.plan, plan)
        journal.called.clear()
    served = {row.key for row in rows}
    moved = instead(declared_routes(plan.methods, served), served)
    methods = tuple(with_routes(plan.methods, moved))
    outcomes = await _send(exchange, [as_served(request, moved) for request in plan.requests], report)
    names = {method.name for method in plan.methods if method.routes}
    return Record(
        rows=rows,
        document=document,
        published=published_routes(rows, methods, document, tree),
        drift=drift(tree, methods, rows, document),
        uncalled=tuple(sorted(names - journal.called, key=str)),
        outcomes=outcomes,
        fastapi_document=tree.fastapi_document,
    )


async def _plan_of_the_first(tree: Tree, options: ProbeOptions) -> Plan:
    """The plan, when it is there, with the Protocols of this tree, and with what only its own routers may call."""
    tree.protocols()
    tree.module(tree.modules.server)  # to import these takes as long as the first tree needs to make the plan
    while not options.plan.exists():
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    plan = read_message(Plan, options.plan)
    known = {method.name for method in plan.methods}
    others = tuple(method for method in methods_of_routers(tree) if method.name not in known)
    return replace(
        plan,
        methods=with_own_signatures(tree, (*with_own_protocols(tree, plan.methods), *others)),
        answers=(*plan.answers, *map(invent_answers, others)),
    )


def _methods_and_answers(tree: Tree, report: Report) -> Plan:
    served = served_methods(tree)
    unmountable = tuple(unmountable_routes(tree, served.methods))
    methods = tuple(_without(served.methods, unmountable))
    report(IMPORTED)
    return Plan(
        methods=methods,
        answers=tuple(map(invent_answers, methods)),
        unmountable=unmountable,
        import_failures=served.import_failures,
    )


def _without(methods: Iterable[ServedMethod], unmountable: Container[RouteKey]) -> Iterator[ServedMethod]:
    """The methods without these routes; one that has no route left is still a part of its implementation."""
    for method in methods:
        yield replace(method, routes=tuple(route for route in method.routes if route.key not in unmountable))


async def _send(exchange: Exchange, requests: Sequence[Request], report: Report) -> tuple[Outcome, ...]:
    outcomes = []
    for number, request in enumerate(requests):
        if number % PROGRESS_EVERY == 0:
            report(Sent(number, len(requests)))
        outcomes.append(await exchange.send(request))
    return tuple(outcomes)
