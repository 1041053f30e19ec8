"""How a route says that anybody may ask for it, in a checkout whose routes say so in what they publish."""

from __future__ import annotations

from llama_router_codemod.conventions.tree_routers import PUBLIC
from llama_router_codemod.conventions.webmethod import AUTHENTICATION
from llama_router_codemod.generate.code import Code
from llama_router_codemod.generate.routes_setting import RoutesSetting
from llama_router_codemod.model.route import Route

#: What a webmethod says of such a route.
NO_AUTHENTICATION = (AUTHENTICATION, "False")


def public_mark(setting: RoutesSetting, route: Route, extra: Code | None) -> Code | None:
    """The option `openapi_extra` of a route, with the mark if it needs one; `extra` is the option without."""
    if setting.modules.public is None or NO_AUTHENTICATION not in route.metadata:
        return extra
    key = setting.own.code(setting.modules.public, PUBLIC)
    others = "" if extra is None else f"**{extra.text.removeprefix('openapi_extra=')}, "
    return Code(f"openapi_extra={{{others}{key.text}: True}}").needing(key, *([] if extra is None else [extra]))
