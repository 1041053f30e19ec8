import ast

import pytest

from llama_router_codemod.rewrite.server.mounting import include_routers, mounts_routes

REGISTRY = "lab.core.server.routers"

SERVER = """from lab.core.server.routes import get_all_api_routes


def create_dynamic_typed_route(func, method, route):
    return func


def create_app(impls, wanted):
    app = App()
    external_apis = load()
    # every route of every API
    all_routes = get_all_api_routes(external_apis)
    for api_str in wanted:
        api = Api(api_str)

        routes = all_routes[api]
        try:
            impl = impls[api]
        except KeyError as e:
            raise ValueError(f"no {api}") from e

        # one endpoint each
        for route, _ in routes:
            impl_method = getattr(impl, route.name)
            method = "GET"
            with quiet():
                getattr(app, method.lower())(route.path, response_model=None)(
                    create_dynamic_typed_route(impl_method, method.lower(), route.path)
                )
    return app
"""

MOUNTED = (
    SERVER.replace(
        "from lab.core.server.routes import get_all_api_routes\n",
        "from lab.core.server.routes import get_all_api_routes\n"
        "from lab.core.server.routers import get_all_routers, include_routers\n",
    )
    .replace(
        "    # every route of every API\n",
        "    all_routers = get_all_routers(external_apis)\n    # every route of every API\n",
    )
    .replace(
        "        # one endpoint each\n",
        "        if api in all_routers:\n"
        "            include_routers(app, api, impl, all_routers[api])\n"
        "            continue\n"
        "\n"
        "        # one endpoint each\n",
    )
)


def test_a_server_that_includes_routers_stays() -> None:
    assert include_routers(MOUNTED, REGISTRY) == MOUNTED


def test_routers_are_included_before_the_loop_over_webmethods() -> None:
    assert include_routers(SERVER, REGISTRY) == MOUNTED


def test_other_names_are_found_by_what_they_do() -> None:
    renamed = (
        SERVER.replace("app", "server")
        .replace("impls", "services")
        .replace("impl ", "service ")
        .replace("impl,", "service,")
    )
    text = include_routers(renamed, REGISTRY)
    assert text is not None
    assert "include_routers(server, api, service, all_routers[api])" in text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SERVER.replace("api = Api(api_str)", "api = find(api_str)"), id="no-api"),
        pytest.param(SERVER.replace("impl = impls[api]", "impl = find(api)"), id="no-implementation"),
        pytest.param(SERVER.replace("getattr(app, method.lower())", "app.route"), id="mounted-in-another-way"),
        pytest.param(SERVER.replace("get_all_api_routes(external_apis)", "{}"), id="no-route-discovery"),
    ],
)
def test_an_unknown_form_is_refused(text: str) -> None:
    assert include_routers(text, REGISTRY) is None


def test_a_definition_alone_mounts_nothing() -> None:
    assert not mounts_routes(ast.parse("def create_dynamic_typed_route(f):\n    return f\n"))
    assert mounts_routes(ast.parse(SERVER))
