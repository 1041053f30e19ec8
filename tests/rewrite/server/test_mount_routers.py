from dataclasses import replace
from pathlib import PurePosixPath

from mounted_server import MOUNTED, REGISTRY, SERVER
from rewrites import check_rewrite

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.rewrite.server.mount_routers import mount_routers

LOOP = MountingLoop(
    PurePosixPath("lab/core/server/server.py"), "app", "api", "impl", "routes", "all_routes", "get_all_api_routes"
)


def check(before: str, after: str, loop: MountingLoop = LOOP) -> None:
    def rewrite(text: str) -> str:
        return mount_routers(text, replace(loop, includes_routers="include_routers(" in text), REGISTRY)

    check_rewrite(rewrite, before, after)


def test_a_server_that_includes_routers_stays() -> None:
    check(MOUNTED, MOUNTED)


def test_routers_are_included_before_the_loop_over_webmethods() -> None:
    check(SERVER, MOUNTED)


def test_names_of_the_server() -> None:
    def renamed(text: str) -> str:
        return text.replace("app", "server").replace("impl,", "service,").replace("impl ", "service ")

    check(renamed(SERVER), renamed(MOUNTED), replace(LOOP, app="server", impl="service"))


def test_names_of_the_discovery() -> None:
    def renamed(text: str) -> str:
        return text.replace("get_all_api_routes", "find_routes").replace("all_routes", "every_route")

    check(renamed(SERVER), renamed(MOUNTED), replace(LOOP, all_routes="every_route", discovery="find_routes"))


def test_other_loops_over_routes_stay() -> None:
    other = "\n\ndef show{}(routes):\n    for route in routes:\n        pass\n"
    show, log = other.format("_first"), other.format("_last")
    head, tail = "import get_all_api_routes\n", "import get_all_routers, include_routers\n"
    check(SERVER.replace(head, head + show) + log, MOUNTED.replace(tail, tail + show) + log)


def test_no_external_apis() -> None:
    check(*(text.replace("(external_apis)", "()") for text in (SERVER, MOUNTED)))


def test_line_endings_and_tabs() -> None:
    check(*(text.replace("    ", "\t").replace("\n", "\r\n") for text in (SERVER, MOUNTED)))


def test_comments_apart_from_the_loop_stay_above() -> None:
    apart = "        # apart\n\n"
    before = SERVER.replace("        # one endpoint", f"{apart}        # one endpoint")
    check(before, MOUNTED.replace("        if api in", f"{apart}        if api in"))
