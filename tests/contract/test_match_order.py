import pytest

from llama_router_codemod.contract.match_order import RegisteredOperation, match_order
from llama_router_codemod.contract.path_template import overlap, path_parameters
from llama_router_codemod.model.route import Verb


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


def operation(name: str, *paths: str, verb: Verb = Verb.GET, group: str = "") -> RegisteredOperation:
    return RegisteredOperation((group, name), verb, paths)


@pytest.mark.parametrize(
    ("operations", "order"),
    [
        pytest.param([], (), id="none"),
        pytest.param([operation("z", "/z"), operation("a", "/a")], (0, 1), id="no overlap keeps the source order"),
        pytest.param(
            [operation("z", "/a/{x}"), operation("a", "/a/{x}", verb=Verb.POST)],
            (1, 0),
            id="the verb that a 405 allows",
        ),
        pytest.param([operation("a", "/a/{x}"), operation("z", "/a/b")], (0, 1), id="alphabetical already"),
        pytest.param([operation("z", "/a/{x}"), operation("a", "/a/b")], (1, 0), id="two"),
        pytest.param(
            [operation("d", "/{x}"), operation("c", "/{x}"), operation("b", "/{x}"), operation("a", "/{x}")],
            (3, 2, 1, 0),
            id="a stack",
        ),
        pytest.param(
            [operation("z", "/{x}"), operation("m", "/other/y"), operation("a", "/a")],
            (2, 0, 1),
            id="what does not overlap stays behind",
        ),
        pytest.param(
            [operation("c", "/a/{x}"), operation("b", "/a/b", "/d/{x}"), operation("a", "/d/e")],
            (2, 1, 0),
            id="through a third",
        ),
        pytest.param(
            [operation("b", "/old/a", "/a/{x}"), operation("a", "/a/b")],
            (1, 0),
            id="the second route of a stack",
        ),
        pytest.param(
            [operation("z", "/a/{x}"), operation("a", "/a/b", group="rag_tool")],
            (0, 1),
            id="a special tool group comes last",
        ),
    ],
)
def test_match_order(operations: list[RegisteredOperation], order: tuple[int, ...]) -> None:
    assert match_order(operations) == order
