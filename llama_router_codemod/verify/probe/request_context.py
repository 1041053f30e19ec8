"""What an implementation of a tree can learn of the request that it is called for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from llama_router_codemod.verify.messages.record import CallContext

if TYPE_CHECKING:
    from collections.abc import Callable

    from llama_router_codemod.verify.probe.tree import Tree

#: Where trees put the caller beside the provider data; it is recorded by itself.
USER_KEYS = ("__authenticated_user", "__user", "__auth_attributes")


def make_context(tree: Tree) -> Callable[[], CallContext]:
    """A function that reads the context of the current request. Raises ImportError for a tree that keeps none."""
    headers = tree.core("request_headers")
    # Before llama-stack 0.2.9 there were only the attributes of a user.
    read_user = getattr(headers, "get_authenticated_user", None) or headers.get_auth_attributes
    testing = tree.module_if_any(f"{tree.modules.core}.testing_context")  # older trees keep no test context

    def context() -> CallContext:
        data = headers.PROVIDER_DATA_VAR.get() or {}
        user = read_user()
        return CallContext(
            provider_data={key: value for key, value in data.items() if key not in USER_KEYS},
            user=user.model_dump(mode="json") if isinstance(user, BaseModel) else user,
            test_id=testing.get_test_context() if testing else None,
        )

    return context
