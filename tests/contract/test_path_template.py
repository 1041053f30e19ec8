"""Path templates: what they name, and whether some request path fits two of them."""

import pytest

from llama_router_codemod.contract.path_template import overlap, path_parameters


@pytest.mark.parametrize(
    ("path", "names"),
    [
        pytest.param("/a", (), id="none"),
        pytest.param("/a/{}", (), id="empty"),
        pytest.param("/a/{x}/b/{y}", ("x", "y"), id="two"),
        pytest.param("/a/{x:path}", ("x",), id="converter"),
        pytest.param("/a/session:{x}", ("x",), id="mid-segment"),
        pytest.param("/a/{x}/b/{x}", ("x", "x"), id="repeated"),
    ],
)
def test_path_parameters(path: str, names: tuple[str, ...]) -> None:
    assert path_parameters(path) == names


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("/a", "/b", False, id="other text"),
        pytest.param("/a", "/a/b", False, id="longer"),
        pytest.param("/a/{x}", "/a", False, id="missing segment"),
        pytest.param("/a/{x}", "/a/b/c", False, id="a parameter ends at a slash"),
        pytest.param("/a/{x}", "/b/{x}", False, id="other prefix"),
        pytest.param("/a/{x}/b", "/a/{x}/c", False, id="other suffix"),
        pytest.param("/a/s:{x}", "/a/t:{x}", False, id="other text in the segment"),
        pytest.param("/a/{x:path}/b", "/a/{x}/c", False, id="path with another suffix"),
        pytest.param("/a.b", "/axb", False, id="a dot is a dot"),
        pytest.param("/a", "/a", True, id="same"),
        pytest.param("/a/{x}", "/a/{y}", True, id="other name"),
        pytest.param("/a/{x}", "/a/b", True, id="literal"),
        pytest.param("/a/{x}", "/a/session:{y}", True, id="text in the segment"),
        pytest.param("/a/{x:path}", "/a/b/c", True, id="path takes slashes"),
        pytest.param("/a/{x:path}", "/a/", True, id="path takes nothing"),
        pytest.param("/a/{x:path}", "/a/{y}/c/{z}", True, id="path over segments"),
        pytest.param("/a/{x}/c", "/a/b/{y}", True, id="neither covers the other"),
        pytest.param("/a/{x:path}/b", "/a/{x:path}/{y}", True, id="path with a suffix"),
    ],
)
def test_overlap(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected
