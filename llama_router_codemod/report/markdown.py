"""Results as Markdown, for pull requests and job summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.report.counted import count
from llama_router_codemod.report.left_out_text import left_out_text
from llama_router_codemod.report.markdown_table import table
from llama_router_codemod.report.markdown_text import code, prose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_router_codemod.inventory.inventory import Inventory
    from llama_router_codemod.migrate.run import MigrateRun
    from llama_router_codemod.tree.left_out import LeftOut
    from llama_router_codemod.verify.result import VerifyResult


def inventory_markdown(inventory: Inventory) -> str:
    """Two tables: the APIs and their routes."""
    apis = [
        (prose(api.name), code(api.protocol or ""), prose(", ".join(api.levels)), api.state, str(len(api.routes)))
        for api in inventory.apis
    ]
    routes = [
        (
            prose(route.declared_verb or ""),
            route.served_verb,
            code(route.path),
            code(route.function),
            prose(api.name),
            "yes" if route.deprecated else "",
            "" if route.authentication else "none",
            code(route.scope or ""),
        )
        for api in inventory.apis
        for route in api.routes
    ]
    return "\n".join(
        [
            f"## {count(len(inventory.apis), 'API')}, {count(inventory.routes, 'route')}",
            "",
            *table(("API", "Protocol", "levels", "state", "routes"), apis),
            "",
            *table(("declared", "served", "path", "function", "API", "deprecated", "authentication", "scope"), routes),
            "",
            *left_out_markdown(inventory.left_out),
        ]
    )


def left_out_markdown(items: Iterable[LeftOut]) -> list[str]:
    lines = [f"- {prose(item.plain)}" for item in left_out_text(items)]
    return [*lines, ""] if lines else []


def migrate_markdown(run: MigrateRun[VerifyResult]) -> str:
    """The summary, a table of the packages and one of the findings, and the evidence if there is some."""
    # Not at the top: `check` has Markdown, too.
    from llama_router_codemod.report.migrate_document import migrate_result
    from llama_router_codemod.report.text import summary_text
    from llama_router_codemod.report.verify_markdown import verify_markdown

    result = migrate_result(run)
    packages = [
        (prose(item.name), prose(", ".join(item.apis)), str(item.routes), item.outcome, item.reason)
        for item in result.packages
    ]
    findings = [
        (item.code, code(f"{item.path}:{item.line}"), prose(item.message), prose(item.advice))
        for item in result.findings
    ]
    return "\n".join(
        [
            "## Migration",
            "",
            prose(summary_text(run).plain),
            "",
            *left_out_markdown(result.left_out),
            *table(("package", "APIs", "routes", "outcome", "reason"), packages),
            "",
            *(table(("code", "place", "finding", "advice"), findings) if findings else ["No findings."]),
            "",
            *([verify_markdown(result.verification)] if result.verification else []),
        ]
    )
