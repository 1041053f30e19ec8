"""LRC109: a route without a level is served below /None."""

from pathlib import Path, PurePosixPath

import pytest
from routed_methods import judged, method

from llama_router_codemod.contract.served_path import missing_levels, served_path
from llama_router_codemod.model.place import Place
from llama_router_codemod.model.route import Route


@pytest.mark.parametrize(
    ("path", "version", "served"),
    [
        pytest.param("/a/{x}", "v1", "/v1/a/{x}", id="level"),
        pytest.param("a", "v1", "/v1/a", id="no slash"),
        pytest.param("//a", "v1", "/v1/a", id="two slashes"),
        pytest.param("/a", None, "/None/a", id="no level"),
    ],
)
def test_served_path(path: str, version: str | None, served: str) -> None:
    assert served_path(Route(path, Place(PurePosixPath("a.py"), 7, 5), version=version)) == served


def test_a_level(tmp_path: Path) -> None:
    assert judged(missing_levels, tmp_path, method("/a", "f(self)")) == []


@pytest.mark.parametrize("more", ["", ", level=None"])
def test_no_level(tmp_path: Path, more: str) -> None:
    assert judged(missing_levels, tmp_path, method("/a", "f(self)", more=more)) == [
        ("LRC109", 10, "served as `/None/a`")
    ]
