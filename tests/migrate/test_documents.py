"""Documents teach routers once no API uses webmethods any more, and what they teach works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from run_cli import run
from tide_tables import GAUGE, PACKAGE, PROVIDER, REQUESTS, SOURCES, external_answers, facts_of_routes, tide_tables

from llama_router_codemod.source.fenced_blocks import fenced_blocks

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "docs/external.mdx"
BEFORE = '''\
# APIs from outside

1. Begin the package:

   ```bash
   mkdir tide_api
   touch tide_api/__init__.py
   touch tide_api/api.py
   uv init
   ```

2. Write the Protocol:

   ```python
   # tide_api/api.py
   from typing import Protocol

   from port.apis.datatypes import Api
   from port.schema_utils import webmethod


   def available_providers():
       return [{"api": Api.tides, "module": "tide_gauge"}]


   class Tides(Protocol):
       """When the water is high."""

       @webmethod(route="/places", method="GET")
       async def list_places() -> dict[str, list[str]]:
           """The places that are known."""
           ...
   ```

```yaml
module: tide_api
name: tides
protocol: Tides
```

It answers at `/v1/places` now.
'''
AFTER = '''\
# APIs from outside

1. Begin the package:

   ```bash
   mkdir tide_api
   touch tide_api/__init__.py
   touch tide_api/api.py
   touch tide_api/routes.py
   uv init
   ```

2. Write the Protocol:

   ```python
   # tide_api/api.py
   from typing import Protocol

   from port.apis.datatypes import Api


   def available_providers():
       return [{"api": Api.tides, "module": "tide_gauge"}]


   class Tides(Protocol):
       """When the water is high."""

       async def list_places() -> dict[str, list[str]]:
           """The places that are known."""
           ...
   ```

   The routes of the API stand in a `routes.py` beside it, where the server finds them:

   ```python
   # tide_api/routes.py
   from typing import Annotated

   from fastapi import APIRouter, Depends

   from port.apis.datatypes import Api
   from port.apis.version import API_V1
   from port.core.server.router_utils import ServiceRoute, service_dependency, standard_responses
   from port.core.server.routers import register_router

   from .api import Tides

   get_tides_service = service_dependency(Api("tides"))

   router = APIRouter(prefix=f"/{API_V1}", tags=["Tides"], responses=standard_responses, route_class=ServiceRoute)


   @router.get(
       "/places", response_model=dict[str, list[str]], summary="The places that are known.", response_description="OK"
   )
   async def list_places(svc: Annotated[Tides, Depends(get_tides_service)]) -> dict[str, list[str]]:
       """The places that are known."""
       return await svc.list_places()


   register_router(Api("tides"), lambda: router)
   ```

```yaml
module: tide_api
name: tides
protocol: Tides
```

It answers at `/v1/places` now.
'''
PROSE = "# More\n\nPut a `@webmethod` on every method.\n"


def text(root: Path, path: str) -> str:
    return (root / path).read_text(encoding="utf-8")


def test_a_page(tmp_path: Path) -> None:
    root = tide_tables(tmp_path, {PAGE: BEFORE})
    code, _, err = run("migrate", root)
    assert code == 0
    assert PAGE not in err
    assert text(root, PAGE) == AFTER
    run("migrate", root)
    assert text(root, PAGE) == AFTER


@pytest.mark.parametrize(
    ("options", "routes"), [((), "routes"), (("--layout", "upstream"), "fastapi_routes")], ids=["plain", "upstream"]
)
def test_what_the_page_teaches_works(options: tuple[str, ...], routes: str, tmp_path: Path) -> None:
    """The package as the page shows it, on a migrated server."""
    root = tide_tables(tmp_path, {PAGE: BEFORE, **{path: None for path in SOURCES if path.startswith("tests/")}})
    assert run("migrate", root, *options)[0] == 0
    assert f"touch tide_api/{routes}.py\n" in text(root, PAGE)
    for block in fenced_blocks(text(root, PAGE)):
        if found := re.match(r"# (\S+\.py)\n", block.code):
            (root / PACKAGE / found[1]).parent.mkdir(parents=True, exist_ok=True)
            (root / PACKAGE / found[1]).write_text(block.code, encoding="utf-8")
    (root / PACKAGE / "tide_api/__init__.py").write_text("from .api import Tides as Tides\n", encoding="utf-8")
    gauge = (
        SOURCES[GAUGE]
        .replace("tides import Tide, Tides", "api import Tides")
        .replace(" -> Tide:", ":")
        .replace("tide: Tide", "tide")
    )
    (root / PROVIDER / "tide_gauge").mkdir(parents=True)
    (root / PROVIDER / "tide_gauge/__init__.py").touch()
    (root / GAUGE).write_text(gauge, encoding="utf-8")
    # In the other layout nothing asks a method for these.
    assert options or facts_of_routes(root) == {"list_places": [[True, False, "v1"]]}
    answers = dict(zip([path for _, path, _ in REQUESTS], external_answers(root), strict=True))
    assert answers["/v1/places"] == (200, {"places": ["north"]})
    assert answers["/v1/tides/north"] == (404, {"detail": "Not Found"})


def test_not_while_an_api_has_webmethods(tmp_path: Path) -> None:
    root = tide_tables(tmp_path, {PAGE: BEFORE, "docs/more.md": PROSE})
    code, _, err = run("migrate", root, "--api", "tides")
    assert code == 0
    assert "docs/" not in err
    assert text(root, PAGE) == BEFORE
    run("migrate", root)
    assert text(root, PAGE) == AFTER


def test_what_is_not_certain_stays(tmp_path: Path) -> None:
    unknown = BEFORE.replace("name: tides", "name: waters")
    root = tide_tables(tmp_path, {PAGE: unknown, "docs/more.md": PROSE})
    assert run("migrate", root)[0] == 0
    assert text(root, PAGE) == unknown
    assert text(root, "docs/more.md") == PROSE


def test_a_document_that_is_no_utf_8_stays(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    (root / "docs").mkdir()
    (root / PAGE).write_bytes(BEFORE.encode() + b"\xff\n")
    assert run("migrate", root)[0] == 0
    assert (root / PAGE).read_bytes() == BEFORE.encode() + b"\xff\n"


def test_line_endings_and_other_blocks_stay(tmp_path: Path) -> None:
    root = tide_tables(tmp_path)
    (root / "docs").mkdir()
    (root / PAGE).write_bytes(BEFORE.replace("\n", "\r\n").encode())
    assert run("migrate", root)[0] == 0
    assert (root / PAGE).read_bytes() == AFTER.replace("\n", "\r\n").encode()
