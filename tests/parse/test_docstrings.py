from inspect import cleandoc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from llama_router_codemod.parse.docstrings import Docstring, operation_description, parse_docstring, strip_fields

# Pieces that make fields, paragraphs and odd indentation likely; random characters hardly ever form one.
PIECES = [
    "\n",
    "\n\n",
    "\n    ",
    "\n        ",
    " ",
    "\t",
    ":",
    "::",
    ":param x:",
    ":param y:",
    ":returns:",
    ":cvar z:",
    "a",
    "é",
]
# An indented beginning is left out: alone, it would be dedented, and a colon in it would then start a field.
DOCSTRINGS = st.lists(st.sampled_from(PIECES)).map("".join).filter(lambda text: not cleandoc(text)[:1].isspace())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Docstring(), id="empty"),
        pytest.param("\n    \n    ", Docstring(), id="blank"),
        pytest.param("Count sheep.", Docstring(short="Count sheep."), id="summary"),
        pytest.param("No final dot", Docstring(short="No final dot"), id="no-final-dot"),
        pytest.param("At 10:30, the :param word.", Docstring(short="At 10:30, the :param word."), id="colons-in-text"),
        pytest.param("Sheep.\n      :param n: x\n\n    End.", Docstring("Sheep.   :param n: x", "End."), id="indented"),
    ],
)
def test_text_without_fields(text: str, expected: Docstring) -> None:
    assert parse_docstring(text) == expected


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        pytest.param("\n    Sheep.\n    ", "Sheep.", None, id="opening-newline"),
        pytest.param("Count\n    the sheep.\n", "Count the sheep.", None, id="summary-over-two-lines"),
        pytest.param("\n    Count\n        the  sheep.", "Count     the  sheep.", None, id="runs-of-spaces-stay"),
        pytest.param("Sheep:\n    - white\n    - black", "Sheep: - white - black", None, id="list-in-the-summary"),
        pytest.param(
            "Sheep.\n\n    - white\n      or grey\n    - black\n", "Sheep.", "- white\n  or grey\n- black", id="list"
        ),
        pytest.param("Sheep.\n\n    One.\n\n    Two.\n    ", "Sheep.", "One.\n\nTwo.", id="long-of-two-paragraphs"),
        pytest.param("Sheep.\n\n\n      Long.\n    X.\n\n", "Sheep.", "Long.\nX.", id="blank-around-long"),
        pytest.param("Sheep.\n\n    Sheep.", "Sheep.", "Sheep.", id="long-repeats-short"),
        pytest.param("Sheep.\n    \n    Long.", "Sheep.", "Long.", id="blank-line-of-spaces"),
        pytest.param("Join by \\n — “so”.", "Join by \\n — “so”.", None, id="backslash-and-non-ascii"),
    ],
)
def test_description(text: str, short: str, long: str | None) -> None:
    assert parse_docstring(text) == Docstring(short, long)


@pytest.mark.parametrize(
    ("fields", "params"),
    [
        pytest.param(":param b: B.\n:param a: A.", {"b": "B.", "a": "A."}, id="order-of-the-text"),
        pytest.param(":param n: How many.\n    At most 9.\n", {"n": "How many. At most 9."}, id="continuation"),
        pytest.param(
            ":param n: How many.\nAt most 9.", {"n": "How many. At most 9."}, id="continuation-without-indent"
        ),
        pytest.param(
            ":param n: One of:\n\n- 1\n- 2\n\nElse 3.", {"n": "One of: - 1 - 2 Else 3."}, id="blank-lines-inside"
        ),
        pytest.param(':param n: E.g.\n    {"k": [1,  2]}', {"n": 'E.g. {"k": [1, 2]}'}, id="json"),
        pytest.param(":param n: `k`: `v:w`", {"n": "`k`: `v:w`"}, id="colons-in-the-text"),
        pytest.param(":param n:", {"n": ""}, id="no-text"),
        pytest.param(":param  n  : N.", {"n": "N."}, id="spaces-in-the-head"),
        pytest.param(":param\nn: N.", {"n": "N."}, id="line-break-in-the-head"),
        pytest.param("::param n: N.", {"n": "N."}, id="two-leading-colons"),
        pytest.param(
            ":param n: Old.\n:param m: M.\n:param n: New.", {"n": "New.", "m": "M."}, id="last-duplicate-wins"
        ),
        pytest.param(":param n: 1.\n  :param m: 2.", {"n": "1. :param m: 2."}, id="indented-field-is-text"),
    ],
)
def test_params(fields: str, params: dict[str, str]) -> None:
    doc = parse_docstring(f"\nSheep.\n\n{fields}\n")
    assert doc == Docstring(short="Sheep.", params=params)
    assert list(doc.params) == list(params)


def test_fields_right_below_the_summary() -> None:
    assert parse_docstring("Sheep.\n    :param n: N.\n    :returns: A flock.\n    ") == Docstring(
        short="Sheep.", params={"n": "N."}, returns="A flock."
    )


def test_fields_only() -> None:
    assert parse_docstring("\n    :param n: N.\n    ") == Docstring(params={"n": "N."})


@pytest.mark.parametrize("keyword", ["return", "returns"])
def test_returns(keyword: str) -> None:
    assert parse_docstring(f":{keyword}: A flock,\n    asleep.") == Docstring(returns="A flock, asleep.")


def test_returns_without_text_differs_from_no_returns() -> None:
    assert parse_docstring("Sheep.\n\n:returns:") == Docstring(short="Sheep.", returns="")


@pytest.mark.parametrize("keyword", ["raise", "raises"])
def test_raises(keyword: str) -> None:
    assert parse_docstring(f":{keyword} WolfError: If one\n  comes.") == Docstring(
        raises={"WolfError": "If one comes."}
    )


@pytest.mark.parametrize(
    "chunk",
    [
        ":cvar white: A colour.",
        ":id: The number.\n  Unique.",
        ":param int n: How many.",
        ":param: Nameless.",
        ":returns Flock: Typed.",
        ":raises: Nothing named.",
        ":arg n: N.",
        ": : Empty.",
        ":no second colon",
        ":returns",
        ":param n",
        "::",
    ],
)
def test_dropped_fields_are_unparsed(chunk: str) -> None:
    doc = parse_docstring(f"Sheep.\n\n:param a: A.\n{chunk}\n\n:param b: B.\n")
    assert doc == Docstring(short="Sheep.", params={"a": "A.", "b": "B."}, unparsed=(chunk,))


@pytest.mark.parametrize(
    ("doc", "description"),
    [
        (Docstring(), None),
        (Docstring(returns="A flock."), None),
        (Docstring(short="Sheep."), "Sheep."),
        (Docstring(short="Sheep.", long="One.\n\nTwo."), "Sheep.\nOne.\n\nTwo."),
    ],
)
def test_operation_description(doc: Docstring, description: str | None) -> None:
    assert operation_description(doc) == description


@pytest.mark.parametrize(
    "text",
    [
        "Sheep.",
        "\n    Sheep.\n\n    Long.\n    ",
        "Sheep.\n\n    :cvar n: N.\n    :id: I.\n    :param other: O.\n    :param int n: N.\n    ",
    ],
)
def test_strip_nothing(text: str) -> None:
    assert strip_fields(text, {"n"}, drop_returns=True) == text


def test_strip_keeps_returns_unless_asked() -> None:
    text = "Sheep.\n\n:param n: N.\n:returns: A flock."
    assert strip_fields(text, {"n"}, drop_returns=False) == "Sheep.\n\n:returns: A flock."
    assert strip_fields(text, {"n"}, drop_returns=True) == "Sheep."


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("\n    \n    ", None, id="blank"),
        pytest.param(":param n: N.\n    :returns: A flock.", None, id="fields-only"),
        pytest.param("\n    Sheep.\n\n    :param n: N.\n    ", "Sheep.", id="one-line-after-opening-newline"),
        pytest.param("Sheep.\n    :return: A flock.", "Sheep.", id="one-line-without-blank-line"),
        pytest.param(
            "Count\n    the  sheep.\n\n      - white\n\n    Done.\n    :param n: N\n      more\n\n    stray.\n    ",
            "Count\nthe  sheep.\n\n  - white\n\nDone.",
            id="layout-of-the-description",
        ),
        pytest.param(
            "Sheep.\n\n:cvar c: C.\n:param n: N.\n\n:param o: O:\n  - 1\n:returns: R.\n:raises E: e.\n:id: I.\n    ",
            "Sheep.\n\n:cvar c: C.\n:param o: O:\n  - 1\n:raises E: e.\n:id: I.",
            id="other-fields-in-order",
        ),
        pytest.param("\n:param n: N.\n\n:id: I.\n", ":id: I.", id="first-of-two-fields"),
        pytest.param(":param n: Old.\n:param n: New.\n:odd", ":odd", id="duplicates-and-no-second-colon"),
        pytest.param("\n    Count\n      sheep.\n    :param n: N.", "\nCount\n  sheep.", id="own-indentation-survives"),
        pytest.param("\n      Count\n     sheep.\n    :param n: N.", "\n Count\nsheep.", id="first-line-indented-more"),
    ],
)
def test_strip(text: str, stripped: str | None) -> None:
    assert strip_fields(text, ["n"], drop_returns=True) == stripped


@settings(deadline=None)
@given(DOCSTRINGS, st.sets(st.sampled_from(["x", "y"])), st.booleans())
@example("\n    a\n        a\n    :param x:", {"x"}, False)
def test_strip_leaves_the_rest(text: str, drop_params: set[str], drop_returns: bool) -> None:
    before = parse_docstring(text)
    after = parse_docstring(strip_fields(text, drop_params, drop_returns) or "")
    assert after.params == {name: words for name, words in before.params.items() if name not in drop_params}
    assert after.returns == (None if drop_returns else before.returns)
    assert after.unparsed == before.unparsed
    assert (after.short or "").split() + (after.long or "").split() == (before.short or "").split() + (
        before.long or ""
    ).split()


@settings(deadline=None)
@given(DOCSTRINGS, st.sets(st.sampled_from(["x", "y"])), st.booleans())
def test_strip_twice_changes_nothing(text: str, drop_params: set[str], drop_returns: bool) -> None:
    once = strip_fields(text, drop_params, drop_returns)
    if once is not None:
        assert strip_fields(once, drop_params, drop_returns) == once
        assert cleandoc(once).strip() != ""
