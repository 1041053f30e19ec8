"""The routes.py of a small API, as a migration writes it."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

from trees import agents_tree, migrated

PREFIXED = """\
router = APIRouter(
    prefix=f"/{LLAMA_STACK_API_V1}", tags=["Agents"], responses=standard_responses, route_class=ServiceRoute
)
"""
BARE = 'router = APIRouter(tags=["Agents"], responses=standard_responses, route_class=ServiceRoute)\n'
REGISTERED = "\n\nregister_router(Api.agents, lambda: router)\n"


def routes(root: Path, prelude: str, methods: str, others: Mapping[str, str] | None = None) -> tuple[str, str]:
    """The imports of routes.py, and the rest from the router on; `others` are further files of the checkout."""
    body = indent(dedent(methods), "    ")
    source = f"{prelude}\n\n\nclass Agent(BaseModel): ...\n\n\nclass Agents(Protocol):\n{body}"
    text = migrated(agents_tree(root, source, others))["pkg/apis/agents/routes.py"]
    imports, _, rest = text.partition("\nrouter = ")
    return imports, f"router = {rest}"


def check_endpoints(root: Path, prelude: str, methods: str, router: str, endpoints: str) -> None:
    """What follows the imports: the router, its endpoints, its registration."""
    _, written = routes(root, prelude, methods)
    assert written == f"{router}\n\n{dedent(endpoints)}{REGISTERED}"
