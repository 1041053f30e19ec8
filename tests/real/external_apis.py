"""Packages of external APIs as the release's documentation describes them, one in each style."""

from __future__ import annotations

import json
from pathlib import Path

PACKAGE = """
from llama_stack.providers.datatypes import Api, InlineProviderSpec, ProviderSpec

from {package}.service import {protocol}


def available_providers() -> list[ProviderSpec]:
    return [
        InlineProviderSpec(
            api=Api("{api}"),
            provider_type="inline::{api}",
            pip_packages=[],
            module="{provider}",
            config_class="{provider}.Config",
        )
    ]
"""
PROVIDER = """
from pydantic import BaseModel

from {package}.models import Forecast


class Config(BaseModel):
    pass


class Provider:
    async def forecast(self, place: str, days: int = 1) -> Forecast:
        if place == "nowhere":
            raise ValueError("no such place")
        return Forecast(place=place, days=days)

    async def shutdown(self) -> None:
        pass


async def get_provider_impl(config, deps):
    return Provider()
"""
MODELS = """
from pydantic import BaseModel


class Forecast(BaseModel):
    place: str
    days: int
"""
WEBMETHODS = """
from typing import Protocol, runtime_checkable

from llama_stack.schema_utils import webmethod

from {package}.models import Forecast


@runtime_checkable
class {protocol}(Protocol):
    @webmethod(route="/{api}/{{place}}", method="GET", level="v1", require_authentication=False)
    async def forecast(self, place: str, days: int = 1) -> Forecast: ...
"""
SERVICE = """
from typing import Protocol, runtime_checkable

from {package}.models import Forecast


@runtime_checkable
class {protocol}(Protocol):
    async def forecast(self, place: str, days: int = 1) -> Forecast: ...
"""
ROUTES = '''
from typing import Annotated

from fastapi import APIRouter, Depends
from llama_stack.apis.datatypes import Api
from llama_stack.core.server.router_utils import ServiceRoute, service_dependency, standard_responses
from llama_stack.core.server.routers import register_router

from {package}.models import Forecast
from {package}.service import {protocol}

get_service = service_dependency(Api("{api}"))
router = APIRouter(prefix="/v1", tags=["{protocol}"], responses=standard_responses, route_class=ServiceRoute)


@router.get("/{api}/{{place}}", response_model=Forecast)
async def forecast(place: str, svc: Annotated[{protocol}, Depends(get_service)], days: int = 1) -> Forecast:
    """The forecast for a place."""
    return await svc.forecast(place=place, days=days)


register_router(Api("{api}"), lambda: router)
'''
WITH_WEBMETHODS = {"__init__": PACKAGE, "models": MODELS, "service": WEBMETHODS, "provider": PROVIDER}
WITH_ROUTER = {"__init__": PACKAGE, "models": MODELS, "service": SERVICE, "routes": ROUTES, "provider": PROVIDER}
# `winds` is one module instead of a package.
STYLES = {"weather": WITH_WEBMETHODS, "winds": WITH_WEBMETHODS, "tides": WITH_ROUTER}
ONE_MODULE = "winds"


def written_external_apis(directory: Path) -> Path:
    """Writes the packages, their specifications, and `more.json`: what a configuration needs to serve them."""
    specifications = directory / "apis.d"
    specifications.mkdir(parents=True)
    for api, sources in STYLES.items():
        package = f"{api}_api"
        provider = package if api == ONE_MODULE else f"{package}.provider"
        names = {"api": api, "package": package, "protocol": api.capitalize(), "provider": provider}
        texts = {f"{package}/{name}.py": text.format(**names).lstrip() for name, text in sources.items()}
        if api == ONE_MODULE:
            order = ("models", "service", "provider", "__init__")
            lines = "".join(texts[f"{package}/{name}.py"] for name in order).splitlines(keepends=True)
            texts = {f"{package}.py": "".join(line for line in lines if not line.startswith(f"from {package}"))}
        for path, text in texts.items():
            (directory / path).parent.mkdir(exist_ok=True)
            (directory / path).write_text(text, encoding="utf-8")
        specification = {"module": package, "name": api, "protocol": api.capitalize(), "pip_packages": []}
        (specifications / f"{api}.yaml").write_text(json.dumps(specification), encoding="utf-8")
    more = {
        "external_apis_dir": str(specifications),
        "apis": list(STYLES),
        "providers": {api: [{"provider_id": api, "provider_type": f"inline::{api}", "config": {}}] for api in STYLES},
        "paths": [f"/v1/{api}/{rest}" for api in STYLES for rest in ("oslo?days=2", "oslo?days=x", "nowhere", "a/b")],
    }
    (directory / "more.json").write_text(json.dumps(more), encoding="utf-8")
    return directory
