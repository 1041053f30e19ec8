import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.cleanup.route_words import without_word


def test_a_text_without_the_word_stays() -> None:
    check_rewrite(
        lambda text: without_word(text, "metadata"), "method = 1  # of the web\n", "method = 1  # of the web\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("for webmethod in webmethods: pass", "for metadata in all_metadata: pass", id="names"),
        pytest.param("f(preferred_webmethod=1).webmethod", "f(preferred_metadata=1).metadata", id="arguments"),
        pytest.param("# Get all webmethods", "# Get all routes", id="several"),
        pytest.param("# set in their @webmethod decorator", "# set in their router", id="the decorator"),
        pytest.param('f"{x} has no webmethod decorators"', 'f"{x} has no routes"', id="a message"),
        pytest.param('"""Returns (path, webmethod_metadata)."""', '"""Returns (path, metadata)."""', id="a docstring"),
        pytest.param(
            "from importlib.metadata import webmethod", "from importlib.metadata import metadata", id="a module"
        ),
    ],
)
def test_without_word(before: str, after: str) -> None:
    assert without_word(f"{before}\n", "metadata") == f"{after}\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("metadata = webmethod\n", id="taken by a variable"),
        pytest.param("import metadata\nwebmethod = 1\n", id="taken by a module"),
        pytest.param("all_webmethod = webmethods\n", id="one name for two"),
    ],
)
def test_a_name_that_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match="metadata"):
        without_word(text, "metadata")
