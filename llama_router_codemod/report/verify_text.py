"""The result of `verify` for people."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.text import Text

from llama_router_codemod.findings import CATALOGUE
from llama_router_codemod.report.text import count
from llama_router_codemod.verify.compare import first_difference
from llama_router_codemod.verify.result import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from llama_router_codemod.verify.result import Difference, VerifyResult

#: Differing requests of one route that are shown; the JSON report has all.
SHOWN = 5
LONGEST = 200


def verify_text(result: VerifyResult) -> Iterator[RenderableType]:
    """The unexplained differences by route, then the explained ones by finding, then the sums."""
    for route in result.routes:
        open_items = [item for item in route.differences if item.finding is None]
        if open_items:
            owner = f" ({route.api}.{route.method})" if route.api else ""
            yield Text(f"{route.route}{owner}", style="bold red")
            for item in shown(open_items):
                for line in difference_lines(item):
                    yield Text(f"  {line}")
            hidden = len(open_items) - len(shown(open_items))
            if hidden:
                yield Text(f"  and {count(hidden, 'request')} more; --format json has all", style="dim")
    for code, number in explained(result):
        accepted = any(item.accepted for item in result.differences if item.finding == code)
        yield Text(f"{code} {CATALOGUE[code].title}", style="bold")
        yield Text(f"  {CATALOGUE[code].advice}", style="dim")
        yield Text(f"  {count(number, 'difference')}, {'accepted' if accepted else f'accept with --accept {code}'}")
    yield from notes(result)
    yield Text(verdict(result), style="bold green" if result.is_accepted else "bold red")


def shown(items: list[Difference]) -> list[Difference]:
    """All that are no requests, and the first requests."""
    requests = [item for item in items if item.check is Check.BEHAVIOUR]
    return [item for item in items if item.check is not Check.BEHAVIOUR] + requests[:SHOWN]


def difference_lines(item: Difference) -> Iterator[str]:
    """A line for what differs; for a request also the command, and what the service did."""
    if item.check is not Check.BEHAVIOUR:
        yield f"{item.check}: {item.place}: {short(item.before)} -> {short(item.after)}"
        return
    places = [first_difference(item.before[aspect], item.after[aspect], aspect) for aspect in item.before]
    yield f"{item.check}: {item.place}: " + "; ".join(f"{place} {short(old)} -> {short(new)}" for place, old, new in places)
    yield f"  {item.curl}"
    yield f"  the service: {item.service}"


def explained(result: VerifyResult) -> list[tuple[str, int]]:
    """How many differences each finding explains, by code."""
    return sorted(Counter(item.finding for item in result.differences if item.finding).items())


def notes(result: VerifyResult) -> Iterator[Text]:
    """What the evidence does not cover."""
    for name in result.not_imported:
        yield Text(f"not imported: {name}")
    for route in result.refused:
        yield Text(f"never accepted by the first tree, so only its refusals are compared: {route}")
    for method in result.uncalled:
        yield Text(f"never reached by a request: {method}")
    if result.drift:
        yield Text(f"{count(result.drift, 'disagreement')} of Protocol, routes and implementations in both trees")


def verdict(result: VerifyResult) -> str:
    """One line: what was compared, what differs, and what of it nobody announced or accepted."""
    by_check = Counter(item.check for item in result.differences)
    others = [f"{by_check[check]} in {word}" for check, word in WORDS.items() if by_check[check]]
    differences = f"{result.requests - result.equal} requests differ" if result.requests != result.equal else ""
    differing = "; ".join(filter(None, [differences, *others])) or "nothing differs"
    waiting = sum(item.finding is not None and not item.accepted for item in result.differences)
    return (
        f"{count(len(result.routes), 'route')}, {count(result.requests, 'request')} to each tree (seed {result.seed}), "
        f"{result.equal} answered alike; {differing}; "
        f"{len(result.unexplained)} unexplained, {waiting} explained but not accepted"
    )


WORDS = {Check.ROUTES: "the table of routes", Check.DOCUMENT: "the document", Check.DRIFT: "drift"}


def short(value: Any) -> str:
    """A value as JSON, cut where it is long."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
