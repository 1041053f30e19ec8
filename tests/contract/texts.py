"""Check that a migrated tree publishes every text which the legacy docstring rules published.

Runs in the legacy tree's interpreter with that tree first on PYTHONPATH: the texts come from the tree's own parser
(`strong_typing/docstring.py`), or from this project's (which is tested to equal it) where the tree has none, the rules
from the legacy generator. The migrated side is the OpenAPI document in a
record of probe.py (or an OpenAPI document by itself). Exit 1 if one text differs or is not there.

- summary: the first paragraph; description: the first paragraph, a line end, and the rest
- path, query and body parameters: the :param text; an ExtraBodyField's own text comes first
- response of the success status: the :returns: text, else "OK"
- deprecated; tag: API_NAMESPACE or the name of the class that defines the method

    python texts.py --package llama_stack --signatures signatures.json --openapi migrated.json
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import typing
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from examples import Examples
from recorders import import_attribute


@dataclass(frozen=True)
class Text:
    """One published text: of which operation, what it is, what it must be, and another name of the parameter."""

    verb: str
    path: str
    what: str
    expected: Any
    alias: str | None = None


def is_marked_body(annotation: Any) -> bool:
    """Is the parameter the request body as a whole? Its :param text was published nowhere."""
    return typing.get_origin(annotation) is typing.Annotated and any(
        type(item).__name__ == "Body" for item in annotation.__metadata__
    )


def alias_of(annotation: Any) -> str | None:
    """The name on the wire that a marker gives, which newer versions of FastAPI publish."""
    metadata = annotation.__metadata__ if typing.get_origin(annotation) is typing.Annotated else ()
    return next((item.alias for item in metadata if getattr(item, "alias", None)), None)


def extra_body_text(annotation: Any) -> str | None:
    if typing.get_origin(annotation) is not typing.Annotated:
        return None
    markers = [item for item in annotation.__metadata__ if type(item).__name__ == "ExtraBodyField"]
    return markers[0].description if markers else None


def docstring_parser(package: str) -> Any:
    """The legacy `parse_type` of a tree, or this project's parser with the same attributes."""
    try:
        return importlib.import_module(f"{package}.strong_typing.docstring").parse_type
    except ModuleNotFoundError as error:
        if error.name != f"{package}.strong_typing.docstring":
            raise
    from llama_router_codemod.parse.docstrings import parse_docstring

    def parse_type(function: Any) -> Any:
        doc = parse_docstring(function.__doc__ or "")
        described = {name: SimpleNamespace(description=text) for name, text in doc.params.items()}
        returns = None if doc.returns is None else SimpleNamespace(description=doc.returns)
        return SimpleNamespace(
            short_description=doc.short, long_description=doc.long, params=described, returns=returns
        )

    return parse_type


def legacy_texts(parse_type: Any, method: dict[str, Any]) -> tuple[list[Text], list[str]]:
    """The texts of every route of one method, and the names of documented parameters that never were on the wire."""
    protocol = import_attribute(method["protocol"])
    function = getattr(protocol, method["protocol_method"])
    parsed = parse_type(function)
    hints = typing.get_type_hints(function, include_extras=True)
    served = {param["name"] for param in method["params"]}
    wanted: dict[str, Any] = {}
    off_wire = []
    if parsed.short_description:
        wanted["summary"] = parsed.short_description
        long = parsed.long_description
        wanted["description"] = f"{parsed.short_description}\n{long}" if long else parsed.short_description
    for name, annotation in hints.items():
        if name == "return" or is_marked_body(annotation):
            continue
        param = parsed.params.get(name)
        text = extra_body_text(annotation) or (param.description if param else None)
        if text and name in served:
            wanted[f"param {name}"] = text
        elif text:
            off_wire.append(f"{method['api']}.{method['name']}({name})")
    wanted["response"] = parsed.returns.description if parsed.returns else "OK"
    texts = []
    for route in method["routes"]:
        full = {**wanted, "deprecated": route["deprecated"], "tag": route["tag"]}
        texts += [
            Text(route["verb"], route["path"], what, expected, alias_of(hints.get(what.removeprefix("param "))))
            for what, expected in full.items()
        ]
    return texts, off_wire


class Published:
    """The texts of an OpenAPI document, by operation and kind."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.examples = Examples(document)

    def operation(self, text: Text) -> dict[str, Any] | None:
        path = re.sub(r"{(\w+):path}", r"{\1}", text.path)
        found: dict[str, Any] | None = self.document["paths"].get(path, {}).get(text.verb.lower())
        return found

    def find(self, text: Text) -> Any:
        """The published value, or None where there is none."""
        operation = self.operation(text)
        if operation is None:
            return None
        match text.what:
            case "deprecated":
                return bool(operation.get("deprecated"))
            case "tag":
                return ", ".join(operation.get("tags", ()))
            case "response":
                success = sorted(status for status in operation["responses"] if status.startswith("2"))
                return operation["responses"][success[0]].get("description") if success else None
            case "summary" | "description":
                return operation.get(text.what)
        return self.parameter(operation, (text.what.removeprefix("param "), text.alias))

    def parameter(self, operation: dict[str, Any], names: tuple[str | None, ...]) -> str | None:
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in names:
                return parameter.get("description") or parameter.get("schema", {}).get("description")
        for media in operation.get("requestBody", {}).get("content", {}).values():
            # Properties may stand beside a $ref, for form fields that a dependency reads.
            schema = media["schema"]
            referred = {"$ref": schema["$ref"]} if "$ref" in schema else schema
            for branch in [schema, *self.examples.branches(referred)]:
                for name in names:
                    if name in branch.get("properties", {}):
                        field: str | None = branch["properties"][name].get("description")
                        return field
            # The only body of an operation that is not embedded has no name: its text is on the schema or the body.
            return media["schema"].get("description") or operation["requestBody"].get("description")
        return None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--package", required=True)
    parser.add_argument("--signatures", required=True, type=Path)
    parser.add_argument("--openapi", required=True, type=Path)
    parser.add_argument("--api", action="append", help="only this API (may be repeated)")
    options = parser.parse_args(arguments)
    document = json.loads(options.openapi.read_text(encoding="utf-8"))
    published = Published(document.get("openapi") if isinstance(document.get("openapi"), dict) else document)
    parse_type = docstring_parser(options.package)
    methods = json.loads(options.signatures.read_text(encoding="utf-8"))["methods"]
    compared: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    differing = []
    off_wire = []
    for method in methods:
        if options.api and method["api"] not in options.api:
            continue
        texts, unseen = legacy_texts(parse_type, method)
        off_wire += unseen
        for text in texts:
            kind = text.what.split(" ")[0]
            compared[kind] += 1
            found = published.find(text)
            if found == text.expected:
                equal[kind] += 1
            else:
                differing.append((text, found))
    print(f"texts compared: {compared.total()}, equal: {equal.total()}, differing: {len(differing)}")
    for kind, count in compared.items():
        print(f"  {kind}: {equal[kind]} of {count}")
    if off_wire:
        print(f"not compared, because the implementation does not take them: {', '.join(off_wire)}")
    for text, found in differing:
        print(f"  {text.verb} {text.path} {text.what}\n    legacy:   {text.expected!r}\n    migrated: {found!r}")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
