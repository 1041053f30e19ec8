"""What is left of `@webmethod` as workflow commands: annotations in the changes of a pull request.

The form is that of "Workflow commands for GitHub Actions", Setting an error message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from llama_router_codemod.report.check_text import check_summary, said_of
from llama_router_codemod.report.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llama_router_codemod.check.result import CheckResult, Remaining

#: A step shows no more of one kind.
LIMIT = 10
_TITLE = "llama-router-codemod check"
#: What it says, and the properties that tell where.
_Annotation = tuple[str, dict[str, str | int]]


def github_annotations(result: CheckResult) -> Iterator[str]:
    """An error for each use that is left and not allowed, at most LIMIT in all: the last one then counts the others.

    Other names of the webmethod system are errors where they fail the check, else warnings, as many.
    """
    gone = result.ratchet.gone if result.ratchet else ()
    names: list[_Annotation] = [
        (f"{item.name} of the webmethod system", {"file": item.path, "line": item.line, "col": item.column})
        for item in result.machinery
    ]
    errors: list[_Annotation] = [
        *map(_use, result.failing),
        *((f"{identity}: allowed, but not left any more; remove it with --update-ratchet", {}) for identity in gone),
        *(names if result.fails_on_machinery else ()),
    ]
    yield from _limited("error", errors)
    yield from _limited("warning", [] if result.fails_on_machinery else names)
    yield f"::notice title={_property(_TITLE)}::{_data(check_summary(result))}"


def _use(item: Remaining) -> _Annotation:
    place: dict[str, str | int] = {
        "file": item.path,
        "line": item.line,
        "col": item.column,
        "endColumn": item.end_column,
    }
    return said_of(item), place


def _limited(kind: str, found: list[_Annotation]) -> Iterator[str]:
    shown = found if len(found) <= LIMIT else found[: LIMIT - 1]
    for message, place in shown:
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in {**place, "title": _TITLE}.items())
        yield f"::{kind} {properties}::{_data(message)}"
    if shown is not found:
        yield f"::{kind} title={_property(_TITLE)}::{len(found) - len(shown)} more, see the summary of the job"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
