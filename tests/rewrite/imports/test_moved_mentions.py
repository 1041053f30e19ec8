"""Names in texts that are certain get their new place; everything else stays, to the byte."""

from pathlib import PurePosixPath

import pytest
from moved_import_cases import MOVES

from llama_router_codemod.conventions.recordings import read_recording
from llama_router_codemod.rewrite.imports.mentions import mentions
from llama_router_codemod.rewrite.imports.moved_mentions import mentioned_names, rewrite_mentions

GUIDE, NOTEBOOK, PYTHON, JSON = map(PurePosixPath, ("docs/guide.md", "a.ipynb", "lab/user.py", "a.json"))


def rewritten(text: str, path: PurePosixPath = GUIDE, asked: tuple[str, ...] = ()) -> str:
    data = text.encode()
    recording = read_recording(path, data)
    after = rewrite_mentions(data, path, MOVES, recording, asked)
    assert rewrite_mentions(after, path, MOVES, recording, asked) == after
    return after.decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pkg.apis.agents.agents",
        "pkg.apis.agents.agents.",
        "pkg.apis.agents.agents.unknown",
        "pkg.apis.agents.agents.Agent2",
        "pkg.apis.agents.agents.Lost",
        "pkg.apis.agents.agents.Round",
        "my.pkg.apis.agents.agents.Agent",
        "xpkg.apis.agents.agents.Agent",
        "pkg.apis.agents.agents_.Agent",
        "pkg/apis/agents/agents.py",
        "pkg.apis.agents.models.Agent",
        "pkg.apis.models.models.Model",
        "from pkg.apis.agents.agents import Agent, Agents\n",
        "from pkg.apis.agents.agents import Agent, unknown\n",
        "from pkg.apis.agents.agents import Settings\n",
        "from pkg.apis.agents.agents import (Agent)\n",
        "from pkg.apis.agents.agents import Agent as A\n",
        "from pkg.apis.agents.agents import *\n",
        "from pkg.apis.models.models import Model\n",
    ],
)
@pytest.mark.parametrize("path", [GUIDE, NOTEBOOK])
def test_not_certain(text: str, path: PurePosixPath) -> None:
    assert rewritten(text, path) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pkg.apis.agents.agents.Agent", "pkg.apis.agents.models.Agent"),
        ("é:\r\n`pkg.apis.agents.agents.Agents`.\r\n", "é:\r\n`pkg.apis.agents.service.Agents`.\r\n"),
        ("pkg.apis.agents.agents.Agents.find_all", "pkg.apis.agents.service.Agents.find_all"),
        ("pkg.apis.models.models.Models", "pkg.apis.models.service.Models"),
        ("pkg.apis.agents.agents.Settings", "pkg.apis.eval.models.EvalConfig"),
        ("pkg.apis.agents.agents.Order", "pkg.apis.common.order.Order"),
        ("!!python/object:pkg.apis.agents.agents.Agent {}", "!!python/object:pkg.apis.agents.models.Agent {}"),
        ("\ufeffpkg.apis.agents.agents.Agent", "\ufeffpkg.apis.agents.models.Agent"),
        (
            "pkg.apis.agents.agents.Agent pkg.apis.agents.agents pkg.apis.eval.eval.Eval",
            "pkg.apis.agents.models.Agent pkg.apis.agents.agents pkg.apis.eval.service.Eval",
        ),
        ("from pkg.apis.agents.agents import Agent", "from pkg.apis.agents.models import Agent"),
        (
            "from pkg.apis.agents.agents import Agents,  AgentStore  # x",
            "from pkg.apis.agents.service import Agents,  AgentStore  # x",
        ),
        ("from pkg.apis.models.models import Models\r\n", "from pkg.apis.models.service import Models\r\n"),
        (
            '"from pkg.apis.agents.agents import Agent\\n",\n',
            '"from pkg.apis.agents.models import Agent\\n",\n',
        ),
    ],
)
def test_certain(text: str, expected: str) -> None:
    assert rewritten(text) == expected
    assert rewritten(text, NOTEBOOK) == expected
    assert mentions(expected.replace("pkg.apis.agents.agents ", "").encode(), GUIDE, MOVES) == []


@pytest.mark.parametrize("name", ["CHANGELOG.md", "docs/release_notes.mdx", "History.rst"])
def test_what_tells_of_the_past(name: str) -> None:
    assert rewritten("pkg.apis.agents.agents.Agent", PurePosixPath(name)) == "pkg.apis.agents.agents.Agent"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# pkg.apis.agents.agents.Agent\n", "# pkg.apis.agents.models.Agent\n"),
        ("x = 'pkg.apis.agents.agents.Agent'\n", "x = 'pkg.apis.agents.models.Agent'\n"),
        ('"""\n:class:`pkg.apis.agents.agents.Agents`"""\n', '"""\n:class:`pkg.apis.agents.service.Agents`"""\n'),
        ("patch('pkg.apis.agents.agents.Agents.find')\n", "patch('pkg.apis.agents.service.Agents.find')\n"),
        ("call('pkg.apis.agents.agents.Agents')\n", "call('pkg.apis.agents.service.Agents')\n"),
        ("x = f'pkg.apis.agents.agents.Agent {y}'\n", "x = f'pkg.apis.agents.models.Agent {y}'\n"),
    ],
)
def test_strings_and_comments(text: str, expected: str) -> None:
    assert rewritten(text, PYTHON) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = pkg.apis.agents.agents.Agent\n", id="code"),
        pytest.param("x = f'{pkg.apis.agents.agents}.Agent'\n", id="code in a string"),
        pytest.param("mock.patch('pkg.apis.agents.agents.Agents')\n", id="patch"),
        pytest.param('patch(\n    "pkg.apis.agents.agents.Agents",\n)\n', id="patch on the next line"),
        pytest.param("monkeypatch.setattr('pkg.apis.agents.agents.MAX_TURNS', 1)\n", id="setattr"),
        pytest.param("x = 'pkg.apis.agents.agents.Order'\n", id="a name that the module imported"),
    ],
)
def test_python_that_is_not_certain(text: str) -> None:
    assert rewritten(text, PYTHON) == text


def test_a_name_that_a_request_contains_stays_in_python() -> None:
    text = "x = 'pkg.apis.agents.agents.Agent'\n"
    assert rewritten(text, PYTHON, ("pkg.apis.agents.agents.Agent",)) == text
    assert rewritten(text, GUIDE, ("pkg.apis.agents.agents.Agent",)) != text
    assert rewritten(text, PYTHON, ("pkg.apis.agents.agents.Agents",)) != text


ANSWER = '{{"request": {}, "response": [{{"__type__": "{}", "__data__": "{}"}}]}}'
OLD, NEW = "pkg.apis.agents.agents.Agent", "pkg.apis.agents.models.Agent"


def test_the_types_of_a_recorded_answer() -> None:
    text = ANSWER.format('"pkg.apis.agents.agents"', OLD, "text")
    assert rewritten(text, JSON) == ANSWER.format('"pkg.apis.agents.agents"', NEW, "text")


def test_what_was_answered_stays() -> None:
    assert rewritten(ANSWER.format("1", OLD, OLD), JSON) == ANSWER.format("1", NEW, OLD)


def test_a_recording_whose_request_has_such_a_name() -> None:
    text = ANSWER.format(f'{{"__type__": "{OLD}"}}', OLD, "text")
    assert rewritten(text, JSON) == text


def test_other_json() -> None:
    assert rewritten(f'{{"a": "{OLD}"}}', JSON) == f'{{"a": "{NEW}"}}'


def test_mentioned_names() -> None:
    text = f"{OLD} pkg.apis.agents.agents from pkg.apis.eval.eval import Eval {OLD}s.x"
    assert mentioned_names(text.encode(), MOVES) == {OLD, f"{OLD}s"}
    assert mentioned_names(b"", MOVES) == frozenset()
