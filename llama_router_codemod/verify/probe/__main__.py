"""Looks at one tree, in the tree's own interpreter, and writes a record of what it serves.

    python -m llama_router_codemod.verify.probe OPTIONS.json

The options are `package`, `roots` (the directories that it may be imported from), `errors` (modules with the tree's
exceptions), `plan` (a path), `record` (a path), `apis` (names, or none for all), `requests` for each route and `seed`.
Without a file at `plan` this is the first tree: it makes the requests and writes them there; otherwise they are read
and sent again. Each line of the output is JSON: `{"step": ...}` or `{"done": 1, "of": 2}`.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

# Older releases start exporters and model downloads from their environment; the test context is read per request.
os.environ.update(
    {
        "LLAMA_STACK_TEST_INFERENCE_MODE": "replay",
        "LLAMA_STACK_TEST_STACK_CONFIG_TYPE": "server",
        "HF_HUB_OFFLINE": "1",
        "OTEL_SDK_DISABLED": "true",
    }
)

from llama_router_codemod.verify.probe.answers import Answers, invent_answers
from llama_router_codemod.verify.probe.applications import make_app, make_context, make_failure
from llama_router_codemod.verify.probe.drift import drift
from llama_router_codemod.verify.probe.examples import Style
from llama_router_codemod.verify.probe.exchange import Exchange
from llama_router_codemod.verify.probe.methods import served_methods, with_own_signatures
from llama_router_codemod.verify.probe.operation import read_operation
from llama_router_codemod.verify.probe.published import published_routes
from llama_router_codemod.verify.probe.recorders import Journal, make_implementations
from llama_router_codemod.verify.probe.requests import CaseBuilder, chosen
from llama_router_codemod.verify.probe.tree import Tree

REFUSED = (400, 422)
PROGRESS_EVERY = 100


def say(**event: Any) -> None:
    print(json.dumps(event), file=sys.__stdout__, flush=True)


async def run(options: dict[str, Any]) -> dict[str, Any]:
    """Build the application, make or load the requests, send them all, and return the record."""
    tree = Tree(options["package"])
    plan_file = Path(options["plan"])
    first = not plan_file.exists()
    say(step="Importing the server")
    tree.require_below(options["roots"])
    if first:
        plan: dict[str, Any] = served_methods(tree)
        say(step="Making answers")
        plan["answers"] = {f"{item['api']}.{item['name']}": invent_answers(item) for item in plan["methods"]}
    else:
        plan = json.loads(plan_file.read_text(encoding="utf-8"))
    methods = plan["methods"] if first else with_own_signatures(tree, plan["methods"])
    journal = Journal(make_context(tree), Answers(methods, plan["answers"]), make_failure(options["errors"]))
    app, rows = make_app(tree, make_implementations(methods, journal), methods)
    document = app.openapi()
    exchange = Exchange(app, journal)
    if first:
        say(step="Making requests")
        plan |= await _requests(exchange, document, methods, options)
        plan_file.write_text(json.dumps(plan), encoding="utf-8")
        journal.called.clear()
    results = []
    for number, request in enumerate(plan["requests"]):
        if number % PROGRESS_EVERY == 0:
            say(done=number, of=len(plan["requests"]))
        results.append(await exchange.send(request))
    await exchange.client.aclose()
    return {
        "rows": rows,
        "document": document,
        "published": published_routes(rows, methods, document),
        "drift": drift(tree, methods, rows, document),
        "uncalled": sorted({f"{m['api']}.{m['name']}" for m in methods} - {".".join(key) for key in journal.called}),
        "results": results,
    }


async def _requests(
    exchange: Exchange, document: Any, methods: list[dict[str, Any]], options: dict[str, Any]
) -> dict[str, Any]:
    """The requests to all routes; for each route with the first style of values that the server accepts.

    `refused` are the routes that accept none of them.
    """
    requests: list[dict[str, Any]] = []
    refused = []
    for method in methods:
        for route in method["routes"] if not options["apis"] or method["api"] in options["apis"] else ():
            names = [param["name"] for param in method["params"]]
            operation = read_operation(document, route["verb"], route["path"], route["declared_verb"], names)
            full = await _accepted(exchange, operation, (Style.DISTINCT, Style.CAUTIOUS, Style.BARE), CaseBuilder.full)
            bare = await _accepted(exchange, operation, (Style.BARE, Style.CAUTIOUS, Style.DISTINCT), CaseBuilder.bare)
            refused += [operation.route] if full is None or bare is None else []
            builder = CaseBuilder(operation, full or Style.CAUTIOUS, bare or Style.BARE)
            requests += chosen(builder, options["requests"], options["seed"])
    return {"requests": requests, "refused": refused}


async def _accepted(exchange: Exchange, operation: Any, styles: tuple[Style, ...], make: Any) -> Style | None:
    for style in styles:
        answer = await exchange.send(make(CaseBuilder(operation, style, style)))
        if answer["status"] not in REFUSED:
            return style
    return None


def main(options_file: str) -> None:
    options = json.loads(Path(options_file).read_text(encoding="utf-8"))
    logging.disable(logging.CRITICAL)
    # The exception handler of a tree prints a traceback for every refused request.
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        record = asyncio.run(run(options))
    Path(options["record"]).write_text(json.dumps(record), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
