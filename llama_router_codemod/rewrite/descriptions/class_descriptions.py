"""The descriptions of classes: from their docstrings to their fields."""

import ast
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.classes import ClassFacts, ClassKind, own_fields
from llama_router_codemod.parse.docstrings import Docstring, parse_docstring, strip_fields
from llama_router_codemod.rewrite.descriptions.class_bodies import declarations, with_fields
from llama_router_codemod.rewrite.descriptions.colon_entries import ColonEntries
from llama_router_codemod.rewrite.descriptions.field_moves import (
    FieldMove,
    ModuleSetting,
    Subject,
    move_to_inherited,
    move_to_own,
)
from llama_router_codemod.rewrite.descriptions.inherited_fields import inherited_field, published_text
from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.written_docstring import BodyStyle, with_docstring, written_docstring

_COLON_NAME = re.compile(r":(\w+):")


@dataclass(frozen=True)
class ClassChange:
    """What becomes of a class and of those nested in it; `needs` are names that its new source uses."""

    subject: Subject
    node: cst.ClassDef
    needs: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def describe_classes(
    suite: Sequence[cst.BaseStatement],
    known: Sequence[ast.stmt],
    setting: ModuleSetting,
    indent: str = "",
    scope: str | None = None,
) -> list[ClassChange]:
    """The classes of a suite, without those of which it or the checkout has several with one name.

    `known` is the same suite in the checkout, `indent` the white space before its lines, `scope` the top-level class
    around it. Each change stands for the class with its name.
    """
    nodes = {node.name: node for node in known if isinstance(node, ast.ClassDef)}
    names = Counter(node.name for node in known if isinstance(node, ast.ClassDef))
    names += Counter(statement.name.value for statement in suite if isinstance(statement, cst.ClassDef))
    changes = []
    for statement in suite:
        match statement:
            case cst.ClassDef(name=cst.Name(value=name), body=cst.IndentedBlock() as block):
                if name in nodes and names[name] == 2:
                    subject = Subject(ClassFacts(setting.names.module, nodes[name]), scope or name, setting)
                    changes.append(_describe_class(statement, block, subject, indent))
            case _:
                pass
    return changes


def with_classes(suite: Sequence[cst.BaseStatement], changes: Sequence[ClassChange]) -> list[cst.BaseStatement]:
    """The statements of a suite with its changed classes."""
    nodes = {change.node.name.value: change.node for change in changes}
    return [nodes.get(item.name.value, item) if isinstance(item, cst.ClassDef) else item for item in suite]


def _describe_class(node: cst.ClassDef, block: cst.IndentedBlock, subject: Subject, indent: str) -> ClassChange:
    indent += subject.setting.indent if block.indent is None else block.indent
    nested = describe_classes(block.body, subject.facts.node.body, subject.setting, indent, subject.scope)
    if any(change.node not in block.body for change in nested):
        block = block.with_changes(body=with_classes(block.body, nested))
    needs = frozenset().union(*(change.needs for change in nested))
    findings = tuple(finding for change in nested for finding in change.findings)
    change = ClassChange(subject, node, needs, findings)
    if subject.kind in {ClassKind.MODEL, ClassKind.TYPED_DICT}:
        change, block = _describe_fields(change, block, indent)
    return change if block is node.body else replace(change, node=node.with_changes(body=block))


def _describe_fields(
    change: ClassChange, block: cst.IndentedBlock, indent: str
) -> tuple[ClassChange, cst.IndentedBlock]:
    subject = change.subject
    declared = own_fields(subject.facts.node)
    fields = {name: node for name, node in declarations(block).items() if name in declared}
    written = written_docstring(block)
    docstring = parse_docstring(written.value if written else "")
    if docstring.params and written is not None and has_comment(written.literal):
        return _with_finding(change, subject.unmoved("a comment stands inside its docstring")), block
    if docstring.params and "Field" in fields:
        return _with_finding(change, subject.unmoved("a field is named Field")), block
    moves = _moves(subject, fields, docstring)
    change = replace(
        change,
        needs=change.needs.union(*(move.needs for move in moves.values())),
        findings=(*change.findings, *(finding for move in moves.values() for finding in move.findings)),
    )
    if unread := _colon_names(subject, fields, docstring):
        entries = tuple(f":{name}:" for name in unread)
        change = _with_finding(change, subject.finding(ColonEntries(subject.name, entries)))
    block = _with_declarations(block, list(moves.values()))
    moved = [name for name in docstring.params if moves[name].moved]
    if written is not None and moved:
        style = BodyStyle(indent, subject.setting.newline, cst.Pass())
        block = with_docstring(block, strip_fields(written.value, moved, False), style)
    return change, block


def _moves(subject: Subject, fields: Mapping[str, cst.AnnAssign], docstring: Docstring) -> dict[str, FieldMove]:
    moves = {
        name: move_to_own(subject, fields[name], name, text)
        if name in fields
        else move_to_inherited(subject, name, text)
        for name, text in docstring.params.items()
    }
    # The legacy generator looked for a text through all base classes; a Field of a base does not reach a field that is
    # declared anew.
    if subject.setting.docstring_wins:
        for name in fields:
            if name not in moves and (text := published_text(subject.symbols, subject.facts, name)):
                moves[name] = move_to_own(subject, fields[name], name, text)
    return moves


def _colon_names(subject: Subject, fields: Mapping[str, cst.AnnAssign], docstring: Docstring) -> list[str]:
    names = [found[1] for chunk in docstring.unparsed if (found := _COLON_NAME.match(chunk))]
    return [name for name in names if name in fields or inherited_field(subject.symbols, subject.facts, name)]


def _with_declarations(block: cst.IndentedBlock, moves: Sequence[FieldMove]) -> cst.IndentedBlock:
    replaced = {id(move.old): move.new for move in moves if move.new is not move.old and move.new and move.old}
    if replaced:
        body = [
            line.with_changes(body=[replaced.get(id(small), small) for small in line.body])
            if isinstance(line, cst.SimpleStatementLine) and any(id(small) in replaced for small in line.body)
            else line
            for line in block.body
        ]
        block = block.with_changes(body=body)
    return with_fields(block, [move.new for move in moves if move.new and not move.old])


def _with_finding(change: ClassChange, finding: Finding) -> ClassChange:
    return replace(change, findings=(*change.findings, finding))
