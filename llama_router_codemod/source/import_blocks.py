"""Import blocks: neighbouring import statements of one suite, and the place that a new statement takes among them."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from llama_router_codemod.source.from_import import FromImport, read_from_import
from llama_router_codemod.source.import_order import Section, section_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence, Set

    from llama_router_codemod.source.spans import SourceLines

_BLANK_LINES = re.compile(r"\A(?:[ \t\f]*(?:\r\n|\r|\n))*")


@dataclass(frozen=True, eq=False)
class Item:
    """An import statement: its lines, its section, what a `from` import says; comments above it with blank lines."""

    lines: str
    section: Section
    said: FromImport | None
    above: str = ""
    node: ast.stmt | None = None

    @property
    def top(self) -> str:
        """The top package of a `from` import, "" for a relative one."""
        return self.said.source.partition(".")[0] if self.said else ""


@dataclass(eq=False)
class Group:
    """Items of a section, as far as no blank line divides them, and the blank lines before them.

    A blank line before a comment does not divide: ruff puts one before each comment inside a section.
    """

    gap: str
    items: list[Item]

    @property
    def text(self) -> str:
        lines = "".join(item.above + item.lines for item in self.items)
        return self.gap + lines[len(_blank_lines(lines)) :]


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
        return "".join(group.text for group in self.groups)

    def replace(self, changes: Mapping[ast.stmt, Sequence[FromImport]]) -> bool:
        """Put new statements where they belong, instead of the one that they come of.

        A statement joins one that imports from the same module, or else takes its place in the order of the imports
        from its top package, or else of its section. If these were not sorted, it stands where the old one stood.
        Tells whether anything changed.
        """
        changed = [(group, item) for group in self.groups for item in group.items if item.node in changes]
        going = {item for _, item in changed}
        for group, old in changed:
            for index, said in enumerate(changes[old.node] if old.node else ()):
                self._place(self._item(said, "" if index else old.above), said, group, old, going)
            going.remove(old)
            group.items.remove(old)
            if not group.items:
                self.groups.remove(group)
        self.groups[0].gap = ""
        return bool(changed)

    def _place(self, new: Item, said: FromImport, group: Group, old: Item, going: Set[Item]) -> None:
        runs = self._runs(lambda item: item.top == new.top) or self._runs(lambda item: item.section == new.section)
        if not runs:
            if not self._add_to_section(new):
                group.items.insert(group.items.index(old), new)
            return
        home, run = min(runs, key=lambda candidate: old not in candidate[1])
        twin = next((item for item, known in run.items() if item not in going and known.can_take(said)), None)
        if twin:
            said = run[twin].merged(said)
            new = self._item(said, twin.above + new.above[len(_blank_lines(new.above)) if twin.above else 0 :])
        if all(one.key <= two.key for one, two in pairwise(run.values())) or not (twin or old in run):
            later = sum(known.key > said.key for known in run.values())
            home.items.insert(home.items.index(list(run)[-1]) + 1 - later, new)
        else:
            home.items.insert(home.items.index(twin or old), new)
        if twin:
            home.items.remove(twin)

    def _runs(self, belongs: Callable[[Item], bool]) -> list[tuple[Group, dict[Item, FromImport]]]:
        """Neighbours that belong together and are `from` imports."""
        runs: list[tuple[Group, dict[Item, FromImport]]] = []
        for group in self.groups:
            for is_run, items in groupby(group.items, key=lambda item: item.said is not None and belongs(item)):
                if is_run:
                    runs.append((group, {item: item.said for item in items if item.said}))
        return runs

    def _add_to_section(self, new: Item) -> bool:
        """Put the first `from` import of a section there, if the block is in sections; otherwise do nothing."""
        sections = [item.section for group in self.groups for item in group.items]
        if sections != sorted(sections) or any(len({i.section for i in group.items}) > 1 for group in self.groups):
            return False
        at = sum(group.items[0].section <= new.section for group in self.groups)
        if at and self.groups[at - 1].items[0].section == new.section:
            self.groups[at - 1].items.append(new)
            return True
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
            block = Block(start, start, source.indent(node), source.newline(node), first_party, [Group("", [])])
        item = _existing(node, source.text(start, end), first_party)
        between = source.text(block.end, start)
        gap, last = _blank_lines(between), next(iter(block.groups[-1].items[-1:]), item)
        if gap and (gap == between or item.section != last.section):
            block.groups.append(Group(gap, []))
        block.groups[-1].items.append(item if gap == between else replace(item, above=between))
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


def _blank_lines(text: str) -> str:
    """The blank lines that a text begins with."""
    return found[0] if (found := _BLANK_LINES.match(text)) else ""
