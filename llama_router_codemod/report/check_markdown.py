"""What is left of `@webmethod` as Markdown, for pull requests and job summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.report.check_text import check_summary, said_of
from llama_router_codemod.report.markdown import left_out_markdown
from llama_router_codemod.report.markdown_table import table
from llama_router_codemod.report.markdown_text import code, prose

if TYPE_CHECKING:
    from llama_router_codemod.check.result import CheckResult


def check_markdown(result: CheckResult) -> str:
    """The summary, a table of the uses that are left and not allowed, and one of the other names."""
    uses = [
        (code(f"{item.path}:{item.line}"), prose(said_of(item)), code(item.source.strip())) for item in result.failing
    ]
    names = [(code(f"{item.path}:{item.line}"), code(item.name)) for item in result.machinery]
    gone = [(code(identity),) for identity in (result.ratchet.gone if result.ratchet else ())]
    return "\n".join(
        [
            "## @webmethod",
            "",
            prose(check_summary(result)),
            "",
            *([*table(("place", "left", "line"), uses), ""] if uses else []),
            *([*table(("place", "name of the webmethod system"), names), ""] if names else []),
            *([*table(("allowed, but not left any more",), gone), ""] if gone else []),
            *left_out_markdown(result.left_out),
        ]
    )
