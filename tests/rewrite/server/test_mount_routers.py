import pytest
from mounted_server import MOUNTED, REGISTRY, SERVER
from rewrites import check_rewrite

from llama_router_codemod.rewrite.server.mount_routers import mount_routers


def check(before: str, after: str) -> None:
    check_rewrite(lambda text: mount_routers(text, REGISTRY) or "", before, after)


def test_a_server_that_includes_routers_stays() -> None:
    check(MOUNTED, MOUNTED)


def test_routers_are_included_before_the_loop_over_webmethods() -> None:
    check(SERVER, MOUNTED)


def test_names_of_the_server() -> None:
    def renamed(text: str) -> str:
        return text.replace("app", "server").replace("impl,", "service,").replace("impl ", "service ")

    check(renamed(SERVER), renamed(MOUNTED))


def test_no_external_apis() -> None:
    check(*(text.replace("(external_apis)", "()") for text in (SERVER, MOUNTED)))


def test_line_endings_and_tabs() -> None:
    check(*(text.replace("    ", "\t").replace("\n", "\r\n") for text in (SERVER, MOUNTED)))


def test_comments_apart_from_the_loop_stay_above() -> None:
    apart = "        # apart\n\n"
    before = SERVER.replace("        # one endpoint", f"{apart}        # one endpoint")
    check(before, MOUNTED.replace("        if api in", f"{apart}        if api in"))


@pytest.mark.parametrize("text", ["", SERVER.replace("impl = impls[api]", "impl = find(api)")])
def test_an_unknown_form_is_not_changed(text: str) -> None:
    assert mount_routers(text, REGISTRY) is None
