"""Kinds of LibCST nodes: statements, and what holds statements."""

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
