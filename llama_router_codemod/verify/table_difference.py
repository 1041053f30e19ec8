"""What two tables of routes differ in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from llama_router_codemod.verify.change import Column, TableChange
from llama_router_codemod.verify.json_difference import NOT_THERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llama_router_codemod.verify.messages.record import RouteRow
    from llama_router_codemod.verify.messages.route_key import RouteKey


def rows_by_route(rows: Iterable[RouteRow]) -> dict[RouteKey, list[RouteRow]]:
    """The rows of each route, in the order of the table; a route may be served several times."""
    routes: dict[RouteKey, list[RouteRow]] = defaultdict(list)
    for row in rows:
        routes[row.key].append(row)
    return dict(routes)


def table_changes(old: Sequence[RouteRow], new: Sequence[RouteRow]) -> Iterator[TableChange]:
    """What the rows of one route differ in."""
    if len(old) != len(new):
        yield TableChange(Column.SERVED, _times(len(old)), _times(len(new)))
        return
    for left, right in zip(old, new, strict=True):
        for column, before, after in zip(COLUMNS, _cells(left), _cells(right), strict=True):
            if before != after:
                yield TableChange(column, before, after)


COLUMNS = (Column.TAG, Column.DEPRECATED, Column.AUTHENTICATION, Column.SCOPE, Column.SPAN, Column.CALLS)


def _cells(row: RouteRow) -> tuple[str | bool | None, ...]:
    """The row in the order of COLUMNS."""
    return row.tag, row.deprecated, row.authentication, row.scope, row.span, row.calls


def _times(count: int) -> str:
    return {0: NOT_THERE, 1: "once"}.get(count, f"{count} times")
