"""Text stays text in Markdown."""

from __future__ import annotations

import pytest

from llama_router_codemod.report.markdown_text import code, fenced, prose


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", ""),
        ("/v1/a|b", "`/v1/a|b`"),
        ("<img src=x> @everyone", "`<img src=x> @everyone`"),
        ("a\n# b", r"`a\n# b`"),
        ("a`b", "``a`b``"),
        ("`a``b`", "``` `a``b` ```"),
    ],
)
def test_code(text: str, span: str) -> None:
    assert code(text) == span


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain text; with: signs (and more)!", "plain text; with: signs (and more)!"),
        ("`__init__` is <b>", r"`__init__` is \<b\>"),
        ("a\n\n# heading", r"a\\n\\n# heading"),
        ("![x](http://y) @everyone", "!\\[x\\](http://y) @\u200beveryone"),
        ("one ` alone <img>", r"one \` alone \<img\>"),
        ("`a`<img>`b`", r"`a`\<img\>`b`"),
        ("``<img>``", r"\`\`\<img\>\`\`"),
        ("&lt;", r"\&lt;"),
    ],
)
def test_prose(text: str, written: str) -> None:
    assert prose(text) == written


def test_a_block_that_no_line_ends() -> None:
    assert fenced(["a", "```", "<img>\x1b"]) == ["````text", "a\n```\n<img>\\x1b", "````"]
