"""LRC101: a verb that no legacy server knows is served as POST."""

from pathlib import Path, PurePosixPath

import pytest
from routed_methods import judged, method

from llama_router_codemod.contract.served_verb import other_verbs, served_verb
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route, Verb


@pytest.mark.parametrize(
    ("declared", "served"),
    [
        ("GET", Verb.GET),
        ("DELETE", Verb.DELETE),
        ("POST", Verb.POST),
        (None, Verb.POST),
        ("PUT", Verb.POST),
        ("PATCH", Verb.POST),
        ("get", Verb.POST),
    ],
)
def test_served_verb(declared: str | None, served: Verb) -> None:
    assert served_verb(Route("/a", Place(PurePosixPath("a.py"), 7, 5), declared)) is served


@pytest.mark.parametrize("verb", ["GET", "DELETE", "POST"])
def test_a_verb_that_is_served(tmp_path: Path, verb: str) -> None:
    assert judged(other_verbs, tmp_path, method("/a", "f(self)", verb)) == []


def test_no_verb(tmp_path: Path) -> None:
    assert judged(other_verbs, tmp_path, '    @webmethod("/a")\n    async def f(self): ...\n') == []


@pytest.mark.parametrize("verb", ["PUT", "PATCH", "get"])
def test_a_verb_that_is_not_served(tmp_path: Path, verb: str) -> None:
    assert judged(other_verbs, tmp_path, method("/a", "f(self)", verb)) == [("LRC101", 10, f"`{verb} /v1/a`")]


def test_each_route_of_a_method(tmp_path: Path) -> None:
    routes = '    @webmethod("/a", "PUT", "v1")\n    @webmethod("/b", "POST")\n    @webmethod("/c", "PATCH", "v1")\n'
    assert judged(other_verbs, tmp_path, f"{routes}    async def f(self): ...\n") == [
        ("LRC101", 10, "`PUT /v1/a`"),
        ("LRC101", 12, "`PATCH /v1/c`"),
    ]
