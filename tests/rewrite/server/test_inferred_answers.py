"""LRC117: the server let FastAPI make a response model of what a method returns."""

from pathlib import Path, PurePosixPath

import pytest
from harbour import ROUTES, SERVER, harbour, replaced

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.server.inferred_answers import InferredAnswers, inferred_answers
from llama_router_codemod.tree.checkout import Checkout


def found(root: Path, changes: dict[str, str | None]) -> list[Finding]:
    return list(inferred_answers(Symbols(Checkout.open(harbour(root, changes)))))


@pytest.mark.parametrize(
    "changes",
    [pytest.param({SERVER: None, ROUTES: None}, id="no server"), pytest.param({}, id="no response model")],
)
def test_answers_as_they_are(tmp_path: Path, changes: dict[str, str | None]) -> None:
    assert found(tmp_path, changes) == []


def test_answers_that_were_made_to_fit(tmp_path: Path) -> None:
    changes = replaced(SERVER, ("route.path, response_model=None", "route.path"))
    facts = InferredAnswers("port.core.server.server")
    assert found(tmp_path, {**changes}) == [Finding(Place(PurePosixPath(SERVER), 1), facts)]
