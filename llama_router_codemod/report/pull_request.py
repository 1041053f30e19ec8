"""What a commit of a series says, made for the pull request that has it: subject and body, in Markdown.

No line of a body begins with `#`: git would take it for a comment when somebody edits the message.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from llama_router_codemod.migrate.migration import Part
from llama_router_codemod.model.layout import FACTORY_FILES, OWN_FILES
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.markdown_table import table
from llama_router_codemod.report.markdown_text import code, prose
from llama_router_codemod.report.migrate_document import finding_entry
from llama_router_codemod.report.verify_text import explained, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.migrate.series import SeriesStep
    from llama_router_codemod.tree.commit_writer import DiffSize
    from llama_router_codemod.verify.result import VerifyResult

_INTRODUCTIONS = {
    Part.INFRASTRUCTURE: "What routers need, and a server that serves them beside `@webmethod` methods.",
    Part.APIS: "The Protocol is in `{service}`, its models in `models.py`, its routes in `{routes}`; imports follow.",
    Part.CLEANUP: "No API has `@webmethod` methods any more: what was there for these goes, or is about routers now.",
}


def subject(step: SeriesStep) -> str:
    """The first line of a commit's message, and the title of its pull request."""
    match step.part:
        case Part.INFRASTRUCTURE:
            return "Serve FastAPI routers beside webmethods"
        case Part.CLEANUP:
            return "Remove what only webmethods needed"
        case _:
            names = [step.name] if step.apis in ((), (step.name,)) else step.apis
            return f"Migrate {' and '.join(names)} to a FastAPI router"


def body(step: SeriesStep, size: DiffSize, evidence: VerifyResult | None) -> str:
    """What is in a commit: its routes, its size, what a person must know, and what `verify` measured, if it did."""
    lines = [_introduction(step), ""]
    if step.routes:
        rows = [(route.verb, code(route.path), code(route.method)) for route in step.routes]
        lines += [*table(("verb", "path", "method"), rows), ""]
    lines += [
        f"{count(size.files, 'file')}, {count(size.added, 'line')} added, {size.removed} removed (`git diff -M`).",
        "",
        *_measured(evidence),
        "",
    ]
    findings = [finding_entry(finding) for finding in step.migration.findings]
    if findings:
        cells = [
            (item.code, code(f"{item.path}:{item.line}"), prose(item.message), prose(item.advice)) for item in findings
        ]
        lines += table(("code", "place", "finding", "advice"), cells)
    else:
        lines.append("No findings.")
    return "\n".join(lines)


def message(step: SeriesStep, size: DiffSize, evidence: VerifyResult | None) -> str:
    """The whole message of a commit."""
    return f"{subject(step)}\n\n{body(step, size, evidence)}\n"


def _introduction(step: SeriesStep) -> str:
    names = {change.path.name for change in step.migration.changeset.changes if change.after is not None}
    files = FACTORY_FILES if f"{FACTORY_FILES.routes}.py" in names else OWN_FILES
    return _INTRODUCTIONS[step.part].format(service=f"{files.service}.py", routes=f"{files.routes}.py")


def _measured(evidence: VerifyResult | None) -> Iterator[str]:
    if evidence is None:
        yield "Not verified: `verify` did not run."
        return
    yield f"`verify`, against the tree before the series: {verdict(evidence)}."
    accepted = Counter(dict(explained(evidence)))
    if accepted:
        yield ""
        yield "Accepted: " + ", ".join(f"{name} ({number})" for name, number in sorted(accepted.items())) + "."
