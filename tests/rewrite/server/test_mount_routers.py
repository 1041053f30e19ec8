from pathlib import Path

import pytest
from mounted_server import MOUNTED, SERVER, mounted
from rewrites import check_rewrite


def check(root: Path, before: str, after: str) -> None:
    check_rewrite(lambda text: mounted(root, text), before, after)


def test_a_server_that_includes_routers_stays(tmp_path: Path) -> None:
    check(tmp_path, MOUNTED, MOUNTED)


def test_routers_are_included_before_the_loop_over_webmethods(tmp_path: Path) -> None:
    check(tmp_path, SERVER, MOUNTED)


def test_names_of_the_server(tmp_path: Path) -> None:
    def renamed(text: str) -> str:
        for old, new in (("app", "server"), ("impl,", "service,"), ("impl ", "service ")):
            text = text.replace(old, new)
        return text.replace("get_all_api_routes", "get_all_api_endpoints").replace("all_routes", "everything")

    check(tmp_path, renamed(SERVER), renamed(MOUNTED))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("(external_apis)", "()", id="no external APIs"),
        pytest.param("def create_app", "def main", id="main"),
        pytest.param("for route, _ in", "for route in", id="no descriptions"),
    ],
)
def test_forms(tmp_path: Path, old: str, new: str) -> None:
    check(tmp_path, SERVER.replace(old, new), MOUNTED.replace(old, new))


def test_a_trailing_comma(tmp_path: Path) -> None:
    old, new = "get_all_api_routes(external_apis)", "get_all_api_routes(\n        external_apis,\n    )"
    check(tmp_path, SERVER.replace(old, new), MOUNTED.replace(old, new))


def test_other_functions_and_loops_stay(tmp_path: Path) -> None:
    other = """

def list_paths():
    found = get_all_api_routes()
    for routes in found.values():
        for route in routes:
            print(route)
"""
    check(tmp_path, SERVER + other, MOUNTED + other)


def test_line_endings_and_tabs(tmp_path: Path) -> None:
    def converted(text: str) -> str:
        return text.replace("    ", "\t").replace("\n", "\r\n")

    check(tmp_path, converted(SERVER), converted(MOUNTED))


def test_comments_apart_from_the_loop_stay_above(tmp_path: Path) -> None:
    apart = "        # apart\n\n"
    before = SERVER.replace("        # one endpoint", f"{apart}        # one endpoint")
    check(tmp_path, before, MOUNTED.replace("        if api in", f"{apart}        if api in"))
