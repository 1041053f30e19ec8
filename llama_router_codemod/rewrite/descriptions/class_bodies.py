"""Class bodies: their declarations, and more of them."""

from collections.abc import Sequence

import libcst as cst

from llama_router_codemod.source.comments import has_comment
from llama_router_codemod.source.written_docstring import below

_BLANK = cst.EmptyLine(indent=False)


def declarations(suite: cst.BaseSuite) -> dict[str, cst.AnnAssign]:
    """The annotated names of a class body; where one is declared twice, the second counts."""
    found: dict[str, cst.AnnAssign] = {}
    for line in suite.body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            match small:
                case cst.AnnAssign(target=cst.Name(value=name)):
                    found[name] = small
                case _:
                    pass
    return found


def with_fields(block: cst.IndentedBlock, fields: Sequence[cst.AnnAssign]) -> cst.IndentedBlock:
    """A body that has a docstring, with fields below that."""
    if not fields:
        return block
    lines = [cst.SimpleStatementLine([field]) for field in fields]
    docstring, *rest = block.body
    match rest:
        case [cst.SimpleStatementLine(body=[cst.Pass()]) as line] if not has_comment(line):
            rest = []
        case [cst.SimpleStatementLine(body=[cst.AnnAssign(), *_]) as line, *others]:
            rest = [below([], line), *others]
        case [line, *others]:
            rest = [below([_BLANK], line), *others]
        case _:
            pass
    return block.with_changes(body=[docstring, below([_BLANK], lines[0]), *lines[1:], *rest])
