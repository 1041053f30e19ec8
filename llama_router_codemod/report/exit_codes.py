"""The exit codes, decided in one place from results, never from what was printed."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from llama_router_codemod.check.check import CheckResult

if TYPE_CHECKING:
    # Not at run time: `check` must not wait for the import of LibCST.
    from llama_router_codemod.migrate.plan import Migration
    from llama_router_codemod.verify.result import VerifyResult


class ExitCode(enum.IntEnum):
    """0 done or clean; 1 work is left; 2 bad usage or input, nothing written; 3 some items were refused, and listed."""

    DONE = 0
    WORK_LEFT = 1
    BAD_INPUT = 2
    REFUSED = 3


def exit_code(result: CheckResult | Migration) -> ExitCode:
    """The exit code of a result."""
    if isinstance(result, CheckResult):
        return ExitCode.DONE if result.is_clean else ExitCode.WORK_LEFT
    return ExitCode.REFUSED if result.refused else ExitCode.DONE


def verify_exit_code(result: VerifyResult) -> ExitCode:
    """0 when everything is equal, or explained and accepted."""
    return ExitCode.DONE if result.is_accepted else ExitCode.WORK_LEFT
