"""Whose a place in a written document is: the methods behind the operations that lead to it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llama_router_codemod.verify.json_difference import JsonPath
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import MethodName, ServedMethod

_COMPONENT = re.compile(r"#/(components)/(\w+)/(.+)")
_CONVERTER = re.compile(r":\w+\}")


class WrittenOwners:
    """The methods by the places of documents that say the same in other words."""

    def __init__(self, methods: Iterable[ServedMethod], *documents: Json) -> None:
        self._methods: dict[str, list[MethodName]] = defaultdict(list)
        for method in methods:
            for route in method.routes:
                self._methods[_plain(route.key.path)].append(method.name)
        self._users: dict[JsonPath, set[str]] = defaultdict(set)
        for document in documents:
            self._follow(document)

    def of(self, place: JsonPath) -> list[MethodName]:
        """The methods of the path that a place is in, or of all paths that refer to the component that it is in."""
        match place:
            case ("paths", str(path), *_):
                paths = {path}
            case ("components", kind, name, *_):
                paths = self._users[("components", kind, name)]
            case _:
                paths = set()
        return [method for path in sorted(paths) for method in self._methods.get(_plain(path), ())]

    def _follow(self, document: Any) -> None:
        if not isinstance(document, dict):
            return
        for path, operations in document.get("paths", {}).items():
            waiting = [*_references(operations)]
            while waiting:
                component = waiting.pop()
                if path not in self._users[component]:
                    self._users[component].add(path)
                    _, kind, name = component
                    waiting += _references(document.get("components", {}).get(kind, {}).get(name, {}))


def _plain(path: str) -> str:
    """A path without the converters of its parameters."""
    return _CONVERTER.sub("}", path)


def _references(value: Any) -> Iterator[JsonPath]:
    if isinstance(value, dict):
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
    elif isinstance(value, str) and (found := _COMPONENT.fullmatch(value)):
        yield found[1], found[2], found[3]
