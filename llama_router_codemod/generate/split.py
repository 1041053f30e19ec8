"""An API module's statements, sorted into service.py and models.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.parse.symbols import defined_names
from llama_router_codemod.parse.syntax import names_in, names_of, parse_source

_RELATIVE = re.compile(r"^(\s*from )(\.+)", re.MULTILINE)


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
    """A module's header (the comments before its first statement), imports and statements, each to its new file."""

    module: cst.Module
    header: str
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
    def service_names(self) -> frozenset[str]:
        return frozenset().union(*(statement.defines for statement in self.service))

    @property
    def imported_names(self) -> frozenset[str]:
        return frozenset().union(*(statement.defines for statement in self.imports))


def service_names(tree: ast.Module, protocols: Collection[str]) -> frozenset[str]:
    """The names that go to service.py: the Protocols, and whatever refers to one of them."""
    service = set(protocols)
    facts = [(frozenset(_defined([node])), names_of(node)) for node in tree.body if not _is_import(node)]
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
    module = cst.parse_module(_RELATIVE.sub(r"\1.\2", text) if becomes_package else text)
    statements = [_statement(module, node) for node in module.body]
    docstring = ""
    if statements and ast.get_docstring(parse_source(statements[0].code, PurePosixPath("<module>"))) is not None:
        docstring, statements = statements[0].code, statements[1:]
    own = [statement for statement in statements if not statement.is_import]
    return SplitModule(
        module=module,
        header="".join(module.code_for_node(line) for line in module.header),
        docstring=docstring,
        imports=tuple(statement for statement in statements if statement.is_import),
        models=tuple(item for item in own if not _in_service(item, service)),
        service=tuple(item for item in own if _in_service(item, service)),
        footer="".join(module.code_for_node(line) for line in module.footer),
        order=tuple(statements),
    )


def _in_service(statement: Statement, service: Collection[str]) -> bool:
    if statement.defines:
        return any(name in service for name in statement.defines)
    return any(name in service for name in statement.uses)


def _statement(module: cst.Module, node: cst.BaseStatement) -> Statement:
    code = module.code_for_node(node)
    tree = parse_source(code, PurePosixPath("<statement>"))
    return Statement(
        node=node,
        code=code,
        defines=frozenset(_defined(tree.body)),
        uses=names_in(code),
        is_import=bool(tree.body) and all(map(_is_import, tree.body)),
    )


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _defined(body: Iterable[ast.stmt]) -> Iterable[str]:
    for node in body:
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.asname or alias.name.split(".")[0] for alias in names)
            case ast.Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final):
                blocks = [inner, orelse, final, *(handler.body for handler in handlers)]
                for block in blocks:
                    yield from _defined(block)
            case ast.If(body=inner, orelse=orelse):
                yield from _defined(inner)
                yield from _defined(orelse)
            case _:
                yield from defined_names(node)


def pruned_import(module: cst.Module, statement: Statement, needed: Collection[str]) -> str:
    """The source of an import statement with only the names that are needed; empty when none is."""
    if statement.defines <= set(needed):
        return statement.code
    line = statement.node
    if not isinstance(line, cst.SimpleStatementLine) or not statement.defines & set(needed):
        return ""
    parts: list[cst.BaseSmallStatement] = []
    for part in line.body:
        match part:
            case cst.ImportFrom(names=names) if not isinstance(names, cst.ImportStar):
                kept = [alias for alias in names if _bound_name(alias) in needed]
                if kept:
                    last = kept[-1].with_changes(comma=names[-1].comma)
                    parts.append(part.with_changes(names=[*kept[:-1], last]))
            case cst.Import(names=names):
                kept = [alias for alias in names if _bound_name(alias) in needed]
                if kept:
                    parts.append(part.with_changes(names=[*kept[:-1], kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]))
            case _:
                parts.append(part)
    parts[-1] = parts[-1].with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    return module.code_for_node(line.with_changes(body=parts))


def _bound_name(alias: cst.ImportAlias) -> str:
    if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
        return alias.asname.name.value
    return alias.evaluated_name.split(".")[0]
