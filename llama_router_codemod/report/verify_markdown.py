"""The result of `verify` as Markdown, made for the body of a pull request."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.markdown_table import table
from llama_router_codemod.report.markdown_text import code, fenced, prose
from llama_router_codemod.report.verify_text import explained, notes, route_lines, verdict
from llama_router_codemod.verify.result import Check, unexplained

if TYPE_CHECKING:
    from llama_router_codemod.verify.result import VerifyResult

NAMES = {
    Check.ROUTES: "routes: verb, path, tag, deprecation, authentication, scope, span",
    Check.DOCUMENT: "OpenAPI document: texts, types, defaults, requirements",
    Check.BEHAVIOUR: "requests: status, body, content type, call of the implementation",
    Check.DRIFT: "drift: Protocol, routes and implementations",
    Check.PUBLISHED: "documents that a program of the tree writes",
}


def verify_markdown(result: VerifyResult) -> str:
    """The verdict, a table of the checks, one of the findings that explain, and every unexplained difference."""
    found = Counter(item.check for item in result.differences)
    left = Counter(item.check for item in result.unexplained)
    compared = {check: count(len(result.routes), "route") for check in Check}
    compared[Check.BEHAVIOUR] = f"{count(result.requests, 'request')}, seed {result.seed}"
    compared[Check.PUBLISHED] = count(len(result.documents), "document")
    checks = [(NAMES[check], compared[check], str(found[check]), str(left[check])) for check in Check]
    findings = [
        (name, CATALOGUE[name].title, str(number), prose(CATALOGUE[name].advice)) for name, number in explained(result)
    ]
    lines = [
        f"## {_heading(result)}",
        "",
        f"{code(result.before)} against {code(result.after)}: {verdict(result)}.",
        "",
        *table(("compared", "how much", "differences", "unexplained"), checks),
        "",
    ]
    if findings:
        lines += [*table(("finding", "explains", "differences", "advice"), findings), ""]
    for route in result.routes:
        open_items = unexplained(route.differences)
        if open_items:
            lines += [f"### {code(route.route)}", "", *fenced(list(route_lines(open_items))), ""]
    for document in result.documents:
        open_items = unexplained(document.differences)
        if open_items:
            lines += [f"### {code(document.file)}", "", *fenced(list(route_lines(open_items))), ""]
    lines += [f"- {prose(note.plain)}" for note in notes(result)]
    return "\n".join(lines).rstrip() + "\n"


def _heading(result: VerifyResult) -> str:
    if not result.differences:
        return "The wire did not change"
    return "Every change of the wire is announced and accepted" if result.is_accepted else "The wire changed"
