"""Every import of a split module, rewritten to where each name now lives."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from llama_router_codemod.model.move import Move, new_home
from llama_router_codemod.parse.bound_names import defined_names, names_bound_by
from llama_router_codemod.parse.import_statements import suites
from llama_router_codemod.parse.symbols import absolute_module
from llama_router_codemod.rewrite.imports.neighbours import Neighbours
from llama_router_codemod.source.from_import import FromImport, Member, read_from_import, replacement
from llama_router_codemod.source.spans import Edit, SourceLines, apply_edits
from llama_router_codemod.source.syntax import names_of, parse_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def rewrite_imports(text: str, module: str, is_package: bool, moves: Mapping[str, Move]) -> str:
    """The text of `module` with each `from <moved module> import ...` reading from where the names now live.

    `moves` are keyed by module. New statements stand where the old one stood; where that is trivial, their names join a
    statement of their module among the same imports. Nothing else changes: sorting is for ruff. A statement with a name
    that no move knows is left as it is (`unmovable_uses` reports it). A second run changes nothing. Raises InputError
    when the text does not parse.
    """
    if not moves or not _imports_one_of(frozenset(moves)).search(text):
        return text
    source = SourceLines.of(text)
    edits: list[Edit] = []
    tree = parse_source(text, PurePosixPath(*module.split(".")).with_suffix(".py"))
    used = _used(tree) if "*" in text else frozenset[str]()
    for body in suites(tree):
        changes = _changes(body, source, module, is_package, moves, used)
        for run in _runs(body, source) if changes else ():
            edits += _edits(run, changes, source)
        for node in changes:
            if source.own_lines(node) is None:
                indent, newline = source.indent(node), source.newline(node)
                code = "; ".join(each.render(indent, newline, shares_line=True) for each in changes[node])
                edits.append(Edit(*source.span(node), code))
    return apply_edits(text, edits)


def _used(tree: ast.Module) -> frozenset[str]:
    """The names that a module uses and binds nowhere at its top level; what it exports only, its package's `__init__`
    imports (generate/package_init.py)."""
    statements = (node for node in tree.body if "__all__" not in defined_names(node))
    return frozenset(name for node in statements for name in names_of(node)) - frozenset(names_bound_by(tree.body))


def _changes(
    body: Sequence[ast.stmt],
    source: SourceLines,
    module: str,
    is_package: bool,
    moves: Mapping[str, Move],
    used: frozenset[str],
) -> dict[ast.ImportFrom, list[FromImport]]:
    """What to write instead of which statements of a suite; `used` are the names that star imports may bring."""
    imports = [(node, absolute_module(node, module, is_package)) for node in body if isinstance(node, ast.ImportFrom)]
    stars = frozenset(origin for node, origin in imports if node.names[0].name == "*")
    changes: dict[ast.ImportFrom, list[FromImport]] = {}
    for node, origin in imports:
        if origin in moves:
            said = _read(node, source)
            members = _members_by_home(said, origin, stars, moves, used)
            if members and members.keys() != {origin}:
                changes[node] = _statements(said, members, module, is_package)
    return changes


def _read(node: ast.ImportFrom, source: SourceLines) -> FromImport:
    return read_from_import(node, source.text(*(source.own_lines(node) or source.span(node))))


def _runs(body: Sequence[ast.stmt], source: SourceLines) -> Iterator[list[ast.ImportFrom]]:
    """The `from` imports that have nothing but imports between them; an `isort:` comment divides them, as for ruff.

    Those that share a line with others are in none.
    """
    run: list[ast.ImportFrom] = []
    end = 0
    for node in body:
        lines = source.own_lines(node) if isinstance(node, ast.Import | ast.ImportFrom) else None
        if lines is None or "isort:" in source.text(end, lines[1]):
            yield run
            run = []
        if lines is not None and isinstance(node, ast.ImportFrom):
            run.append(node)
        end = source.span(node)[1] if lines is None else lines[1]
    yield run


def _edits(
    run: Sequence[ast.ImportFrom], changes: Mapping[ast.ImportFrom, Sequence[FromImport]], source: SourceLines
) -> Iterator[Edit]:
    """The edits of neighbours: new statements instead of old ones, or joined to others where that is trivial."""
    old = {node: _read(node, source) for node in run}
    neighbours = Neighbours()
    for node in (node for node in run if node not in changes):
        neighbours.place(node, old[node])
    for node in filter(changes.__contains__, run):
        for statement in changes[node]:
            # A comment above a statement must not be left to another one.
            if _is_below_comment(node, source) or not neighbours.take(statement):
                neighbours.place(node, statement)
    now = neighbours.by_owner()
    for node, said in old.items():
        if (statements := now.get(node, [])) != [said]:
            yield replacement(node, statements, source)


def _is_below_comment(node: ast.stmt, source: SourceLines) -> bool:
    start = source.line_start(node)
    return node.lineno > 1 and source.text(source.starts[node.lineno - 2], start).lstrip().startswith("#")


def _members_by_home(
    said: FromImport, origin: str, stars: frozenset[str], moves: Mapping[str, Move], used: frozenset[str]
) -> dict[str, list[Member]]:
    """What to import from which module instead; nothing when one of the names is unknown.

    `stars` are the modules that the suite star-imports: those are not repeated beside a module that remains. A name
    that is `used`, and that the module only passed on, is imported from where it is.
    """
    move = moves[origin]
    members: dict[str, list[Member]] = {}
    if said.is_star:
        known = stars - {origin} if move.remains else frozenset[str]()
        members = {home: list(said.members) for home in move.star_homes if home not in known}
        for local in sorted(used & move.reexports.keys()):
            found = new_home(origin, local, moves)
            if found is not None and found[0] not in move.star_homes:
                home, name = found
                members.setdefault(home, []).append(Member(name, None if local == name else local))
        return members
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
        statements.append(replace(said, level=level, module=name, members=tuple(imported)))
    *others, last = sorted(statements, key=lambda statement: statement.source)
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


@cache
def _imports_one_of(moved: frozenset[str]) -> re.Pattern[str]:
    """What every text holds that imports from one of the modules: its last two names, or the last one behind dots."""
    ends = sorted(tuple(module.split(".")[-2:]) for module in moved)
    space = r"[\s\\]"
    absolute = "|".join(rf"{space}*\.{space}*".join(end) for end in ends)
    relative = rf"from{space}*\.[\s\\.]*(?:{'|'.join(end[-1] for end in ends)})"
    return re.compile(rf"\b(?:{absolute}|{relative}){space}+import\b")
