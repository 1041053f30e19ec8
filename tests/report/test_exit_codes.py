import subprocess
import sys
from pathlib import PurePosixPath

import pytest
from remaining_uses import remaining
from verify_results import accepted, change, result, route

from llama_router_codemod.check.result import Allowed, CheckResult, Leftover
from llama_router_codemod.contract.mixed_package import MixedPackage
from llama_router_codemod.contract.unserved_protocol import UnservedProtocol
from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.migrate.run import MigrateRun
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.report.exit_codes import ExitCode, exit_code
from llama_router_codemod.tree.changeset import Changeset
from llama_router_codemod.verify.result import Check, VerifyResult

LEFT = remaining()
NAME = Leftover(path="a.py", line=1, column=1, name="__webmethod__")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        pytest.param(CheckResult(scanned=1, remaining=[]), ExitCode.DONE, id="nothing"),
        pytest.param(CheckResult(scanned=1, remaining=[LEFT]), ExitCode.WORK_LEFT, id="a use"),
        pytest.param(CheckResult(scanned=1, remaining=[], machinery=[NAME]), ExitCode.DONE, id="another name"),
        pytest.param(
            CheckResult(scanned=1, remaining=[], machinery=[NAME], fails_on_machinery=True),
            ExitCode.WORK_LEFT,
            id="another name, with --machinery",
        ),
        pytest.param(
            CheckResult(scanned=1, remaining=[LEFT], ratchet=Allowed(new=[], gone=[])), ExitCode.DONE, id="allowed"
        ),
        pytest.param(
            CheckResult(scanned=1, remaining=[LEFT], ratchet=Allowed(new=[LEFT.identity], gone=[])),
            ExitCode.WORK_LEFT,
            id="not allowed",
        ),
        pytest.param(
            CheckResult(scanned=1, remaining=[], ratchet=Allowed(new=[], gone=["a"])), ExitCode.WORK_LEFT, id="gone"
        ),
    ],
)
def test_check(found: CheckResult, code: ExitCode) -> None:
    assert exit_code(found) is code


def evidence(*, is_accepted: bool) -> VerifyResult:
    difference = change(Check.ROUTES, "tag", "Orders", "Stock", "LRC000")
    return result(route(accepted(difference) if is_accepted else difference))


@pytest.mark.parametrize(("is_accepted", "code"), [(True, ExitCode.DONE), (False, ExitCode.WORK_LEFT)])
def test_verify(is_accepted: bool, code: ExitCode) -> None:
    assert exit_code(evidence(is_accepted=is_accepted)) is code


NOTE, REFUSAL = UnservedProtocol("Agents"), MixedPackage("agents")


@pytest.mark.parametrize(
    ("facts", "is_accepted", "code"),
    [
        pytest.param(NOTE, None, ExitCode.DONE, id="a note"),
        pytest.param(REFUSAL, None, ExitCode.REFUSED, id="a refusal"),
        pytest.param(NOTE, True, ExitCode.DONE, id="a proof"),
        pytest.param(REFUSAL, True, ExitCode.REFUSED, id="a proof and a refusal"),
        pytest.param(NOTE, False, ExitCode.WORK_LEFT, id="a proof that is not accepted"),
        pytest.param(REFUSAL, False, ExitCode.WORK_LEFT, id="a proof that is not accepted and a refusal"),
    ],
)
def test_migrate(facts: Facts, is_accepted: bool | None, code: ExitCode) -> None:
    migration = Migration(Changeset(()), (Finding(Place(PurePosixPath("a.py"), 1), facts),), (), 1)
    proof = None if is_accepted is None else evidence(is_accepted=is_accepted)
    assert exit_code(MigrateRun(migration, proof, written=True)) is code


def test_deciding_needs_no_libcst() -> None:
    script = "import sys, llama_router_codemod.report.exit_codes; print('libcst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
