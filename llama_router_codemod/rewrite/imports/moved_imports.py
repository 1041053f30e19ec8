"""Every import of a split module, rewritten to where each name now lives."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.parse.symbols import absolute_module
from llama_router_codemod.source.from_import import FromImport, Member, read_from_import, sorted_members
from llama_router_codemod.source.import_blocks import import_blocks
from llama_router_codemod.source.spans import SourceLines
from llama_router_codemod.source.syntax import parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


_NEWLINE = re.compile(r"\r\n|\r|\n")


def rewrite_imports(text: str, module: str, is_package: bool, moves: Mapping[str, Move]) -> str:
    """The text of `module` with each `from <moved module> import ...` reading from where the names now live.

    `moves` are keyed by module. Nothing but these statements changes, and the order of the import blocks they are in
    stays what `ruff check --select I` wants if it was so. A statement with a name that no move knows is left as it is
    (`unmovable_uses` reports it). A second run changes nothing. Raises InputError when the text does not parse.
    """
    if not moves or not _imports_one_of(frozenset(moves)).search(text):
        return text
    newline = found[0] if (found := _NEWLINE.search(text)) else "\n"
    if not text.endswith(("\n", "\r")):
        return rewrite_imports(text + newline, module, is_package, moves).removesuffix(newline)
    source = SourceLines.of(text)
    first_party = frozenset(name.partition(".")[0] for name in (module, *moves))
    edits: list[tuple[int, int, str]] = []
    for body in _suites(parse_source(text, PurePosixPath(*module.split(".")).with_suffix(".py"))):
        changes: dict[ast.stmt, list[FromImport]] = {}
        imports = [
            (node, absolute_module(node, module, is_package)) for node in body if isinstance(node, ast.ImportFrom)
        ]
        stars = frozenset(origin for node, origin in imports if node.names[0].name == "*")
        for node, origin in imports:
            start, end = source.own_lines(node) or source.span(node)
            said = read_from_import(node, source.text(start, end))
            members = _members_by_home(said, origin, stars, moves) if origin in moves else {}
            if members and members.keys() != {origin}:
                statements = _statements(said, members, module, is_package)
                changes[node] = statements
                if source.own_lines(node) is None:
                    indent = source.indent(node)
                    edits.append((start, end, "; ".join(each.render(indent, newline) for each in statements)))
        for block in import_blocks(body, source, first_party) if changes else ():
            if block.replace(changes):
                edits.append((block.start, block.end, block.text))
    data = source.data
    for start, end, code in sorted(edits, reverse=True):
        data = data[:start] + code.encode() + data[end:]
    return data.decode()


def _members_by_home(
    said: FromImport, origin: str, stars: frozenset[str], moves: Mapping[str, Move]
) -> dict[str, list[Member]]:
    """What to import from which module instead; nothing when one of the names is unknown.

    `stars` are the modules that the suite star-imports: those are not repeated beside a module that remains.
    """
    move = moves[origin]
    if said.is_star:
        known = stars - {origin} if move.remains else frozenset[str]()
        return {home: list(said.members) for home in move.star_homes if home not in known}
    members: dict[str, list[Member]] = {}
    for member in said.members:
        found = new_home(origin, member.name, moves)
        if found is None:
            return {}
        home, name = found
        local = member.alias or member.name
        alias = member.alias if name == member.name else local
        members.setdefault(home, []).append(
            replace(member, name=name, alias=None if alias == name != member.name else alias)
        )
    return members


def _statements(
    said: FromImport, members: Mapping[str, Sequence[Member]], module: str, is_package: bool
) -> list[FromImport]:
    """A statement for each home, in order. Comments behind the old one go to the last, pragmas to all."""
    statements: list[FromImport] = []
    for home, imported in members.items():
        level, name = _spelled(home, said.level, module, is_package)
        statements.append(replace(said, level=level, module=name, members=sorted_members(imported)))
    *others, last = sorted(statements, key=lambda statement: statement.key)
    return [*(statement.only_pragmas() for statement in others), last]


def _spelled(home: str, level: int, module: str, is_package: bool) -> tuple[int, str]:
    """The level and name that mean `home` in `module`: relative if `level` is, with more dots only where it must."""
    parts = module.split(".")
    while level and (keep := len(parts) - level + is_package) > 0:
        base = ".".join(parts[:keep])
        if f"{home}.".startswith(f"{base}."):
            return level, home[len(base) + 1 :]
        level += 1
    return 0, home


def _suites(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            # The body of a lambda or of `a if b else c` is an expression.
            if isinstance(body := getattr(node, field, None), list):
                yield body


@cache
def _imports_one_of(moved: frozenset[str]) -> re.Pattern[str]:
    """What every text holds that imports from one of the modules: its last two names, or the last one behind dots."""
    ends = sorted(tuple(module.split(".")[-2:]) for module in moved)
    space = r"[\s\\]"
    absolute = "|".join(rf"{space}*\.{space}*".join(end) for end in ends)
    relative = rf"from{space}*\.[\s\\.]*(?:{'|'.join(end[-1] for end in ends)})"
    return re.compile(rf"\b(?:{absolute}|{relative}){space}+import\b")
