from pathlib import PurePosixPath
from textwrap import dedent

from llama_router_codemod.conventions.mounting_loop import MountingLoop
from llama_router_codemod.rewrite.server.external_routers import register_external_routers

LOOP = MountingLoop(PurePosixPath("s.py"), "app", "api", "impl", "routes", "all_routes", "find", "external")
BEFORE = dedent(
    """\
    from lab.external import load


    def create_app(config):
        external = load(config)

        # every API has some
        all_routes = find(external)
        for api in all_routes:
            create_dynamic_typed_route(api)


    def listed(external):
        all_routes = find(external)
        return all_routes
    """
)
AFTER = dedent(
    """\
    from lab.external import load
    from lab.external_routers import register_external_routers


    def create_app(config):
        external = load(config)

        register_external_routers(external)
        # every API has some
        all_routes = find(external)
        for api in all_routes:
            create_dynamic_typed_route(api)


    def listed(external):
        all_routes = find(external)
        return all_routes
    """
)


def test_where_routes_are_listed() -> None:
    assert register_external_routers(BEFORE, LOOP, "lab.external_routers") == AFTER


def test_once() -> None:
    assert register_external_routers(AFTER, LOOP, "lab.external_routers") == AFTER


def test_a_server_without_external_apis() -> None:
    loop = MountingLoop(PurePosixPath("s.py"), "app", "api", "impl", "routes", "all_routes", "find")
    assert register_external_routers(BEFORE, loop, "lab.external_routers") == BEFORE
