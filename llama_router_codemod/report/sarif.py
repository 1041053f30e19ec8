"""What is left of `@webmethod` as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from llama_router_codemod import __version__
from llama_router_codemod.report.check_text import said_of
from llama_router_codemod.report.visible import visible

if TYPE_CHECKING:
    from llama_router_codemod.check.result import CheckResult, Leftover, Remaining

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_RULES = {
    "webmethod-left": "A method still has a @webmethod, or code uses the decorator otherwise.",
    "webmethod-machinery": "A name that only the webmethod system has.",
    "ratchet-entry-gone": "The ratchet allows a @webmethod that is not left any more.",
}


def sarif(result: CheckResult) -> str:
    """One run with a result for each use that is left and not allowed, for each other name of the webmethod system (a
    note unless it fails the check) and for each entry of a ratchet that is gone."""
    gone = result.ratchet.gone if result.ratchet else ()
    results = [
        *map(_use, result.failing),
        *(_name(item, "error" if result.fails_on_machinery else "note") for item in result.machinery),
        *(_result("ratchet-entry-gone", "error", f"{identity}: remove it with --update-ratchet") for identity in gone),
    ]
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()]
    driver = {"name": "llama-router-codemod", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _use(item: Remaining) -> dict[str, Any]:
    source = item.source.encode()
    start, end = (len(source[: column - 1].decode()) + 1 for column in (item.column, item.end_column))
    region = {"startLine": item.line, "startColumn": start, "endColumn": end, "snippet": {"text": visible(item.source)}}
    return {
        **_result("webmethod-left", "error", said_of(item)),
        "locations": [_location(item.path, region)],
        "partialFingerprints": {"identity/v1": item.identity},
    }


def _name(item: Leftover, level: str) -> dict[str, Any]:
    text = f"{item.name} of the webmethod system"
    return {
        **_result("webmethod-machinery", level, text),
        "locations": [_location(item.path, {"startLine": item.line})],
    }


def _result(rule: str, level: str, text: str) -> dict[str, Any]:
    return {"ruleId": rule, "ruleIndex": [*_RULES].index(rule), "level": level, "message": {"text": visible(text)}}


def _location(path: str, region: dict[str, Any]) -> dict[str, Any]:
    artifact = {"uri": quote(path), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
