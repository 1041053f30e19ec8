from pathlib import Path

import pytest
from trees import tree

from llama_router_codemod.conventions.documented_apis import documented_apis
from llama_router_codemod.generate.documented_routes import DocumentedRoutes, documented_routes
from llama_router_codemod.infra.infrastructure import infrastructure

PAGE = '''\
```python
# vets/api.py
from pkg.apis.datatypes import Api
from pkg.schema_utils import webmethod
from typing import Protocol


class Vets(Protocol):
    """The vets."""

    @webmethod(route="/vets/{{place}}", method="GET", level="v1")
    async def find({parameters}) -> {returns}:
        """Find one.

        :param place: Where
        :returns: A name.
        """
        ...
```

```yaml
module: vets
name: town-vets
protocol: Vets
```
'''
PROTOCOL = '''\
# vets/api.py
from pkg.apis.datatypes import Api
from typing import Protocol


class Vets(Protocol):
    """The vets."""

    async def find(self, place: str) -> str:
        """Find one."""
        ...
'''
PARAMETERS = 'place: Annotated[str, Path(description="Where")], svc: Annotated[Vets, Depends(get_town_vets_service)]'
ROUTES = '''\
from .api import Vets
from fastapi import APIRouter, Depends, Path
from pkg.apis.datatypes import Api
from pkg.apis.router_utils import ServiceRoute, service_dependency, standard_responses
from pkg.apis.routers import register_router
from typing import Annotated

get_town_vets_service = service_dependency(Api("town-vets"))

router = APIRouter(tags=["Vets"], responses=standard_responses, route_class=ServiceRoute)


@router.get("/v1/vets/{place}", response_model=str, summary="Find one.", response_description="A name.")
async def find(%s) -> str:
    """Find one."""
    return await svc.find(place=place)


register_router(Api("town-vets"), lambda: router)
'''


def written(root: Path, parameters: str, returns: str = "str") -> DocumentedRoutes | None:
    symbols = tree(root, {})
    (found,) = documented_apis(symbols, PAGE.format(parameters=parameters, returns=returns))
    return documented_routes(found, {}, infrastructure(symbols))


@pytest.mark.parametrize(
    ("parameters", "returns"),
    [
        pytest.param("self, other: str", "str", id="no such parameter"),
        pytest.param("self, place: str, *names", "str", id="any number of arguments"),
        pytest.param("self, place: str, hours: int = 1", "str", id="a query that needs a model"),
        pytest.param("self, place: Town", "str", id="an unknown type"),
        pytest.param("self, place: str", "list[Vet]", id="an unknown answer"),
    ],
)
def test_not_written(tmp_path: Path, parameters: str, returns: str) -> None:
    assert written(tmp_path, parameters, returns) is None


def test_both_blocks(tmp_path: Path) -> None:
    assert written(tmp_path, "self, place: str") == DocumentedRoutes(PROTOCOL, ROUTES % PARAMETERS)
