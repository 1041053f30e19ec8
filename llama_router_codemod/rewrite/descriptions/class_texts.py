"""What becomes of all field texts of one class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import libcst as cst

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.classes import ClassKind, own_fields
from llama_router_codemod.parse.docstrings import Docstring, parse_docstring
from llama_router_codemod.rewrite.descriptions.class_bodies import declarations
from llama_router_codemod.rewrite.descriptions.colon_entries import colon_entries
from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass
from llama_router_codemod.rewrite.descriptions.field_moves import FieldMove, move_to_inherited, move_to_own
from llama_router_codemod.rewrite.descriptions.inherited_fields import published_text
from llama_router_codemod.rewrite.descriptions.unmoved_text import unmoved_text
from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.written_docstring import written_docstring


@dataclass(frozen=True)
class ClassTexts:
    """What changes in a class: its declarations by those that replace them, the declarations that it gets, the names of
    the `:param` texts that leave its docstring. `needs` are names that its new source uses.
    """

    replaced: Mapping[cst.BaseSmallStatement, cst.AnnAssign] = field(default_factory=dict)
    added: tuple[cst.AnnAssign, ...] = ()
    moved: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def change_code(self) -> bool:
        """Whether the class gets another source."""
        return bool(self.replaced or self.added or self.moved)


def class_texts(owner: DescribedClass, block: cst.IndentedBlock) -> ClassTexts:
    """The changes of a class with this body; none unless it is a model or a TypedDict."""
    if owner.kind not in {ClassKind.MODEL, ClassKind.TYPED_DICT}:
        return ClassTexts()
    declared = own_fields(owner.facts.node)
    fields = {name: node for name, node in declarations(block).items() if name in declared}
    written = written_docstring(block)
    docstring = parse_docstring(written.value if written else "")
    if docstring.params and written is not None and has_comment(written.literal):
        return ClassTexts(findings=(unmoved_text(owner, None, "a comment stands inside its docstring"),))
    if docstring.params and "Field" in fields:
        return ClassTexts(findings=(unmoved_text(owner, None, "a field is named Field"),))
    moves = _moves(owner, fields, docstring)
    return ClassTexts(
        replaced={move.old: move.new for move in moves.values() if move.old is not None and move.new is not None},
        added=tuple(move.new for move in moves.values() if move.old is None and move.new is not None),
        moved=tuple(name for name in docstring.params if moves[name].moved),
        needs=frozenset().union(*(move.needs for move in moves.values())),
        findings=(
            *(finding for move in moves.values() for finding in move.findings),
            *colon_entries(owner, fields, docstring),
        ),
    )


def _moves(owner: DescribedClass, fields: Mapping[str, cst.AnnAssign], docstring: Docstring) -> dict[str, FieldMove]:
    moves = {
        name: move_to_own(owner, fields[name], name, text) if name in fields else move_to_inherited(owner, name, text)
        for name, text in docstring.params.items()
    }
    # The legacy generator looked for a text through all base classes; a Field of a base does not reach a field that is
    # declared anew.
    for name in fields:
        if name not in moves and (text := published_text(owner.symbols, owner.facts, name)):
            moves[name] = move_to_own(owner, fields[name], name, text)
    return moves
