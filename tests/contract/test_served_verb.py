"""LRC101: a verb that no legacy server knows is served as POST."""

from pathlib import Path, PurePosixPath

import pytest
from routed_methods import judged, method

from llama_router_codemod.contract.raw_body import RawBody
from llama_router_codemod.contract.served_verb import (
    OtherVerbServedAsPost,
    other_verbs,
    served_verb,
    with_put,
    written_verbs,
)
from llama_router_codemod.model.finding import Facts, Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import PutRoutes, Route, Verb
from llama_router_codemod.report.messages import message

PLACE = Place(PurePosixPath("a.py"), 7, 5)


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
    assert served_verb(Route("/a", PLACE, declared)) is served


@pytest.mark.parametrize(
    ("declared", "put", "written"),
    [
        ("PUT", PutRoutes.SERVED, ("POST",)),
        ("PUT", PutRoutes.DECLARED, ("PUT",)),
        ("PUT", PutRoutes.BOTH, ("PUT", "POST")),
        ("PATCH", PutRoutes.BOTH, ("PATCH", "POST")),
        ("get", PutRoutes.DECLARED, ("POST",)),
        (None, PutRoutes.DECLARED, ("POST",)),
        ("POST", PutRoutes.BOTH, ("POST",)),
        ("GET", PutRoutes.BOTH, ("GET",)),
        ("DELETE", PutRoutes.DECLARED, ("DELETE",)),
    ],
)
def test_written_verbs(declared: str | None, put: PutRoutes, written: tuple[str, ...]) -> None:
    assert written_verbs(Route("/a", PLACE, declared), put) == written


@pytest.mark.parametrize(
    ("put", "words"),
    [
        (PutRoutes.SERVED, "`PUT /v1/a`"),
        (PutRoutes.DECLARED, "`PUT /v1/a` is written as declared, clients that use POST get 405"),
        (PutRoutes.BOTH, "`PUT /v1/a` is written as declared, and as POST"),
    ],
)
def test_what_the_finding_says_of_other_verbs(put: PutRoutes, words: str) -> None:
    finding = with_put(Finding(PLACE, OtherVerbServedAsPost("PUT", "/v1/a")), put)
    assert finding == Finding(PLACE, OtherVerbServedAsPost("PUT", "/v1/a", put))
    assert message(finding.facts) == words


@pytest.mark.parametrize("facts", [OtherVerbServedAsPost("get", "/v1/a"), RawBody("/v1/a")])
def test_findings_that_say_the_same(facts: Facts) -> None:
    finding = Finding(PLACE, facts)
    assert with_put(finding, PutRoutes.DECLARED) is finding


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
