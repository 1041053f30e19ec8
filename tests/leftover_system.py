"""A checkout whose routers were all made by hand, with a webmethod system that nothing uses any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trees import tree

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_UTILS = """\
from dataclasses import dataclass


def json_schema_type(cls):
    return cls


@dataclass
class WebMethod:
    route: str | None = None


def webmethod(route):
    def wrap(function):
        function.__webmethod__ = WebMethod(route)
        return function

    return wrap
"""
SOURCES = {
    "pkg/__init__.py": '''\
        """What providers need: the `Api` enum,
        the `webmethod` decorator, and types.
        """

        from .schema_utils import WebMethod, json_schema_type, webmethod

        __all__ = ["WebMethod", "json_schema_type", "webmethod"]
        ''',
    "pkg/schema_utils.py": SCHEMA_UTILS,
    "pkg/core/registry.py": """\
        _ROUTER_FACTORIES = {}
        """,
    "pkg/core/client.py": """\
        import inspect

        import requests


        def client(protocol):
            class Client:
                def __init__(self, url):
                    self.url = url

                def _send(self, name):
                    return requests.post(self.url, name)

            for name, method in inspect.getmembers(protocol):
                if hasattr(method, "__webmethod__"):
                    setattr(Client, name, lambda self, name=name: self._send(name))
            return Client
        """,
    "pkg/core/auth.py": """\
        def is_open(path, find):
            # If webmethod says so, it is open
            _, webmethod = find(path)
            return webmethod.open
        """,
    "scripts/state.py": """\
        _seen = {}
        _used = {}
        """,
    "scripts/program.py": """\
        from scripts.state import _seen, _used


        def _document(webmethod):
            _seen[webmethod.route] = webmethod


        def main():
            print(_used)
        """,
}


def leftover_system(directory: Path) -> Path:
    """The checkout, written below a directory."""
    return tree(directory, SOURCES).checkout.root
