from pathlib import Path

import pytest
from mounted_server import MOUNTED, PATH, mounted
from rewrites import comments
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.mounting_loop import read_mounting_loop
from llama_router_codemod.rewrite.cleanup.routers_only import include_routers_only

ONLY = """from lab.core.server.routes import get_all_api_routes
from lab.core.server.routers import get_all_routers, include_routers


def create_dynamic_typed_route(func, method, route):
    return func


def create_app(impls, wanted):
    app = FastAPI()
    external_apis = load()
    all_routers = get_all_routers(external_apis)
    for api_str in wanted:
        api = Api(api_str)
        try:
            impl = impls[api]
        except KeyError as e:
            raise ValueError(f"no {api}") from e

        include_routers(app, api, impl, all_routers.get(api, []))
    return app
"""


def only_routers(root: Path, text: str) -> str:
    mounted(root, text)
    return include_routers_only(text, read_mounting_loop(tiny_checkout(root, {}), PATH))


def test_the_branch_for_webmethods_goes(tmp_path: Path) -> None:
    assert only_routers(tmp_path, MOUNTED) == ONLY


@pytest.mark.parametrize("old", ["app", "api", "impl", "all_routers"])
def test_names_of_the_server(tmp_path: Path, old: str) -> None:
    import re

    def renamed(text: str) -> str:
        return re.sub(rf"\b{old}\b", f"{old}_here", text)

    assert only_routers(tmp_path, renamed(MOUNTED)).count("include_routers(") == 1
    if old != "all_routers":
        assert only_routers(tmp_path, renamed(MOUNTED)) == renamed(ONLY)


def test_comments_of_other_statements_stay(tmp_path: Path) -> None:
    before = MOUNTED.replace("        try:\n", "        # who serves it\n        try:\n")
    assert "# who serves it" in comments(only_routers(tmp_path, before))


def test_routers_are_found_as_soon_as_external_apis_are_known(tmp_path: Path) -> None:
    def early(text: str, load: str) -> str:
        return text.replace(
            "    app = FastAPI()\n",
            f"    with open(path) as file:\n        config = read(file)\n{load}    app = FastAPI()\n",
        )

    before = early(MOUNTED.replace("load()", "load(config)"), "")
    found = "    external_apis = load(config)\n    all_routers = get_all_routers(external_apis)\n"
    after = early(
        ONLY.replace("    external_apis = load()\n    all_routers = get_all_routers(external_apis)\n", ""), found
    )
    assert only_routers(tmp_path, before) == after
