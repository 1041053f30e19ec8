"""Makes the server's application in this process and writes what it is made of.

    python application.py DIRECTORY RECORD.json [MORE.json]

MORE.json has more APIs and providers for the configuration, and `paths` to ask. A server that does not start is a
record too: of the error.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Any

from httpx import ASGITransport, AsyncClient
from server import server_environment, written_configuration
from stub import running_stub

PATHS = ["/v1/health", "/v1/models", "/v1/inspect/routes", "/v1/nothing"]


def described(paths: list[str]) -> dict[str, Any]:
    from llama_stack.core.server.server import create_app

    app = create_app()
    document = app.openapi()
    return {
        "rows": rows(app),
        "operations": {
            f"{method.upper()} {path}": operation["operationId"]
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        },
        "document": document,
        "answers": asyncio.run(answers(app, paths)),
    }


def rows(app: Any) -> list[list[Any]]:
    """The table of routes that authentication, tracing and inspection read; one row for each address of a method."""
    from llama_stack.core.external import load_external_apis
    from llama_stack.core.server import routes

    list_all = getattr(routes, "get_all_routes", None) or routes.get_all_api_routes
    table = list_all(load_external_apis(app.stack.run_config))
    found = [
        [
            api.value,
            min(route.methods - {"HEAD"}),
            route.path,
            route.name,
            metadata.level,
            bool(metadata.deprecated),
            metadata.require_authentication,
            metadata.required_scope,
            metadata.descriptive_name,
        ]
        for api, listed in table.items()
        for route, metadata in listed
    ]
    return sorted(found, key=str)


async def answers(app: Any, paths: list[str]) -> dict[str, Any]:
    """What a few addresses answer: that routes are not only described but lead to their services."""
    async with AsyncClient(transport=ASGITransport(app), base_url="http://app") as client:
        found = {path: await client.get(path) for path in [*PATHS, *paths]}
    return {path: [answer.status_code, answer.json()] for path, answer in found.items()}


def main(directory: str, result: str, more: str | None = None) -> None:
    where = Path(directory).absolute()
    where.mkdir(parents=True, exist_ok=True)
    external = json.loads(Path(more).read_text(encoding="utf-8")) if more else {}
    paths = external.pop("paths", [])
    record: dict[str, Any] = {"fastapi": version("fastapi"), "starlette": version("starlette")}
    with running_stub() as stub:
        os.environ.update(server_environment(where, written_configuration(where, {"port": 8321}, external), stub))
        try:
            record |= described(paths)
        except Exception:
            record["error"] = traceback.format_exc()
    Path(result).write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # the databases' threads outlive an application that is never shut down
