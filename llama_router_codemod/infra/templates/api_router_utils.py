"""What the routers of all APIs share."""

from typing import Any

from llama_router_codemod.infra.templates.checkout import Error, capabilities

# Says of a route, in its `openapi_extra`, that anybody may ask for it.
PUBLIC_ROUTE_KEY = "x-public"

standard_responses: dict[int | str, dict[str, Any]] = (
    {
        400: {"model": Error, "description": "The request was invalid or malformed"},
        429: {"model": Error, "description": "The client has sent too many requests in a given amount of time"},
        500: {"model": Error, "description": "The server encountered an unexpected error"},
        "default": {"model": Error, "description": "An unexpected error occurred"},
    }
    if capabilities.error_model
    else {
        400: {"description": "The request was invalid or malformed"},
        429: {"description": "The client has sent too many requests in a given amount of time"},
        500: {"description": "The server encountered an unexpected error"},
        "default": {"description": "An unexpected error occurred"},
    }
)
