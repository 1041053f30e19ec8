"""An API module's statements, sorted into service.py and models.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.symbols import defined_names, exported_names
from llama_router_codemod.source.from_import import read_from_import
from llama_router_codemod.source.header import split_header
from llama_router_codemod.source.spans import SourceLines
from llama_router_codemod.source.syntax import dotted, names_in, names_of, parse_source

_FROM = re.compile(rb"from\s*")
_MODULE, _STATEMENT = PurePosixPath("<module>"), PurePosixPath("<statement>")
_EXPORTS = frozenset({"__all__"})


@dataclass(frozen=True)
class Statement:
    """One top-level statement with the comments above it."""

    node: cst.BaseStatement
    code: str
    defines: frozenset[str]
    uses: frozenset[str]
    is_import: bool


@dataclass(frozen=True)
class SplitModule:
    """A module's comments before its first statement, imports and statements, each to its new file.

    `header` is what every new file repeats, `note` the rest of these comments.
    """

    module: cst.Module
    header: str
    note: str
    docstring: str
    imports: tuple[Statement, ...]
    models: tuple[Statement, ...]
    service: tuple[Statement, ...]
    footer: str
    order: tuple[Statement, ...]

    @property
    def model_names(self) -> frozenset[str]:
        return frozenset().union(*(statement.defines for statement in self.models))

    @property
    def side_effects(self) -> frozenset[str]:
        """The names of `import x` statements that nothing uses: they are there for what the module does."""
        used = frozenset().union(*(statement.uses for statement in (*self.models, *self.service)))
        nodes = (node for statement in self.imports for node in parse_source(statement.code, _STATEMENT).body)
        return frozenset(_defined(node for node in nodes if isinstance(node, ast.Import))) - used

    @property
    def guarded_names(self) -> frozenset[str]:
        """The names that a block for type checkers imports."""
        return frozenset().union(*(statement.defines for statement in self.imports if statement.uses))

    def with_guards(self, used: frozenset[str]) -> frozenset[str]:
        """Used names with those that the blocks for type checkers need which import some of them."""
        return used.union(*(statement.uses for statement in self.imports if statement.defines & used))

    @property
    def imported_names(self) -> frozenset[str]:
        return frozenset().union(*(statement.defines for statement in self.imports))


def service_names(tree: ast.Module, protocols: Collection[str]) -> frozenset[str]:
    """The names that go to service.py: the Protocols, and whatever refers to one of them."""
    service = set(protocols)
    facts = [(frozenset(_defined([node])) - _EXPORTS, names_of(node)) for node in tree.body if not _is_import(node)]
    while True:
        added = {name for defines, uses in facts if uses & service for name in defines} - service
        if not added:
            return frozenset(service)
        service |= added


def own_names(tree: ast.Module) -> frozenset[str]:
    """The names that statements other than plain imports bind; an import inside `try` or `if` is such a statement."""
    return frozenset(_defined(node for node in tree.body if not _is_import(node)))


def split_module(text: str, service: Collection[str], *, becomes_package: bool = False) -> SplitModule:
    """Sort a module's statements: those that define a name of the service, or only refer to one, go there.

    `becomes_package` deepens relative imports by one level, for a flat module that turns into a package.
    """
    module = cst.parse_module(_deepened(text) if becomes_package else text)
    statements = [part for node in module.body for part in _shared(_statement(module, node), service)]
    docstring = ""
    if statements and ast.get_docstring(parse_source(statements[0].code, _MODULE)) is not None:
        docstring, statements = statements[0].code, statements[1:]
    own = [statement for statement in statements if not statement.is_import]
    header, note = split_header("".join(module.code_for_node(line) for line in module.header))
    return SplitModule(
        module=module,
        header=header,
        note=note,
        docstring=docstring,
        imports=tuple(statement for statement in statements if statement.is_import),
        models=tuple(item for item in own if not _in_service(item, service)),
        service=tuple(item for item in own if _in_service(item, service)),
        footer="".join(module.code_for_node(line) for line in module.footer),
        order=tuple(statements),
    )


def _deepened(text: str) -> str:
    source = SourceLines.of(text)
    data = source.data
    relative = (
        node for node in ast.walk(parse_source(text, _MODULE)) if isinstance(node, ast.ImportFrom) and node.level
    )
    for start in sorted((source.span(node)[0] for node in relative), reverse=True):
        dots = found.end() if (found := _FROM.match(data, start)) else start
        data = data[:dots] + b"." + data[dots:]
    return data.decode()


def _shared(statement: Statement, service: Collection[str]) -> Iterator[Statement]:
    """The statement, or the two that `__all__` becomes: each file lists its own names."""
    exports = exported_names(parse_source(statement.code, _STATEMENT)) if statement.defines == _EXPORTS else None
    if exports is None or not set(exports) & set(service):
        yield statement
        return
    ours = [name for name in exports if name in service]
    rest = [name for name in exports if name not in service]
    comments = "".join(line for line in statement.code.splitlines(keepends=True) if line.startswith("#"))
    yield replace(statement, code=f"{comments}__all__ = {rest!r}\n")
    # Without a name of its own it follows what it refers to, into service.py.
    yield replace(statement, code=f"\n__all__ = {ours!r}\n", defines=frozenset(), uses=frozenset(ours))


def _in_service(statement: Statement, service: Collection[str]) -> bool:
    if statement.defines:
        return any(name in service for name in statement.defines)
    return any(name in service for name in statement.uses)


def _statement(module: cst.Module, node: cst.BaseStatement) -> Statement:
    code = module.code_for_node(node)
    tree = parse_source(code, _STATEMENT)
    return Statement(
        node=node,
        code=code,
        defines=frozenset(_defined(tree.body)),
        uses=names_in(code),
        is_import=bool(tree.body) and all(map(_is_import, tree.body)),
    )


def _is_import(node: ast.stmt) -> bool:
    match node:
        case ast.If(test=test, body=body, orelse=[]) if (dotted(test) or "").endswith("TYPE_CHECKING"):
            return all(map(_is_import, body))
        case _:
            return isinstance(node, ast.Import | ast.ImportFrom)


def _defined(body: Iterable[ast.stmt]) -> Iterable[str]:
    for node in body:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from map(_bound_name, names)
            case ast.Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final):
                blocks = [inner, orelse, final, *(handler.body for handler in handlers)]
                for block in blocks:
                    yield from _defined(block)
            case ast.If(body=inner, orelse=orelse):
                yield from _defined(inner)
                yield from _defined(orelse)
            case _:
                yield from defined_names(node)


def joined(head: str, body: str) -> str:
    """The two parts of a file without a second blank line where what stood between them is gone."""
    return head + (body.lstrip("\n") if not head or head.endswith("\n\n") else body)


def pruned_import(statement: Statement, needed: Collection[str]) -> str:
    """The source of an import statement with only the names that are needed; empty when none is.

    Star imports and those from `__future__` are always needed; a block for type checkers is kept or dropped as a whole.
    """
    nodes = parse_source(statement.code, _STATEMENT).body
    if statement.defines <= set(needed) or any(map(_is_always_needed, nodes)):
        return statement.code
    if not statement.defines & set(needed):
        return ""
    source = SourceLines.of(statement.code)
    parts: list[str] = []
    for node in nodes:
        start, end = source.span(node)
        match node:
            case ast.ImportFrom():
                said = read_from_import(node, source.text(start, len(source.data) if node is nodes[-1] else end))
                kept = tuple(member for member in said.members if (member.alias or member.name) in needed)
                parts += [replace(said, members=kept).render("", "\n")] if kept else []
            case ast.Import(names=names):
                beside = f"  {source.text(end, len(source.data)).strip()}" if node is nodes[-1] else ""
                names = [alias for alias in names if _bound_name(alias) in needed]
                parts += [f"import {', '.join(map(ast.unparse, names))}{beside}".rstrip()] if names else []
            case _:
                return statement.code
    return source.text(0, source.span(nodes[0])[0]) + "".join(f"{part}\n" for part in parts)


def _is_always_needed(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and (node.module == "__future__" or node.names[0].name == "*")


def _bound_name(alias: ast.alias) -> str:
    return alias.asname or alias.name.partition(".")[0]
