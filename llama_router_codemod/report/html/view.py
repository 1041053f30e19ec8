"""What a page shows, as data: nothing of it is markup but the code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from llama_router_codemod.model.api import State
from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import REFUSALS
from llama_router_codemod.report.explanation import explanation
from llama_router_codemod.report.html.highlighted import highlighted
from llama_router_codemod.report.route_pairs import route_pairs

if TYPE_CHECKING:
    from markupsafe import Markup

    from llama_router_codemod.inventory.inventory import ApiEntry, Inventory, RouteEntry
    from llama_router_codemod.migrate.migration import Migration
    from llama_router_codemod.report.migrate_document import FindingEntry, MigrateResult

#: What the progress of an API is called, and the class of its colour.
_PROGRESS = {
    "migrated": ("with routers", "done"),
    "written": ("migrated now", "now"),
    "planned": ("would be migrated", "now"),
    "refused": ("refused", "refused"),
    "skipped": ("not chosen", "left"),
    "mixed": ("with both", "refused"),
    "pending": ("pending", "left"),
}


@dataclass(frozen=True)
class Code:
    """A piece of a file."""

    place: str
    code: Markup


@dataclass(frozen=True)
class Pair:
    """A method before and after."""

    function: str
    before: Code
    after: tuple[Code, ...]


@dataclass(frozen=True)
class ApiView:
    """One API: its place among the others, how far it is, its routes, and what becomes of each."""

    anchor: str
    name: str
    protocol: str
    routes: tuple[RouteEntry, ...]
    size: int
    progress: str
    colour: str
    share: float
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Segment:
    """A part of the bar for all routes, in thousandths."""

    colour: str
    start: float
    width: float
    words: str


@dataclass(frozen=True)
class FindingGroup:
    """All findings of one code."""

    code: str
    title: str
    advice: str
    why: str
    is_refusal: bool
    places: tuple[FindingEntry, ...]


def api_views(inventory: Inventory, migration: Migration, result: MigrateResult) -> tuple[ApiView, ...]:
    """The APIs, in the order of the inventory."""
    outcomes = {package.name: package.outcome for package in result.packages}
    sizes = [max(len(api.routes), api.written) for api in inventory.apis]
    largest = max(sizes, default=0) or 1
    return tuple(
        ApiView(
            anchor=f"api-{number}",
            name=api.name,
            protocol=api.protocol or "",
            routes=tuple(api.routes),
            size=size,
            progress=words,
            colour=colour,
            share=1000 * size / largest,
            pairs=tuple(_pairs(api, migration)),
        )
        for number, (api, size) in enumerate(zip(inventory.apis, sizes, strict=True), 1)
        for words, colour in [_PROGRESS[_progress(api, outcomes.get(api.package, ""), written=result.written)]]
    )


def _progress(api: ApiEntry, outcome: str, *, written: bool) -> str:
    if api.state is State.MIGRATED:
        return "migrated"
    if outcome == "migrated":
        return "written" if written else "planned"
    return outcome if outcome in _PROGRESS else str(api.state)


def _pairs(api: ApiEntry, migration: Migration) -> Iterator[Pair]:
    for pair in route_pairs(api, migration):
        before, *after = (
            Code(f"{piece.path}:{piece.line}", highlighted(piece.source)) for piece in (pair.before, *pair.after)
        )
        yield Pair(pair.function, before, tuple(after))


def segments(apis: Sequence[ApiView]) -> tuple[Segment, ...]:
    """The bar of all routes: one part for each kind of progress, what is done first."""
    total = sum(api.size for api in apis) or 1
    sizes: Counter[tuple[str, str]] = Counter()
    for api in apis:
        sizes[api.colour, api.progress] += api.size
    ordered = sorted(sizes, key=lambda key: [*(colour for _, colour in _PROGRESS.values())].index(key[0]))
    found: list[Segment] = []
    start = 0.0
    for colour, words in ordered:
        width = 1000 * sizes[colour, words] / total
        found.append(Segment(colour, start, width, f"{sizes[colour, words]} {words}"))
        start += width
    return tuple(found)


def finding_groups(findings: Sequence[FindingEntry]) -> tuple[FindingGroup, ...]:
    """The findings by code; refusals first, since something was left undone."""
    ordered = sorted(findings, key=lambda item: (not item.code.startswith(REFUSALS), item.code, item.path, item.line))
    return tuple(
        FindingGroup(
            code=code,
            title=CATALOGUE[code].title,
            advice=CATALOGUE[code].advice,
            why=explanation(code).why.strip(),
            is_refusal=code.startswith(REFUSALS),
            places=tuple(found),
        )
        for code, found in groupby(ordered, attrgetter("code"))
    )
