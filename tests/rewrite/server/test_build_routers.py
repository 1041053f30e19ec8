from pathlib import Path

from mounted_server import PATH, SERVER
from rewrites import check_rewrite
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.mounting_loop import read_mounting_loop
from llama_router_codemod.rewrite.server.build_routers import build_routers

BUILT = SERVER.replace(
    "from lab.core.server.routes import get_all_api_routes\n",
    "from lab.core.server.routes import get_all_api_routes\nfrom lab.core.server.found import build_fastapi_router\n",
).replace(
    "        # one endpoint each\n",
    "        router = build_fastapi_router(api, impl)\n"
    "        if router:\n"
    "            app.include_router(router)\n"
    "            continue\n"
    "\n"
    "        # one endpoint each\n",
)


def built(root: Path, text: str) -> str:
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
    return build_routers(text, read_mounting_loop(tiny_checkout(root, {}), PATH), "lab.core.server.found")


def test_a_router_is_built_before_the_loop_over_webmethods(tmp_path: Path) -> None:
    check_rewrite(lambda text: built(tmp_path, text), SERVER, BUILT)


def test_a_server_that_builds_routers_stays(tmp_path: Path) -> None:
    check_rewrite(lambda text: built(tmp_path, text), BUILT, BUILT)
