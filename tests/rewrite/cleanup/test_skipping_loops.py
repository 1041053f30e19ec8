from textwrap import dedent

import pytest

from llama_router_codemod.rewrite.cleanup.skipping_loops import without_skipping_loops

BEFORE = """\
    def listed(impls, config):
        found = []

        # for those below
        def is_meant(route):
            return route.path in config

        external = load(config)
        everything = list_all(external)
        for api in impls:
            found += routed(api)

        # those without a router
        for api, routes in everything.items():
            # they are in there
            if api.value in _ROUTER_FACTORIES:
                continue
            found += filter(is_meant, routes)
        return found
    """
AFTER = """\
    def listed(impls, config):
        found = []
        for api in impls:
            found += routed(api)
        return found
    """


def test_a_loop_that_has_nothing_left_to_do() -> None:
    assert without_skipping_loops(dedent(BEFORE), "list_all") == dedent(AFTER)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("if api.value in _ROUTER_FACTORIES", "if api in hidden", id="other APIs are skipped"),
        pytest.param("continue", "found.append(api)", id="they are not skipped"),
        pytest.param("everything.items()", "others.items()", id="over something else"),
        pytest.param("list_all(external)", "list_some(external)", id="of another function"),
    ],
)
def test_other_loops_stay(old: str, new: str) -> None:
    text = dedent(BEFORE.replace(old, new))
    assert without_skipping_loops(text, "list_all") == text


def test_what_is_used_otherwise_stays() -> None:
    text = dedent(BEFORE.replace("return found", "return found, external"))
    assert "    external = load(config)\n" in without_skipping_loops(text, "list_all")


def test_the_question_of_the_registry() -> None:
    text = dedent(BEFORE.replace("api.value in _ROUTER_FACTORIES", "has_router(api)"))
    assert without_skipping_loops(text, "list_all") == dedent(AFTER)
