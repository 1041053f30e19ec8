import pytest

from llama_router_codemod.source.fenced_blocks import FencedBlock, fenced_blocks
from llama_router_codemod.source.spans import Edit, apply_edits


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("# Title\n\ntext `code` text\n", id="no block"),
        pytest.param("```python\nx = 1\n", id="never closed"),
        pytest.param("```code``` in a line\n", id="code in a line"),
        pytest.param("``\nx\n``\n", id="two are none"),
    ],
)
def test_none(text: str) -> None:
    assert list(fenced_blocks(text)) == []


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("```python\nx = 1\ny\n```\n", [("python", "x = 1\ny\n")], id="a block"),
        pytest.param("```\nx\n```", [("", "x\n")], id="no language, no line ending"),
        pytest.param('~~~ yaml title="a"\nx: 1\n~~~~\n', [("yaml", "x: 1\n")], id="tildes"),
        pytest.param("````md\n```python\nx\n```\n````\n", [("md", "```python\nx\n```\n")], id="a block in a block"),
        pytest.param("1. one\n\n   ```py\n   x\n\n     y\n   ```\n", [("py", "x\n\n  y\n")], id="indented"),
        pytest.param("```a\n```\ntext\n```b\n1\n```\n", [("a", ""), ("b", "1\n")], id="two"),
    ],
)
def test_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    assert [(block.language, block.code) for block in fenced_blocks(text)] == blocks


def test_where_a_block_is() -> None:
    text = "é\n  ```py\n  x\n  ```\nend\n"
    (block,) = fenced_blocks(text)
    assert block == FencedBlock("py", "x\n", start=11, end=15, after=21, indent="  ", fence="```")
    edits = [
        Edit(block.start, block.end, block.indented("y\n\nz\n")),
        Edit(block.after, block.after, block.beside("1\n")),
    ]
    assert apply_edits(text, edits) == "é\n  ```py\n  y\n\n  z\n  ```\n  ```py\n  1\n  ```\nend\n"
