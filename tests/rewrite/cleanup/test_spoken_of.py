from pathlib import PurePosixPath

import pytest

from llama_router_codemod.rewrite.cleanup.spoken_of import WebmethodsSpokenOf, webmethods_spoken_of


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.md", b"Methods of the web.\n", id="another word"),
        pytest.param("a.py", b"webmethod\n", id="code"),
        pytest.param("a.db", b"\0webmethod\n", id="binary"),
    ],
)
def test_nothing_to_tell(name: str, data: bytes) -> None:
    assert list(webmethods_spoken_of(data, PurePosixPath(name))) == []


def test_the_first_line_and_how_many() -> None:
    data = b"# How\n\n  Use @webmethod.\n\nA WebMethod is kept.\n"
    (found,) = webmethods_spoken_of(data, PurePosixPath("how.md"))
    assert (found.place.line, found.facts) == (3, WebmethodsSpokenOf("Use @webmethod.", 2))
