from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest
from moved_import_cases import MOVES

from llama_router_codemod.report.messages import message
from llama_router_codemod.rewrite.imports.mentions import MAX_FINDINGS, mentions
from llama_router_codemod.rewrite.imports.text_places import MAX_BYTES

AGENTS = "is now `pkg.apis.agents.models` and `pkg.apis.agents.service`"
AGENTS_FILE = "`apis/agents/agents.py` is now `models.py` and `service.py`"


def found(text: str | bytes, name: str = "docs/guide.md") -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    findings = mentions(data, PurePosixPath(name), MOVES)
    assert {(finding.code, str(finding.place.path)) for finding in findings} <= {("LRC301", name)}
    return [f"{finding.place.line}:{finding.place.column} {message(finding.facts)}" for finding in findings]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing to see.\n",
        "pkg.apis.agents, pkg.apis.agents.Agents, pkg.apis.agents.agents_more, my.pkg.apis.agents.agents",
        "pkg_apis_agents_agents pkg/apis/agents.py apis/agents/agents.pyc",
        "apis/agents/more_agents.py myapis/agents/agents.py apis/agents/models.py",
        "pkg.apis.models.models, pkg.apis.models.models.ModelType, from pkg.apis.models.models import Model, ModelType",
        "pkg/apis/models/models.py",
        "apis.agents.agents",
    ],
)
def test_no_mention(text: str) -> None:
    assert found(text) == []


def test_no_moves() -> None:
    assert mentions(b"pkg.apis.agents.agents", PurePosixPath("a.md"), {}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See pkg.apis.agents.agents.", f"1:5 `pkg.apis.agents.agents` {AGENTS}"),
        ("é: `pkg.apis.agents.agents.unknown`", f"1:5 `pkg.apis.agents.agents` {AGENTS}"),
        (
            'a\r\n  "__type__": "pkg.apis.agents.agents.Agent"\r\n',
            "2:16 `pkg.apis.agents.agents.Agent` is now `pkg.apis.agents.models.Agent`",
        ),
        (
            '"from pkg.apis.agents.agents import (Agents, Agent)\\n"',
            "1:7 `pkg.apis.agents.agents.Agents` is now `pkg.apis.agents.service.Agents`",
        ),
        (
            "pkg.apis.agents.agents.Settings",
            "1:1 `pkg.apis.agents.agents.Settings` is now `pkg.apis.eval.models.EvalConfig`",
        ),
        (
            "pkg.apis.models.models.Models",
            "1:1 `pkg.apis.models.models.Models` is now `pkg.apis.models.service.Models`",
        ),
        (
            "from pkg.apis.models.models import Model, Models",
            "1:6 `pkg.apis.models.models.Models` is now `pkg.apis.models.service.Models`",
        ),
        ("[text](https://host/pkg/apis/agents/agents.py#L12)", f"1:25 {AGENTS_FILE}"),
        ("apis/agents/replies.py", "1:1 `apis/agents/replies.py` is now `models.py`"),
        ("\ufeffapis/agents/agents.py", f"1:1 {AGENTS_FILE}"),
    ],
)
def test_mention(text: str, expected: str) -> None:
    assert found(text) == [expected]
    assert found(text, "notebook.ipynb") == [expected]


def test_more_than_one_in_a_line() -> None:
    assert found("pkg.apis.agents.agents pkg.apis.eval.eval.Eval") == [
        f"1:1 `pkg.apis.agents.agents` {AGENTS}",
        "1:24 `pkg.apis.eval.eval.Eval` is now `pkg.apis.eval.service.Eval`",
    ]


PYTHON = '''\ufeff\
"""é pkg.apis.agents.agents"""
from pkg.apis.agents.agents import Agents  # pkg.apis.agents.agents
import pkg.apis.agents.agents
pkg.apis.agents.agents.Agents
patch("pkg.apis.agents.agents.Agents")
text = f"""
{pkg.apis.agents.agents}
  é apis/agents/agents.py"""
'''


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_python_strings_and_comments_only(newline: str) -> None:
    places = [line.split()[0] for line in found(PYTHON.replace("\n", newline), "lab/user.py")]
    assert [place for place in places if not place.startswith("7:")] == ["1:6", "2:46", "5:8", "8:5"]


def test_code_in_an_f_string_is_text_only_before_python_312() -> None:
    assert [line.split()[0] for line in found(PYTHON, "lab/user.py")].count("7:2") == (sys.version_info < (3, 12))


@pytest.mark.parametrize("text", ["pkg.apis.agents.agents (", "if:\n  x\n pkg.apis.agents.agents"])
def test_python_without_tokens_counts_as_text(text: str) -> None:
    assert len(found(text, "lab/user.py")) == 1


def test_binary_and_huge_files_are_skipped() -> None:
    assert found(b"pkg.apis.agents.agents\0") == []
    padding = b" " * (MAX_BYTES - len("pkg.apis.agents.agents"))
    assert len(found(b"pkg.apis.agents.agents" + padding)) == 1
    assert found(b"pkg.apis.agents.agents " + padding) == []


def test_other_encodings_do_no_harm() -> None:
    assert found("é pkg.apis.agents.agents".encode("latin-1")) == [f"1:3 `pkg.apis.agents.agents` {AGENTS}"]
    assert found("# é\nx = 'pkg.apis.agents.agents'".encode("latin-1"), "lab/user.py") == [
        f"2:6 `pkg.apis.agents.agents` {AGENTS}"
    ]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MAX_FINDINGS, f"20:1 `pkg.apis.agents.agents` {AGENTS}"),
        (MAX_FINDINGS + 1, "21:1 1 more of moved modules here"),
        (MAX_FINDINGS + 9, "21:1 9 more of moved modules here"),
    ],
)
def test_at_most_twenty(count: int, last: str) -> None:
    lines = found("pkg.apis.agents.agents\n" * count)
    assert len(lines) == min(count, MAX_FINDINGS + 1)
    assert lines[-1] == last
