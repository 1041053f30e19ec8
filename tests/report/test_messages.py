from __future__ import annotations

import enum
from dataclasses import dataclass

import pytest

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.finding import Facts
from llama_router_codemod.model.finding_kind import FindingKind
from llama_router_codemod.report.messages import message


class Reason(enum.StrEnum):
    ONE = "one"
    TWO = "two of them"


@dataclass(frozen=True)
class Sentence:
    text: str

    def __str__(self) -> str:
        return f"{self.text} is so"


@dataclass(frozen=True)
class Example(Facts):
    code = "LRC000"
    text: str = "a`b"
    number: int = 3
    words: tuple[str, ...] = ("x", "y")
    sentences: tuple[Sentence, ...] = (Sentence("x"), Sentence("y"))
    reason: Reason = Reason.ONE


def said(monkeypatch: pytest.MonkeyPatch, template: str | dict[str, str], facts: Facts) -> str:
    monkeypatch.setitem(CATALOGUE, "LRC000", FindingKind("An example", "None.", template))
    return message(facts)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        pytest.param("no facts", "no facts", id="no facts"),
        pytest.param("`{text}` {number}", "`a`b` 3", id="as they are"),
        pytest.param("{number:03}", "003", id="another format"),
        pytest.param("{text:literal}", '"a`b"', id="a literal"),
        pytest.param("{words}", "x, y", id="words"),
        pytest.param("{words:code}", "`x`, `y`", id="code"),
        pytest.param("{words:all}", "`x` and `y`", id="all"),
        pytest.param("{sentences}", "x is so; y is so", id="sentences"),
        pytest.param("{{x:path}}", "{x:path}", id="braces"),
    ],
)
def test_message(monkeypatch: pytest.MonkeyPatch, template: str, words: str) -> None:
    assert said(monkeypatch, template, Example()) == words


@pytest.mark.parametrize(("reason", "words"), [(Reason.ONE, "just `a`b`"), (Reason.TWO, "3 of them")])
def test_a_template_for_each_reason(monkeypatch: pytest.MonkeyPatch, reason: Reason, words: str) -> None:
    templates = {"one": "just `{text}`", "two of them": "{number} of them"}
    assert said(monkeypatch, templates, Example(reason=reason)) == words
