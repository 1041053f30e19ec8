"""Trees with the book stock, recorded in this process one after the other."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from harbour import importable

from llama_router_codemod.verify.compare import compare_records
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.messages.message_file import read_message
from llama_router_codemod.verify.messages.options import ProbeOptions
from llama_router_codemod.verify.messages.plan import Plan
from llama_router_codemod.verify.messages.record import Outcome, Record
from llama_router_codemod.verify.messages.request import Request
from llama_router_codemod.verify.messages.server_modules import ServerModules
from llama_router_codemod.verify.probe.run import run
from llama_router_codemod.verify.result import RouteResult

FIND, GET, ADD = "GET /v1/books", "GET /v1/books/{book_id:path}", "POST /v1/books"
MOVE, DROP = "PUT /v1/books/{book_id:path}", "DELETE /v1/books/{book_id:path}"
REQUESTS = 25


def recorded(root: Path, plan: Path) -> Record:
    """The record of a tree, which also writes the plan if there is none."""
    files = plan, root / "record.json", root / "bytecode", not plan.exists()
    with importable(root):
        return asyncio.run(run(ProbeOptions("shop", ServerModules(), (root,), (), *files, requests=REQUESTS), print))


@dataclass(frozen=True)
class First:
    """The first tree as it was recorded."""

    file: Path
    record: Record

    @property
    def plan(self) -> Plan:
        return read_message(Plan, self.file)

    def sent(self, route: str, case: str) -> tuple[Request, Outcome]:
        """The request of a case to a route, and what became of it."""
        pairs = zip(self.plan.requests, self.record.outcomes, strict=True)
        (pair,) = (pair for pair in pairs if (str(pair[0].route), str(pair[0].case)) == (route, case))
        return pair

    def compared_with(self, root: Path) -> list[RouteResult]:
        """The results of the routes that differ in another tree."""
        after = recorded(root, self.file)
        results = compare_records(self.plan, self.record, after, Explanations(()))
        return [result for result in results if result.differences]


def first_tree(root: Path) -> First:
    """A tree recorded as the first one."""
    return First(root / "plan.json", recorded(root, root / "plan.json"))
