from textwrap import dedent

import pytest

from llama_router_codemod.conventions.route_discovery import RouteDiscovery
from llama_router_codemod.rewrite.cleanup.route_listing import Listing, list_router_routes


def listed(source: str, *, tells_metadata: bool = True) -> str:
    discovery = RouteDiscovery(tells_metadata=tells_metadata)
    return list_router_routes(dedent(source), Listing("get_all_api_routes", discovery, "lab.routers"))


def test_a_module_without_the_function_only_gets_the_imports() -> None:
    assert listed("import a\n\n\ndef f(): ...\n") == (
        "import a\nfrom lab.routers import get_all_routers, list_routes\n\n\ndef f(): ...\n"
    )


def test_the_parameters_and_the_question_for_protocols_stay() -> None:
    before = """\
        from lab.resolver import api_protocol_map


        # What is served.
        def get_all_api_routes(external: Specs | None = None) -> dict[Api, list[tuple[Route, WebMethod]]]:
            apis = {}
            for api, protocol in api_protocol_map(external).items():
                apis[api] = []
            return apis


        def paths():
            return get_all_api_routes()
        """
    after = '''\
        from lab.resolver import api_protocol_map
        from lab.routers import get_all_routers, list_routes


        # What is served.
        def get_all_routes(external: Specs | None = None) -> dict[Api, list[tuple[Route, WebMethod]]]:
            """The routes of every API with what is known of them, sorted by the names of their methods."""
            routers = get_all_routers(external)
            return {api: list_routes(routers.get(api, [])) for api in api_protocol_map(external)}


        def paths():
            return get_all_api_routes()
        '''
    assert listed(before) == dedent(after)


def test_a_list_without_metadata_and_without_parameters() -> None:
    after = listed("def get_all_api_routes():\n    return [x for x in api_protocol_map()]\n", tells_metadata=False)
    assert "    routers = get_all_routers()\n" in after
    assert "{api: [route for route, _ in list_routes(routers.get(api, []))] for api in api_protocol_map()}" in after


def test_a_function_that_asks_for_protocols_twice_is_not_understood() -> None:
    with pytest.raises(ValueError, match="get_all_api_routes"):
        listed("def get_all_api_routes():\n    return [*api_protocol_map(), *api_protocol_map()]\n")
