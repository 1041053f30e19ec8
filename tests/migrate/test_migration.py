from pathlib import PurePosixPath

import pytest

from llama_router_codemod.contract.mixed_package import MixedPackage
from llama_router_codemod.contract.unserved_protocol import UnservedProtocol
from llama_router_codemod.migrate.migration import Migration
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.tree.changeset import Changeset

NOTE, REFUSAL = UnservedProtocol("Agents"), MixedPackage("agents")


@pytest.mark.parametrize(
    ("facts", "refused"),
    [((), False), ((NOTE,), False), ((NOTE, REFUSAL), True)],
    ids=["no finding", "a note", "a refusal"],
)
def test_something_is_refused(facts: tuple[Facts, ...], refused: bool) -> None:
    findings = tuple(Finding(Place(PurePosixPath("a.py"), 1), item) for item in facts)
    assert Migration(Changeset(()), findings, (), 1).refused is refused
