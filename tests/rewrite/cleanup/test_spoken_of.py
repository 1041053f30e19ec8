from pathlib import PurePosixPath

import pytest

from llama_router_codemod.rewrite.cleanup.spoken_of import (
    Reason,
    WebmethodsSpokenOf,
    reworded_messages,
    webmethods_spoken_of,
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.md", b"Methods of the web.\n", id="another word"),
        pytest.param("a.md", b"The legacy API has routes.\n", id="other routes"),
        pytest.param("a.db", b"\0webmethod\n", id="binary"),
    ],
)
def test_nothing_to_tell(name: str, data: bytes) -> None:
    assert list(webmethods_spoken_of(data, PurePosixPath(name))) == []


@pytest.mark.parametrize("name", ["how.md", "how.py"])
def test_the_first_line_and_how_many(name: str) -> None:
    data = b"# How\n\n  Use @webmethod.\n\nA WebMethod is kept.\n"
    (found,) = webmethods_spoken_of(data, PurePosixPath(name))
    assert (found.place.line, found.facts) == (3, WebmethodsSpokenOf(Reason.STAYS, "Use @webmethod.", 2))


def test_another_name_for_their_routes() -> None:
    (found,) = webmethods_spoken_of(b"x\n- For legacy routes: nothing.\n", PurePosixPath("auth.py"))
    assert (found.place.line, found.facts) == (
        2,
        WebmethodsSpokenOf(Reason.STAYS, "- For legacy routes: nothing.", 1),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('raise ValueError("no route")', id="an error without the word"),
        pytest.param('print("no webmethod")', id="no error"),
        pytest.param("raise webmethod", id="a name"),
    ],
)
def test_no_message_is_reworded(text: str) -> None:
    assert list(reworded_messages(text, PurePosixPath("a.py"))) == []


def test_each_message_that_is_reworded() -> None:
    text = 'if a:\n    raise ValueError(f"{a} has no webmethod")\nraise TypeError("A WebMethod." "Or none.")\n'
    found = sorted(reworded_messages(text, PurePosixPath("a.py")), key=lambda item: item.place.line)
    assert [(item.place.line, item.facts) for item in found] == [
        (2, WebmethodsSpokenOf(Reason.REWORDED, 'raise ValueError(f"{a} has no webmethod")')),
        (3, WebmethodsSpokenOf(Reason.REWORDED, 'raise TypeError("A WebMethod." "Or none.")')),
    ]


@pytest.mark.parametrize("mark", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_lines_are_those_of_the_tokenizer(mark: str) -> None:
    text = f'# {mark}\nraise ValueError("no webmethod")\n'
    (found,) = reworded_messages(text, PurePosixPath("a.py"))
    assert found.facts == WebmethodsSpokenOf(Reason.REWORDED, 'raise ValueError("no webmethod")')
