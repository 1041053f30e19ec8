"""Import blocks: neighbouring import statements of one suite, and the place that a new statement takes among them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from llama_router_codemod.rewrite.from_import import FromImport, read_from_import
from llama_router_codemod.rewrite.import_order import Section, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from llama_router_codemod.rewrite.statement_lines import SourceLines

_TO_LAST_BLANK_LINE = re.compile(r"(?:.*(?:\n|\r(?!\n)))?[ \t\f]*(?:\r\n|\r|\n)", re.DOTALL)
_LEADING_BLANK_LINES = re.compile(r"\A(?:[ \t\f]*(?:\r\n|\r|\n))+")


@dataclass(frozen=True, eq=False)
class Item:
    """An import statement: its lines, the comment lines right above it, its section, and what a `from` import says."""

    lines: str
    section: Section
    said: FromImport | None
    above: str = ""
    node: ast.stmt | None = None


@dataclass(eq=False)
class Group:
    """Items without a blank line between them, and the lines before them: blank ones, and comments above those."""

    gap: str
    items: list[Item]


@dataclass
class Block:
    """The import statements between two other statements, and where they stand in the file."""

    start: int
    end: int
    indent: str
    newline: str
    first_party: frozenset[str]
    groups: list[Group]

    @property
    def text(self) -> str:
        return "".join(group.gap + "".join(item.above + item.lines for item in group.items) for group in self.groups)

    def replace(self, changes: Mapping[ast.stmt, Sequence[FromImport]]) -> bool:
        """Put new statements where they belong, instead of the one that they come of.

        A statement joins one that imports from the same module, or else takes its place in the order of its section. If
        that was not sorted, it stands where the old one stood.
        """
        changed = [(group, item) for group in self.groups for item in group.items if item.node in changes]
        going = {item for _, item in changed}
        for group, old in changed:
            assert old.node is not None
            for index, said in enumerate(changes[old.node]):
                self._place(said, "" if index else old.above, group, old, going)
            going.remove(old)
            group.items.remove(old)
            if not group.items and not group.gap.strip():
                self.groups.remove(group)
        self.groups[0].gap = _LEADING_BLANK_LINES.sub("", self.groups[0].gap)
        return bool(changed)

    def _place(self, said: FromImport, above: str, group: Group, old: Item, going: Set[Item]) -> None:
        new = self._item(said, above)
        runs = [(home, run) for home in self.groups for run in _runs(home) if next(iter(run)).section == new.section]
        home, run = min(runs, key=lambda candidate: old not in candidate[1], default=(group, {}))
        twin = next((item for item, known in run.items() if item not in going and known.can_take(said)), None)
        in_order = all(one.key <= two.key for one, two in pairwise(run.values()))
        if not run:
            if not self._add_group(new):
                group.items.insert(group.items.index(old), new)
        elif twin:
            merged = self._item(run[twin].merged(said), twin.above + above)
            home.items[home.items.index(twin)] = merged
        elif old in run and not in_order:
            home.items.insert(home.items.index(old), new)
        else:
            later = sum(known.key > said.key for known in run.values())
            home.items.insert(home.items.index(list(run)[-1]) + 1 - later, new)

    def _add_group(self, new: Item) -> bool:
        """Put an item of a new section on its own, if the block is in sections; otherwise do nothing."""
        sections = [item.section for group in self.groups for item in group.items]
        if sections != sorted(sections) or any(len({i.section for i in group.items}) > 1 for group in self.groups):
            return False
        at = sum(1 for group in self.groups if group.items and group.items[0].section < new.section)
        self.groups.insert(at, Group(self.newline if at else "", [new]))
        if at == 0:
            self.groups[1].gap = self.newline
        return True

    def _item(self, said: FromImport, above: str) -> Item:
        section = section_of(said.level, said.module, self.first_party)
        return Item(self.indent + said.render(self.indent, self.newline) + self.newline, section, said, above)


def import_blocks(body: Sequence[ast.stmt], source: SourceLines, first_party: frozenset[str]) -> Iterator[Block]:
    """The blocks of a suite. Import statements that share a line with others are in none.

    An `isort:` comment ends a block, as it does for ruff.
    """
    block: Block | None = None
    for node in body:
        place = source.own_lines(node) if isinstance(node, ast.Import | ast.ImportFrom) else None
        if place is None:
            if block:
                yield block
            block = None
            continue
        start, end = place
        if block and "isort:" in source.text(block.end, end):
            yield block
            block = None
        if block is None:
            block = Block(start, end, source.indent(node), source.newline(node), first_party, [Group("", [])])
        between = source.text(block.end, start) if block.groups[0].items else ""
        gap = found[0] if (found := _TO_LAST_BLANK_LINE.match(between)) else ""
        if gap:
            block.groups.append(Group(gap, []))
        item = _existing(node, source.text(start, end), first_party)
        block.groups[-1].items.append(replace(item, above=between[len(gap) :]))
        block.end = end
    if block:
        yield block


def _existing(node: ast.stmt, lines: str, first_party: frozenset[str]) -> Item:
    match node:
        case ast.ImportFrom(level=level, module=module):
            said = read_from_import(node, lines)
            return Item(lines, section_of(level, module or "", first_party), said, node=node)
        case ast.Import(names=names):
            return Item(lines, section_of(0, names[0].name, first_party), None, node=node)
        case _:
            raise TypeError(node)


def _runs(group: Group) -> Iterator[dict[Item, FromImport]]:
    """The neighbours of one section that are `from` imports."""
    for (_, is_from), run in groupby(group.items, key=lambda item: (item.section, item.said is not None)):
        if is_from:
            yield {item: item.said for item in run if item.said}
