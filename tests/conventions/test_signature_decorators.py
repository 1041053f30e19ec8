"""Decorators that may change the signature of an implementation."""

import ast
from pathlib import Path

import pytest
from tiny_checkout import tiny_checkout

from llama_router_codemod.conventions.signature_decorators import signature_decorator

FILES = {
    "shop/decorators.py": """\
        from functools import wraps

        def traced(function):
            @wraps(function)
            def call(*args, **kwargs): return function(*args, **kwargs)
            return call

        def marked(function):
            function.mark = True
            return function

        def limited(times):
            def decorate(function):
                async def call(self, *args): return await function(self, *args)
                return call
            return decorate

        def signed(function):
            @wraps(function)
            def call(): ...
            call.__signature__ = None
            return call

        class Cached: ...
        """,
    "shop/impl.py": "from functools import cache\nfrom shop.decorators import *\nfrom tenacity import retry\n",
}


@pytest.mark.parametrize("decorators", ["", "@traced", "@marked\n@traced", "@cache", "@retry(times=3)", "@unknown"])
def test_the_signature_stays(tmp_path: Path, decorators: str) -> None:
    assert found(tmp_path, decorators) is None


@pytest.mark.parametrize("decorator", ["limited(5)", "signed", "Cached"])
def test_the_signature_may_change(tmp_path: Path, decorator: str) -> None:
    assert found(tmp_path, f"@traced\n@{decorator}") == decorator


def found(root: Path, decorators: str) -> str | None:
    (node,) = ast.parse(f"{decorators}\nasync def f(self, x): ...\n").body
    assert isinstance(node, ast.AsyncFunctionDef)
    return signature_decorator(tiny_checkout(root, FILES), "shop.impl", node)
