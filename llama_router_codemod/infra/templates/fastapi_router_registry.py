"""The routers of this server: one factory for each API that has one, by the value of its member."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter

from llama_router_codemod.infra.templates.checkout import Api

_ROUTER_FACTORIES: dict[str, Callable[[Any], APIRouter]] = {}


def has_router(api: Api) -> bool:
    """Whether an API has a router."""
    return api.value in _ROUTER_FACTORIES


def build_fastapi_router(api: Api, impl: Any) -> APIRouter | None:
    """The router of an API for an implementation; None for an API that has none."""
    factory = _ROUTER_FACTORIES.get(api.value)
    if factory is None:
        return None
    return factory(impl)
