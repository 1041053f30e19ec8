"""Send the same requests to a legacy or a migrated tree and write down what happened.

The tree under test is first on PYTHONPATH, and this runs in that tree's own interpreter. The legacy probe makes the
requests and writes them; the migrated probe replays them. Nothing leaves the process: every implementation only
records.

    python probe.py --tree legacy   --package llama_stack --signatures S.json --requests-file R.json --out legacy.json
    python probe.py --tree migrated --package llama_stack --signatures S.json --requests-file R.json --out migrated.json
"""

from __future__ import annotations

import argparse
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

import httpx
from answers import Answers, invent_answers
from applications import make_context, make_failure, make_legacy_app, make_migrated_app
from cases import CaseBuilder, limited, read_operation
from examples import Style
from recorders import Journal, make_implementations

PROVIDER_DATA_HEADERS = ("X-LlamaStack-Provider-Data", "X-MiniStack-Provider-Data")
PROVIDER_DATA = {"probe_key": "probe-value", "__test_id": "probe-test"}
REFUSED = (400, 422)


class Tap:
    """An ASGI application around the tested one: names the user, and notices exceptions that leave the application."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.raised: str | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        scope = {**scope, "principal": "probe-user", "user_attributes": {"roles": ["probe"]}}
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            self.raised = type(error).__name__
            raise


class Probe:
    """One application under test, its recorders' journal and a client."""

    def __init__(self, app: Any, journal: Journal) -> None:
        self.tap = Tap(app)
        self.journal = journal
        transport = httpx.ASGITransport(app=self.tap, raise_app_exceptions=False)
        headers = dict.fromkeys(PROVIDER_DATA_HEADERS, json.dumps(PROVIDER_DATA))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://probe", headers=headers)

    async def send(self, case: dict[str, Any]) -> dict[str, Any]:
        """Send one case and describe the answer and the recorded calls."""
        self.journal.start(case["answer"])
        self.tap.raised = None
        response = await self.client.request(case["method"], case["url"], **request_content(case["body"]))
        content_type = response.headers.get("content-type", "")
        try:
            body = response.json() if "json" in content_type else response.text
        except ValueError:
            body = response.text
        return {
            "route": case["route"],
            "kind": case["kind"],
            "status": response.status_code,
            "content_type": content_type,
            "allow": response.headers.get("allow"),
            "kept_header": response.headers.get("x-probe"),
            "body": body,
            "raised": self.tap.raised,
            "calls": self.journal.calls,
        }


def request_content(body: dict[str, Any] | None) -> dict[str, Any]:
    """The arguments for httpx that send `body` (see cases.py for its forms)."""
    match body:
        case None:
            return {}
        case {"json": value}:
            return {"content": json.dumps(value), "headers": {"content-type": "application/json"}}
        case {"text": text, "type": content_type}:
            return {"content": text, "headers": {"content-type": content_type}}
        case _:
            files = {name: tuple(value) for name, value in body["files"].items()}
            return {"data": body["form"], **({"files": files} if files else {})}


async def make_cases(probe: Probe, document: Any, methods: list[dict[str, Any]], per_kind: int) -> dict[str, Any]:
    """All cases for all routes; per route, the first style of values that the legacy server accepts."""
    cases: list[dict[str, Any]] = []
    refused = []
    for method in methods:
        for route in method["routes"]:
            names = [param["name"] for param in method["params"]]
            operation = read_operation(document, route["verb"], route["path"], route["declared_verb"], names)
            full = await accepted(probe, operation, (Style.DISTINCT, Style.CAUTIOUS, Style.BARE), CaseBuilder.full)
            bare = await accepted(probe, operation, (Style.BARE, Style.CAUTIOUS, Style.DISTINCT), CaseBuilder.bare)
            refused += [operation.route] if full is None or bare is None else []
            builder = CaseBuilder(operation, full or Style.CAUTIOUS, bare or Style.BARE)
            cases += limited(builder.all(), per_kind)
    return {"cases": cases, "refused": refused}


async def accepted(probe: Probe, operation: Any, styles: tuple[Style, ...], make: Any) -> Style | None:
    for style in styles:
        answer = await probe.send(make(CaseBuilder(operation, style, style)))
        if answer["status"] not in REFUSED:
            return style
    return None


async def run(options: argparse.Namespace) -> dict[str, Any]:
    """Build the application, make or load the requests, send them all, and return the record."""
    signatures = json.loads(options.signatures.read_text(encoding="utf-8"))
    methods = [m for m in signatures["methods"] if not options.api or m["api"] in options.api]
    legacy = options.tree == "legacy"
    if legacy and not options.replay:
        plan: dict[str, Any] = {"answers": {f"{m['api']}.{m['name']}": invent_answers(m) for m in methods}}
    else:
        plan = json.loads(options.requests_file.read_text(encoding="utf-8"))
    answers = Answers(methods, plan["answers"])
    journal = Journal(make_context(options.package), answers, make_failure(options.package))
    implementations = make_implementations(signatures["methods"], journal, typed=legacy)
    make_app = make_legacy_app if legacy else make_migrated_app
    app, table = make_app(options.package, implementations, signatures["methods"])
    document = app.openapi()
    probe = Probe(app, journal)
    if legacy and not options.replay:
        plan |= await make_cases(probe, document, methods, options.requests)
        options.requests_file.write_text(json.dumps(plan) + "\n", encoding="utf-8")
        journal.called.clear()
    results = [await probe.send(case) for case in plan["cases"]]
    await probe.client.aclose()
    expected = {(method["api"], method["name"]) for method in methods}
    return {
        "version": 1,
        "tree": options.tree,
        "package": options.package,
        "routes": table,
        "openapi": document,
        "refused": plan["refused"],
        "methods": len(expected),
        "uncalled": sorted(".".join(key) for key in expected - journal.called),
        "results": results,
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tree", required=True, choices=("legacy", "migrated"))
    parser.add_argument("--package", required=True)
    parser.add_argument("--signatures", required=True, type=Path, help="written by signatures.py on the legacy tree")
    parser.add_argument("--requests-file", required=True, type=Path, help="written by legacy, read by migrated")
    parser.add_argument("--requests", type=int, default=0, metavar="N", help="at most N per route and kind; 0 = all")
    parser.add_argument("--replay", action="store_true", help="legacy: read the requests file instead of writing it")
    parser.add_argument("--api", action="append", help="only this API's requests (may be repeated)")
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    # The exception handler of the tree prints a traceback for every refused request.
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stderr(nowhere):
        record = asyncio.run(run(options))
    options.out.write_text(json.dumps(record) + "\n", encoding="utf-8")
    print(
        f"{options.tree}: {len(record['routes'])} routes, {len(record['results'])} requests, "
        f"{record['methods'] - len(record['uncalled'])} of {record['methods']} recorders called"
    )
    for label in ("refused", "uncalled"):
        for name in record[label]:
            print(f"  {label}: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
