from pathlib import PurePosixPath

import pytest

from llama_router_codemod.migrate.candidates import Candidates
from llama_router_codemod.migrate.migration import Outcome, PackageOutcome
from llama_router_codemod.migrate.outcomes import package_outcome
from llama_router_codemod.model.api import ApiPackage, State

NOTHING = Candidates((), ())


@pytest.mark.parametrize(
    ("state", "is_chosen", "outcome", "reason"),
    [
        (State.MIGRATED, False, Outcome.SKIPPED, "migrated already"),
        (State.PENDING, False, Outcome.SKIPPED, "not selected"),
        (State.PENDING, True, Outcome.REFUSED, "see its findings"),
    ],
)
def test_packages_that_stay(state: State, is_chosen: bool, outcome: Outcome, reason: str) -> None:
    package = ApiPackage("zoo", PurePosixPath("zoo"), False, None, (), (), state)
    found = package_outcome(package, NOTHING, [package] if is_chosen else [])
    assert found == PackageOutcome("zoo", (), 0, outcome, reason)
