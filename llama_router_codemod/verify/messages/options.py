"""How the probe looks at one tree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from llama_router_codemod.verify.messages.server_modules import ServerModules


@dataclass(frozen=True)
class ProbeOptions:
    """`roots` are the directories that `package`, which has the server's `modules`, may be imported from, `errors`
    modules with the tree's exceptions. With `fastapi_document` FastAPI makes the document of its webmethods.

    The first tree makes `requests` requests for each route of the `apis`, or of all when none is named, and writes the
    file `plan`; any other waits for that and reads it. The record is written to `record`, and what was compiled of the
    first tree to `bytecode`.
    """

    package: str
    modules: ServerModules
    roots: tuple[Path, ...]
    errors: tuple[str, ...]
    plan: Path
    record: Path
    bytecode: Path
    is_first: bool
    apis: tuple[str, ...] = ()
    fastapi_document: bool = False
    requests: int = 50
    seed: int = 0
