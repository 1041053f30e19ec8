from pathlib import Path, PurePosixPath

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.served_protocols import ServedProtocol, served_protocols

HEAD = """\
from .service import Boxes, Lids

router = APIRouter(prefix="/v1", tags=["Boxes"])
lids_router = APIRouter(tags=["Lids", "More"])
"""
SERVICE = "class Boxes: ...\nclass Lids: ...\n"


def found(root: Path, routes: str) -> list[ServedProtocol]:
    files = {"lab/boxes/service.py": SERVICE, "lab/boxes/routes.py": f"{HEAD}\n\n{routes}"}
    return served_protocols(tiny_checkout(root, files), PurePosixPath("lab/boxes"))


def test_a_package_without_routes(tmp_path: Path) -> None:
    assert (
        served_protocols(tiny_checkout(tmp_path, {"lab/boxes/service.py": SERVICE}), PurePosixPath("lab/boxes")) == []
    )


@pytest.mark.parametrize(
    "routes",
    [
        pytest.param("async def f(svc: Annotated[Boxes, Depends(get)]): ...", id="no route"),
        pytest.param("@router.get('/')\nasync def f(id: Annotated[str, Path()]): ...", id="no service"),
        pytest.param("@other.get('/')\nasync def f(svc: Annotated[Boxes, Depends(get)]): ...", id="another router"),
        pytest.param("@router.get('/')\nasync def f(svc: Annotated[Unknown, Depends(get)]): ...", id="another class"),
    ],
)
def test_nothing_is_served(tmp_path: Path, routes: str) -> None:
    assert found(tmp_path, routes) == []


def test_each_protocol_once_with_its_tag(tmp_path: Path) -> None:
    routes = """\
@router.get('/')
@RouteMark(public=True)
async def f(id: str, svc: Annotated[Boxes, Depends(get)]): ...


@router.post('/')
async def g(svc: Annotated[Boxes, Depends(get)]): ...


@lids_router.post('/')
async def h(*, svc: Annotated[Lids, Depends(get)]): ...
"""
    assert found(tmp_path, routes) == [
        ServedProtocol("lab.boxes.service", "Boxes", "Boxes"),
        ServedProtocol("lab.boxes.service", "Lids", "Lids"),
    ]
