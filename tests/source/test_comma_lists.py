import libcst as cst
import pytest

from llama_router_codemod.source.comma_lists import appended, kept


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


@pytest.mark.parametrize(
    ("code", "after"),
    [
        pytest.param("f()", "f(z)", id="none"),
        pytest.param("f(a)", "f(a, z)", id="one"),
        pytest.param("f(a,)", "f(a, z,)", id="trailing comma"),
        pytest.param("f(a,b)", "f(a,b,z)", id="no spaces"),
        pytest.param("f(\n    a,\n)", "f(\n    a,\n    z,\n)", id="one a line"),
        pytest.param("f(\n    a\n)", "f(\n    a,\n    z\n)", id="one a line without a comma"),
        pytest.param("f(\n    a, b\n)", "f(\n    a, b, z\n)", id="several a line"),
        pytest.param("f(\n    a,  # c\n    # d\n)", "f(\n    a,  # c\n    # d\n    z,\n)", id="comments"),
        pytest.param("f(a,\n  b)", "f(a,\n  b,\n  z)", id="hanging"),
        pytest.param("x[a]", "x[a, z]", id="subscript"),
        pytest.param("x[\n    a,\n    b,\n]", "x[\n    a,\n    b,\n    z,\n]", id="subscript, one a line"),
    ],
)
def test_one_more_item(code: str, after: str) -> None:
    match cst.parse_expression(code):
        case cst.Call() as node:
            changed: cst.BaseExpression = node.with_changes(
                args=appended(node.args, cst.Arg(cst.Name("z")), node.whitespace_before_args)
            )
        case cst.Subscript() as node:
            new = cst.SubscriptElement(cst.Index(cst.Name("z")))
            changed = node.with_changes(slice=appended(node.slice, new, node.lbracket.whitespace_after))
        case node:
            raise AssertionError(node)
    assert cst.Module([]).code_for_node(changed) == after
