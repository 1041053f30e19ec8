"""The least that LibCST's own runner can do: a codemod that visits every node and changes none."""

from __future__ import annotations

from libcst.codemod import VisitorBasedCodemodCommand


class NoopCommand(VisitorBasedCodemodCommand):
    """Parses, visits and writes back every file."""

    DESCRIPTION = "Changes nothing."
