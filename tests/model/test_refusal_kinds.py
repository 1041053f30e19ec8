"""Refusals are known by their codes."""

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import REFUSALS
from llama_router_codemod.model.refusal_kinds import REFUSAL_KINDS


def test_every_refusal_has_its_row_here() -> None:
    assert {code for code in CATALOGUE if code.startswith(REFUSALS)} == REFUSAL_KINDS.keys()
