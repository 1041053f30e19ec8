"""Kinds of LibCST nodes: statements, what holds statements, and the name that an assignment gives."""

from __future__ import annotations

import libcst as cst

#: What may stand in a suite on lines of its own. `cst.BaseStatement` has no leading lines.
Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement

#: Whatever holds statements; expressions hold none.
SUITES = (
    cst.Module,
    cst.BaseSuite,
    cst.BaseCompoundStatement,
    cst.Else,
    cst.ExceptHandler,
    cst.ExceptStarHandler,
    cst.Finally,
    cst.MatchCase,
)


def assigned_name(statement: cst.CSTNode) -> str | None:
    """The name that a statement assigns to, if it is one assignment to one name and nothing else."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))])]):
            return name
        case _:
            return None
