"""A server that mounts webmethods as llama-stack's does: that of the fixture, as a server of the package `pkg`."""

from __future__ import annotations

from pathlib import Path

FIXTURE = Path(__file__).parents[1] / "fixtures/stack/before"
SERVED = "pkg/core/server/server.py"


def _text(path: str) -> str:
    return (FIXTURE / path.replace("pkg/", "mini_stack/", 1)).read_text(encoding="utf-8").replace("mini_stack", "pkg")


#: The server's files, and the map that tells which Protocol each member of `Api` stands for.
SERVER = {
    "pkg/core/resolver.py": """\
        from pkg.apis.agents import Agents
        from pkg.apis.datatypes import Api


        def api_protocol_map():
            return {Api.agents: Agents}
        """,
    **{path: _text(path) for path in ("pkg/core/server/routes.py", SERVED)},
}
