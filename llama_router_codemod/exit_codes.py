"""The exit codes, decided in one place from results, never from what was printed."""

from __future__ import annotations

import enum

from llama_router_codemod.check import CheckResult
from llama_router_codemod.migration import Migration


class ExitCode(enum.IntEnum):
    """0 done or clean; 1 work is left; 2 bad usage or input, nothing written; 3 some items were refused, and listed."""

    DONE = 0
    WORK_LEFT = 1
    BAD_INPUT = 2
    REFUSED = 3


def exit_code(result: CheckResult | Migration) -> ExitCode:
    """The exit code of a result."""
    match result:
        case CheckResult():
            return ExitCode.DONE if result.is_clean else ExitCode.WORK_LEFT
        case Migration():
            return ExitCode.REFUSED if result.refused else ExitCode.DONE
