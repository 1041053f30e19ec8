"""One more name in the `from` imports of a module."""

from collections.abc import Sequence

import libcst as cst

from llama_router_codemod.source.comma_lists import inserted
from llama_router_codemod.source.dotted_name import dotted_name
from llama_router_codemod.source.import_order import member_key


def with_import(tree: cst.Module, source: str, name: str) -> cst.Module:
    """The module with `from source import name`.

    An import from `source` before the first class or function takes the name, at its alphabetical place. Without one, a
    new line follows the last import of the module's beginning; it never stands in a `try` or an `if`, nor above the
    docstring or a `__future__` import.
    """
    for index, line in enumerate(tree.body):
        match line:
            case cst.ClassDef() | cst.FunctionDef():
                break
            case cst.SimpleStatementLine(body=[cst.ImportFrom(names=[*aliases], relative=[]) as statement]):
                if statement.module is not None and dotted_name(statement.module) == source:
                    changed = line.with_changes(body=[_extended(statement, aliases, name)])
                    return tree.with_changes(body=[*tree.body[:index], changed, *tree.body[index + 1 :]])
            case _:
                pass
    return _with_new_line(tree, source, name)


def _extended(statement: cst.ImportFrom, aliases: Sequence[cst.ImportAlias], name: str) -> cst.ImportFrom:
    opening: cst.BaseParenthesizableWhitespace = cst.SimpleWhitespace(" ")
    if isinstance(statement.lpar, cst.LeftParen):
        opening = statement.lpar.whitespace_after
    later = (i for i, alias in enumerate(aliases) if member_key(alias.evaluated_name, None) > member_key(name, None))
    new = cst.ImportAlias(cst.Name(name))
    return statement.with_changes(names=inserted(aliases, next(later, len(aliases)), new, opening))


def _with_new_line(tree: cst.Module, source: str, name: str) -> cst.Module:
    place, blank = 0, False
    for index, statement in enumerate(tree.body):
        match statement:
            case cst.SimpleStatementLine(body=[cst.Import() | cst.ImportFrom(), *_]):
                place, blank = index + 1, False
            case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]) if (
                not index
            ):
                place, blank = 1, True
            case cst.Try() | cst.If():
                pass
            case _:
                break
    module = cst.parse_expression(source)
    assert isinstance(module, cst.Name | cst.Attribute)
    line = cst.SimpleStatementLine(
        [cst.ImportFrom(module, [cst.ImportAlias(cst.Name(name))])],
        leading_lines=[cst.EmptyLine()] if blank else [],
    )
    return tree.with_changes(body=[*tree.body[:place], line, *tree.body[place:]])
