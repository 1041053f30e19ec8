import libcst as cst
import pytest

from llama_router_codemod.source.comma_lists import kept


def only(code: str, names: str) -> str:
    """A list of names with only those that are given."""
    expression = cst.parse_expression(code)
    assert isinstance(expression, cst.List)
    elements, opening, closing = kept(
        expression.elements,
        lambda element: isinstance(element.value, cst.Name) and element.value.value in names,
        expression.lbracket.whitespace_after,
        expression.rbracket.whitespace_before,
    )
    changed = expression.with_changes(
        elements=elements,
        lbracket=cst.LeftSquareBracket(whitespace_after=opening),
        rbracket=cst.RightSquareBracket(whitespace_before=closing),
    )
    return cst.Module([]).code_for_node(changed)


LINES = "[  # head\n    # above a\n    a,  # beside a\n    # above b\n    b,  # beside b\n    # end\n]"


@pytest.mark.parametrize("code", ["[a]", "[a, b]", "[ a,b, ]", "[\n    a,\n    b\n]", LINES])
def test_all_items(code: str) -> None:
    assert only(code, "ab") == code


@pytest.mark.parametrize(
    ("code", "names", "after"),
    [
        pytest.param("[a, b, c]", "", "[]", id="none"),
        pytest.param("[a, b, c]", "a", "[a]", id="first"),
        pytest.param("[a, b, c]", "ac", "[a, c]", id="first and last"),
        pytest.param("[a, b, c]", "bc", "[b, c]", id="without the first"),
        pytest.param("[ a, b ]", "b", "[ b ]", id="space inside the brackets"),
        pytest.param("[a, b,]", "a", "[a,]", id="trailing comma"),
        pytest.param(
            LINES, "a", "[  # head\n    # above a\n    a,  # beside a\n    # end\n]", id="comments of the first"
        ),
        pytest.param(
            LINES, "b", "[  # head\n    # above b\n    b,  # beside b\n    # end\n]", id="comments of the last"
        ),
        pytest.param("[\n    a,\n    b\n]", "a", "[\n    a\n]", id="no comma at the end"),
        pytest.param(
            "[\n    a, b,  # both\n    c,\n]", "ac", "[\n    a,  # both\n    c,\n]", id="two on a line, first"
        ),
        pytest.param(
            "[\n    a, b,  # both\n    c,\n]", "bc", "[\n    b,  # both\n    c,\n]", id="two on a line, second"
        ),
        pytest.param("[\n    a, b,  # both\n    c,\n]", "c", "[\n    c,\n]", id="two on a line, neither"),
        pytest.param("[\n    a,\n    # c\n    b, c,\n]", "ac", "[\n    a,\n    c,\n]", id="first of a later line"),
        pytest.param("[a,\n b]", "b", "[\n b]", id="hanging, second"),
        pytest.param("[a,\n b]", "a", "[a]", id="hanging, first"),
        pytest.param("[a,  # a\n b]", "a", "[a  # a\n ]", id="hanging, with a comment"),
    ],
)
def test_fewer_items(code: str, names: str, after: str) -> None:
    assert only(code, names) == after
