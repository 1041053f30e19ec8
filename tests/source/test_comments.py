import libcst as cst
import pytest

from llama_router_codemod.source.comments import comments_in, has_comment


@pytest.mark.parametrize(
    ("code", "comments"),
    [
        pytest.param("x = '# a'\n", [], id="none"),
        pytest.param("# a\n\n# b\nx = 1  # c\n", ["# a", "# b", "# c"], id="above and beside"),
        pytest.param("x = [  # a\n    # b\n    1,  # c\n]\n", ["# a", "# b", "# c"], id="inside"),
        pytest.param("if x:  # a\n    y = 1\n    # b\n", ["# a", "# b"], id="in a block"),
    ],
)
def test_comments(code: str, comments: list[str]) -> None:
    statement = cst.parse_statement(code)
    assert [comment.value for comment in comments_in(statement)] == comments
    assert has_comment(statement) == bool(comments)
