import io

import pytest
from rich.console import Console
from rich.table import Table

from llama_router_codemod.report.styled import Styled, line


@pytest.mark.parametrize(("text", "plain"), [("a b", "a b"), ("a\nb\x1b", r"a\nb\x1b")])
def test_one_line(text: str, plain: str) -> None:
    assert line(text, "bold") == Styled(plain, "bold")


def test_rich_prints_it_with_its_style() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard")
    console.print(Styled("[b] is no markup", "bold"))
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_row(Styled("cell"))
    console.print(table)
    assert stream.getvalue() == "\x1b[1m[b] is no markup\x1b[0m\ncell\n"
