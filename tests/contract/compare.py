"""Compare what probe.py recorded of a legacy and of a migrated tree.

Prints counts, then the differences grouped by route and kind of request. Exit 1 if one of them is not allowed.

    python compare.py legacy.json migrated.json [--allowed allowed.json]

`--allowed` is a JSON list of {verb, path, kind, reason, aspects?}: the first three are globs (a path's {name} is taken
literally), and `aspects` (default: all) limits what may differ: status, content_type, kept_header, allow, body, raised,
calls, or a column of the route table ("served", endpoint, tags, deprecated), whose kind is "route-table".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

ASPECTS = ("status", "content_type", "kept_header", "allow", "body", "raised", "calls")
COLUMNS = ("endpoint", "tags", "deprecated")
TABLE_KIND = "route-table"


@dataclass(frozen=True)
class Difference:
    """One thing that differs: on which route, for which kind of request, which aspect, and both values."""

    route: str
    kind: str
    aspect: str
    legacy: Any
    migrated: Any


def compare_tables(legacy: list[dict[str, Any]], migrated: list[dict[str, Any]]) -> list[Difference]:
    """Routes as counted sets of (verb, path); then name, tags and deprecation of the common ones."""

    def by_route(table: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
        routes: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in table:
            routes[f"{row['verb']} {row['path']}"].append(row)
        return routes

    before, after = by_route(legacy), by_route(migrated)
    differences = []
    for route in sorted({*before, *after}):
        olds, news = before.get(route, []), after.get(route, [])
        if len(olds) != len(news):
            differences.append(Difference(route, TABLE_KIND, "served", len(olds), len(news)))
            continue
        differences += [
            Difference(route, TABLE_KIND, column, old[column], new[column])
            for old, new in zip(olds, news, strict=True)
            for column in COLUMNS
            if old[column] != new[column]
        ]
    return differences


def compare_results(legacy: list[dict[str, Any]], migrated: list[dict[str, Any]]) -> list[Difference]:
    """One difference per request and aspect. Raises ValueError if the two lists are of different requests."""
    identities = [[(result["route"], result["kind"]) for result in results] for results in (legacy, migrated)]
    if identities[0] != identities[1]:
        raise ValueError("the two records are of different requests: replay one requests file for both")
    return [
        Difference(old["route"], old["kind"], aspect, old[aspect], new[aspect])
        for old, new in zip(legacy, migrated, strict=True)
        for aspect in ASPECTS
        if old[aspect] != new[aspect]
    ]


def first_difference(old: Any, new: Any, place: str = "") -> str:
    """Where two JSON values first differ, and how: "[0].arguments.limit: 20 -> null"."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            if key not in old or key not in new:
                gone = "is gone" if key in old else f"is new: {short(new[key])}"
                return f"{place}.{key} {gone}"
            if old[key] != new[key]:
                return first_difference(old[key], new[key], f"{place}.{key}")
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (left, right) in enumerate(zip(old, new, strict=True)):
            if left != right:
                return first_difference(left, right, f"{place}[{index}]")
    return f"{place}{': ' if place else ''}{short(old)} -> {short(new)}"


def short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else f"{text[:157]}..."


class Allowed:
    """The list of differences that somebody decided to accept, and which entries were of use."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries
        self.used = [0] * len(entries)

    def accepts(self, difference: Difference) -> bool:
        verb, _, path = difference.route.partition(" ")
        for index, entry in enumerate(self.entries):
            if (
                fnmatchcase(verb, entry.get("verb", "*"))
                and fnmatchcase(path, entry.get("path", "*"))
                and fnmatchcase(difference.kind, entry.get("kind", "*"))
                and difference.aspect in entry.get("aspects", (difference.aspect,))
            ):
                self.used[index] += 1
                return True
        return False


def print_grouped(differences: list[Difference], limit: int) -> None:
    """One line per route and kind of request with its aspects, and one example of each aspect."""
    groups: dict[tuple[str, str], dict[str, list[Difference]]] = defaultdict(lambda: defaultdict(list))
    for difference in differences:
        groups[(difference.route, difference.kind.split(":")[0])][difference.aspect].append(difference)
    for index, ((route, kind), aspects) in enumerate(groups.items()):
        if limit and index >= limit:
            print(f"  ... {len(groups) - limit} more groups")
            return
        print(f"  {route}  [{kind}]")
        for aspect, found in aspects.items():
            example = found[0]
            print(f"    {len(found):4} {aspect} ({example.kind}): {first_difference(example.legacy, example.migrated)}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("legacy", type=Path)
    parser.add_argument("migrated", type=Path)
    parser.add_argument("--allowed", type=Path)
    parser.add_argument("--limit", type=int, default=60, help="groups of differences to print; 0 = all")
    options = parser.parse_args(arguments)
    legacy, migrated = (json.loads(path.read_text(encoding="utf-8")) for path in (options.legacy, options.migrated))
    allowed = Allowed(json.loads(options.allowed.read_text(encoding="utf-8")) if options.allowed else [])

    in_table = compare_tables(legacy["routes"], migrated["routes"])
    in_results = compare_results(legacy["results"], migrated["results"])
    rest = [difference for difference in [*in_table, *in_results] if not allowed.accepts(difference)]

    # Requests are counted by place: two requests of one route may have the same kind.
    requests = len(legacy["results"])
    differing = sum(
        any(old[aspect] != new[aspect] for aspect in ASPECTS)
        for old, new in zip(legacy["results"], migrated["results"], strict=True)
    )
    print(f"routes: {len(legacy['routes'])} legacy, {len(migrated['routes'])} migrated, {len(in_table)} differences")
    print(f"requests: {requests}, equal: {requests - differing}, differing: {differing}")
    for record in (legacy, migrated):
        called = record["methods"] - len(record["uncalled"])
        print(f"recorders called, {record['tree']}: {called} of {record['methods']}")
    print(f"differences: {len(in_table) + len(in_results)}, of them not allowed: {len(rest)}")
    for entry, count in zip(allowed.entries, allowed.used, strict=True):
        print(f"  allowed {count}: {entry['reason']}" if count else f"  never seen: {entry['reason']}")
    print_grouped(rest, options.limit)
    return 1 if rest else 0


if __name__ == "__main__":
    sys.exit(main())
