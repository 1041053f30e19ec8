import libcst as cst
import pytest
from rewrites import check_rewrite

from llama_router_codemod.source.written_docstring import BodyStyle, with_docstring, written_docstring


def _block(code: str) -> cst.IndentedBlock:
    match cst.parse_module(code).body:
        case [cst.ClassDef(body=cst.IndentedBlock() as block)]:
            return block
        case _:
            raise AssertionError(code)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param("x = 1", None, id="none"),
        pytest.param("b'bytes'", None, id="bytes"),
        pytest.param("f'{x}'", None, id="format"),
        pytest.param("x = 1; 'late'", None, id="late"),
        pytest.param("'text'", "text", id="text"),
        pytest.param("'text'; x = 1", "text", id="beside a statement"),
        pytest.param("('a'\n     'b')", "ab", id="concatenated"),
    ],
)
def test_written_docstring(body: str, value: str | None) -> None:
    written = written_docstring(_block(f"class A:\n    {body}\n"))
    assert (None if written is None else written.value) == value


@pytest.mark.parametrize(
    ("body", "value", "after"),
    [
        pytest.param("'a'  # c\n\n    x = 1", "b", '"""b"""  # c\n\n    x = 1', id="another"),
        pytest.param("'a'", "b\nc", '"""b\n    c\n    """', id="of two lines"),
        pytest.param("'a'; x = 1", "b", '"""b"""; x = 1', id="beside a statement"),
        pytest.param("'a'\n\n    x = 1", None, "x = 1", id="none"),
        pytest.param("'a'; x = 1", None, "x = 1", id="none beside a statement"),
        pytest.param("'a'", None, "pass", id="none in an empty body"),
        pytest.param(
            "# c\n    'a'  # d\n\n    # e\n\n    # f\n    x = 1",
            None,
            "# c\n    # d\n    # e\n\n    # f\n    x = 1",
            id="comments around none",
        ),
        pytest.param(
            "(\n        # c\n        'a'  # d\n    )", "b", '# c\n    # d\n    """b"""', id="comments inside another"
        ),
        pytest.param("(\n        'a'  # c\n    ); x = 1", None, "# c\n    x = 1", id="comments inside none"),
    ],
)
def test_with_docstring(body: str, value: str | None, after: str) -> None:
    style = BodyStyle("    ", "\n")

    def changed(text: str) -> str:
        module = cst.parse_module(text)
        block = _block(text)
        if written_docstring(block) is None:
            return text
        return module.with_deep_changes(module.body[0], body=with_docstring(block, value, style, cst.Pass())).code

    check_rewrite(changed, f"class A:\n    {body}\n", f"class A:\n    {after}\n")


def test_line_ending() -> None:
    block = with_docstring(_block("class A:\n    'a'\n"), "b\nc", BodyStyle("    ", "\r\n"), cst.Pass())
    assert '"""b\r\n    c\r\n    """' in cst.Module([]).code_for_node(block)
