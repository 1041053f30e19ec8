from llama_router_codemod.report.markdown_table import table


def test_no_rows() -> None:
    assert table(("a", "b"), []) == ["| a | b |", "| --- | --- |"]


def test_a_bar_does_not_end_a_cell() -> None:
    assert table(("a|b",), [("int | None",), ("",)]) == [r"| a\|b |", "| --- |", r"| int \| None |", "|  |"]
