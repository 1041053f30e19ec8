"""What a module gives a name to."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator


def imported_names(tree: ast.Module) -> frozenset[str]:
    """The names that the imports at the top level bind."""
    return frozenset(
        alias.asname or alias.name.partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    )


def bindings_besides_imports(node: ast.AST, name: str) -> Iterator[ast.stmt | ast.expr | ast.arg]:
    """What binds a name otherwise: a definition, an assignment or a parameter, also within functions.

    The members of a class are no names of the module.
    """
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
                is_it = found == name and not isinstance(node, ast.ClassDef)
            case ast.arg(arg=found):
                is_it = found == name
            case ast.Name(id=found, ctx=ast.Store()):
                is_it = found == name
            case _:
                is_it = False
        if is_it:
            yield child  # type: ignore[misc]
        if not (isinstance(node, ast.ClassDef) and isinstance(child, ast.Assign | ast.AnnAssign)):
            yield from bindings_besides_imports(child, name)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bindings_by_name(tree: ast.Module) -> Counter[str]:
    """How often a module gives each of its names to something: by an import, a definition, an assignment of any kind,
    a loop, a `with`, an `except` or a pattern; a `global` in a function counts too."""
    names = [name for node in tree.body for name in _bound(node)]
    declared = [name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names]
    return Counter(names + declared)


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.alias():
            yield node.asname or node.name.partition(".")[0]
        case (
            ast.Name(id=name, ctx=ast.Store() | ast.Del())
            | ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
        ):
            yield name
        case _:
            pass
    if isinstance(node, _COMPREHENSIONS):
        yield from (item.target.id for item in ast.walk(node) if isinstance(item, ast.NamedExpr))
    elif not isinstance(node, _SCOPES):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)
