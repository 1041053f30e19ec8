"""Asks the server's compliance check about implementations that each lack something, and writes what it says.

    python compliance.py DIRECTORY RECORD.json [MORE.json]

With MORE.json, of the external APIs that it names, whose routes nothing has imported yet.
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any


def implementation(protocol: type, change: Callable[[dict[str, Any]], None]) -> Any:
    """An object with every method that the Protocol declares, after a change of them."""
    methods = {name: declared_alike(method) for name, method in declared(protocol)}
    change(methods)
    made = type("Implementation", (), methods)()
    made.__provider_id__ = "incomplete"
    made.__provider_spec__ = SimpleNamespace(api="the API")
    return made


def declared(protocol: type) -> list[tuple[str, Any]]:
    return [item for item in inspect.getmembers(protocol, inspect.isfunction) if not item[0].startswith("_")]


def declared_alike(method: Any) -> Any:
    async def stub(*args: Any, **kwargs: Any) -> None: ...

    stub.__signature__ = inspect.signature(method)  # type: ignore[attr-defined]
    return stub


def without_parameters() -> Any:
    async def stub(self: Any) -> None: ...

    return stub


def said(protocol: type, change: Callable[[dict[str, Any]], None]) -> str:
    from llama_stack.core.resolver import check_protocol_compliance

    try:
        check_protocol_compliance(implementation(protocol, change), protocol)
    except ValueError as error:
        return str(error)
    return "accepted"


def inheriting(protocol: type) -> str:
    """Of an implementation that inherits every method from the Protocol and implements none."""
    from llama_stack.core.resolver import check_protocol_compliance

    class Implementation(protocol):  # type: ignore[misc, valid-type]
        __provider_id__ = "inheriting"
        __provider_spec__ = SimpleNamespace(api="the API")

        def __init__(self) -> None: ...

    try:
        check_protocol_compliance(Implementation(), protocol)
    except ValueError as error:
        return str(error)
    return "accepted"


def own_protocols() -> dict[Any, Any]:
    from llama_stack.apis.datatypes import Api
    from llama_stack.apis.tools import RAGToolRuntime
    from llama_stack.core.resolver import api_protocol_map, api_protocol_map_for_compliance_check

    provider = api_protocol_map_for_compliance_check(None)[Api.inference]
    return {**api_protocol_map(), "inference provider": provider, "rag tool": RAGToolRuntime}


def external_protocols(more: str) -> dict[Any, Any]:
    from llama_stack.apis.datatypes import Api

    apis = json.loads(Path(more).read_text(encoding="utf-8"))["apis"]
    for api in apis:
        Api.add(api)  # as load_external_apis does
    return {api: getattr(importlib.import_module(f"{api}_api"), api.capitalize()) for api in apis}


def main(directory: str, result: str, more: str | None = None) -> None:
    record: dict[str, dict[str, str]] = {}
    for api, protocol in (external_protocols(more) if more else own_protocols()).items():
        if not inspect.isclass(protocol) or not getattr(protocol, "_is_protocol", False):
            continue
        answers = {"complete": said(protocol, lambda methods: None), "inheriting": inheriting(protocol)}
        for name, _ in declared(protocol):
            answers[f"without {name}"] = said(protocol, lambda methods: methods.pop(name))  # noqa: B023
            answers[f"{name} without parameters"] = said(
                protocol, lambda methods: methods.update({name: without_parameters()})  # noqa: B023
            )  # fmt: skip
            answers[f"{name} is a value"] = said(protocol, lambda methods: methods.update({name: 1}))  # noqa: B023
        record[getattr(api, "value", api)] = answers
    Path(result).write_text(json.dumps(record, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
