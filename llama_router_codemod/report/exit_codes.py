"""The exit codes, decided in one place from results, never from what was printed."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Not at run time: `check` must not wait for the import of LibCST, and `--help` for none at all.
    from llama_router_codemod.check.result import CheckResult
    from llama_router_codemod.migrate.commit_series import SeriesRun
    from llama_router_codemod.migrate.run import MigrateRun
    from llama_router_codemod.verify.result import VerifyResult


class ExitCode(enum.IntEnum):
    """0 done or clean; 1 work is left; 2 bad usage or input, nothing written, or an interrupted run stands in the tree;
    3 some items were refused, and listed; 4 written, but the result could not be printed."""

    DONE = 0
    WORK_LEFT = 1
    BAD_INPUT = 2
    REFUSED = 3
    UNPRINTED = 4


def exit_code(
    result: CheckResult | MigrateRun[VerifyResult] | SeriesRun[VerifyResult] | VerifyResult,
) -> ExitCode:
    """The exit code of a result: of a migration whose evidence is not accepted that of the evidence."""
    from llama_router_codemod.check.result import CheckResult

    if isinstance(result, CheckResult):
        return ExitCode.DONE if result.is_clean else ExitCode.WORK_LEFT
    if not result.is_accepted:
        return ExitCode.WORK_LEFT
    refused = hasattr(result, "migration") and result.migration.refused
    return ExitCode.REFUSED if refused else ExitCode.DONE
