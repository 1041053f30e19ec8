"""One page that a team can look at: progress, routes, findings, code before and after, and the evidence.

It needs no network and no script. A text of the tree is never markup: templates escape whatever is not code that
Pygments has escaped, and what cannot be seen is written out.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from llama_router_codemod import __version__
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Severity
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.html.view import api_views, finding_groups, segments
from llama_router_codemod.report.left_out_text import left_out_text
from llama_router_codemod.report.verify_text import explained, notes, route_lines, verdict
from llama_router_codemod.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_router_codemod.inventory.inventory import Inventory
    from llama_router_codemod.migrate.migration import Migration
    from llama_router_codemod.report.migrate_document import MigrateResult
    from llama_router_codemod.verify.result import VerifyResult


def page(
    name: str,
    inventory: Inventory,
    migration: Migration,
    result: MigrateResult,
    order: Sequence[str],
    evidence: VerifyResult | None,
) -> str:
    """The page of a checkout called `name`, as it was before a migration that is planned or written.

    `order` are the packages in the order of a series of pull requests, `evidence` is what `verify` found.
    """
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    environment.filters |= {"count": count, "ticked": _ticked}
    style = environment.get_template("style.css").render()
    apis = api_views(inventory, migration, result)
    return environment.get_template("page.html").render(
        name=name,
        version=__version__,
        style=Markup(style),
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        inventory=inventory,
        result=result,
        left_out=[item.plain for item in left_out_text(result.left_out)],
        apis=apis,
        segments=segments(apis),
        order=order,
        groups=finding_groups(result.findings),
        refusals=sum(item.severity is Severity.REFUSAL for item in result.findings),
        evidence=evidence,
        verdict=None if evidence is None else verdict(evidence),
        titles={code: kind.title for code, kind in CATALOGUE.items()},
        advice={code: kind.advice for code, kind in CATALOGUE.items()},
        explained=[] if evidence is None else explained(evidence),
        notes=[] if evidence is None else [item.plain for item in notes(evidence)],
        route_lines=lambda items: list(route_lines(list(items))),
    )


def _seen(value: object) -> object:
    """A text with an escape for what cannot be seen in it; anything else as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _ticked(text: str) -> Markup:
    """A message whose pieces in backticks are code."""
    pieces = enumerate(visible(text).split("`"))
    return Markup("").join(Markup("<code>{}</code>").format(each) if number % 2 else each for number, each in pieces)
