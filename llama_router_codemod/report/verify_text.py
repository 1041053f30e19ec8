"""The result of `verify` for people."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.report.counted import count
from llama_router_codemod.report.styled import Styled, line
from llama_router_codemod.verify.json_difference import first_difference
from llama_router_codemod.verify.result import Check, unexplained

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from llama_router_codemod.verify.result import Difference, VerifyResult

#: Ways in which requests of one route differ that are shown; the JSON report has all.
SHOWN = 8
LONGEST = 120


def verify_text(result: VerifyResult) -> Iterator[RenderableType]:
    """The unexplained differences by route, then the explained ones by finding, then the sums."""
    for route in result.routes:
        open_items = unexplained(route.differences)
        if open_items:
            owner = f" ({route.api}.{route.method})" if route.method else ""
            yield line(f"{route.route}{owner}", style="bold red")
            for described in route_lines(open_items):
                yield line(f"  {described}")
    for document in result.documents:
        open_items = unexplained(document.differences)
        if open_items:
            yield line(document.file, style="bold red")
            for described in [*route_lines(open_items)][:SHOWN]:
                yield line(f"  {described}")
            if len(open_items) > SHOWN:
                yield line(f"  and {count(len(open_items) - SHOWN, 'place')} more; --format json has all")
    for code, number in explained(result):
        accepted = any(item.accepted for item in result.differences if item.finding == code)
        yield line(f"{code} {CATALOGUE[code].title}", style="bold")
        yield line(f"  {CATALOGUE[code].advice}", style="dim")
        yield line(f"  {count(number, 'difference')}, {'accepted' if accepted else f'accept with --accept {code}'}")
    yield from notes(result)
    yield line(verdict(result), style="bold green" if result.is_accepted else "bold red")


def route_lines(items: list[Difference]) -> Iterator[str]:
    """A line for what differs; for requests that differ alike their number, and one of them as a command."""
    groups: dict[str, list[Difference]] = {}
    drifting: dict[str, list[str]] = {}
    for item in items:
        if item.check is Check.BEHAVIOUR:
            groups.setdefault(answer_change(item), []).append(item)
        elif item.check is Check.DRIFT:
            drifting.setdefault(item.place, []).append(str(item.after))
        else:
            yield f"{item.check}: {item.place}: {change(item.before, item.after)}"
    for place, found in drifting.items():
        yield f"{Check.DRIFT}: {place}: {short('; '.join(found))}"
    for changed, alike in list(groups.items())[:SHOWN]:
        kinds = ", ".join(dict.fromkeys(item.place for item in alike))
        yield f"{Check.BEHAVIOUR}: {changed}"
        yield f"  {count(len(alike), 'request')} ({short(kinds)}), the first, where {alike[0].service}:"
        yield f"  {alike[0].curl}"
    if len(groups) > SHOWN:
        hidden = sum(len(alike) for alike in list(groups.values())[SHOWN:])
        yield f"and {count(hidden, 'request')} that differ in other ways; --format json has all"


def answer_change(item: Difference) -> str:
    """Where an answer first differs, in each of its aspects."""
    found = (first_difference(item.before[aspect], item.after[aspect], aspect) for aspect in item.before)
    return "; ".join(f"{place} {change(old, new)}" for place, old, new in found)


def change(old: Any, new: Any) -> str:
    """Two values, cut so that what differs stays; as JSON where they look alike as text."""
    left, right = as_text(old), as_text(new)
    if left == right:
        left, right = json.dumps(old, ensure_ascii=False), json.dumps(new, ensure_ascii=False)
    alike = next((index for index, (one, two) in enumerate(zip(left, right, strict=False)) if one != two), 0)
    start = max(0, alike - LONGEST // 3)
    begin = "..." if start else ""
    return f"{begin}{cut(left[start:])} -> {begin}{cut(right[start:])}"


def explained(result: VerifyResult) -> list[tuple[str, int]]:
    """How many differences each finding explains, by code."""
    return sorted(Counter(item.finding for item in result.differences if item.finding).items())


def notes(result: VerifyResult) -> Iterator[Styled]:
    """What the evidence does not cover."""
    if result.unplanned is not None:
        yield line(f"no migration of the first tree explains anything: {result.unplanned}")
    for route in result.unmountable:
        yield line(f"not compared, since the first tree's server does not start with it: {route}")
    for name in result.not_imported:
        yield line(f"not imported, so what is served by classes there was not compared as it is served: {name}")
    for route in result.refused:
        yield line(f"never accepted by the first tree, so only its refusals are compared: {route}")
    for method in result.uncalled:
        yield line(f"never reached by a request: {method}")
    for route in result.without_method:
        yield line(f"called no method in the first tree, so only its answers are compared: {route}")
    for reason in result.not_answered:
        yield line(f"answered with null in both trees, since no answer could be made up for {reason}")
    if result.not_written is not None:
        yield line(f"the published documents of the first tree are not compared: {result.not_written}")
    if result.drift:
        yield line(f"{count(result.drift, 'disagreement')} of Protocol, routes and implementations in both trees")


def verdict(result: VerifyResult) -> str:
    """One line: what was compared, what differs, and what of it nobody announced or accepted."""
    by_check = Counter(item.check for item in result.differences)
    others = [f"{by_check[check]} in {word}" for check, word in WORDS.items() if by_check[check]]
    number = result.requests - result.equal
    differences = f"{count(number, 'request')} {'differs' if number == 1 else 'differ'}" if number else ""
    differing = "; ".join(filter(None, [differences, *others])) or "nothing differs"
    waiting = sum(item.finding is not None and not item.accepted for item in result.differences)
    documents = f", {count(len(result.documents), 'document')} written" if result.documents else ""
    return (
        f"{count(len(result.routes), 'route')}, {count(result.requests, 'request')} to each tree (seed {result.seed}), "
        f"{result.equal} answered alike{documents}; {differing}; "
        f"{len(result.unexplained)} unexplained, {waiting} explained but not accepted"
    )


WORDS = {
    Check.ROUTES: "the table of routes",
    Check.DOCUMENT: "the document",
    Check.DRIFT: "drift",
    Check.PUBLISHED: "the published documents",
}


def short(value: Any) -> str:
    """A value as text, cut where it is long."""
    return cut(as_text(value))


def as_text(value: Any) -> str:
    """A text on one line, any other value as JSON."""
    return " ".join((value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)).split())


def cut(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
