import pytest
from html_page import Page

from llama_router_codemod.report.html.highlighted import highlighted


@pytest.mark.parametrize(
    ("source", "text", "classes"),
    [
        pytest.param("x\n", "x", ["line in0", "n"], id="a name"),
        pytest.param("if x:\n\ty\n", "if x:    y", ["line in0", "k", "n", "p", "line in4", "pad", "n"], id="a tab"),
        pytest.param("'</span><script>'\n", "'</span><script>'", ["line in0", "s1"], id="markup"),
        pytest.param("# \u202ex\x1b\n", r"# \u202ex\x1b", ["line in0", "c1"], id="what cannot be seen"),
        pytest.param(
            '"""A.\n\n    b\n"""\n',
            '"""A.    b"""',
            ["line in0", "sd", "line in0", "line in4", "sd", "pad", "line in0", "sd"],
            id="a text over several lines",
        ),
    ],
)
def test_code(source: str, text: str, classes: list[str]) -> None:
    found = Page(str(highlighted(source)))
    assert found.text == text
    assert set(found.tags) == {"span"}
    assert found.all("class") == classes
