"""Small shapes of Protocols, one rule each: what is written of them, and what both servers answer.

After a deliberate change of the output, run `pytest tests/test_shape_fixtures.py --update-goldens` and read the
difference. The checkout around each is that of `harbour.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from harbour import BERTHS, MASTER, answers, harbour
from whole_trees import FIXTURES
from wire import migrated_copy, parsed

from llama_router_codemod.report.messages import message

SHAPES = sorted(path for path in (FIXTURES / "shapes").iterdir())
WRITTEN = ("models.py", "routes.py", "service.py")


def answered(tree: Path, requests: list[str]) -> str:
    """Each request, with the status of its answer on the next line, and the JSON of one that is no error."""
    found = zip(requests, answers(tree, *map(parsed, requests)), strict=True)
    return "".join(
        f"{request}\n    {status}{f' {json.dumps(body)}' if status < 300 else ''}\n"
        for request, (status, body) in found
    )


def store(directory: Path, texts: Mapping[str, str]) -> None:
    """Writes the files of a directory, and nothing else in it."""
    directory.mkdir(exist_ok=True)
    for path in directory.iterdir():
        path.unlink()
    for name, text in texts.items():
        (directory / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.name))
@pytest.mark.filterwarnings("ignore:Field name:UserWarning")
def test_shape(shape: Path, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in (shape / "before").iterdir()}
    old, new = harbour(tmp_path / "old", {BERTHS: sources["berths.py"], MASTER: sources["master.py"]}), tmp_path / "new"
    migration = migrated_copy(old, new)
    written = [(new / BERTHS).with_name(name) for name in WRITTEN]
    found = {path.name: path.read_text(encoding="utf-8") for path in written if path.exists()}
    told = [
        f"{item.code} {item.place.path.name}:{item.place.line}: {message(item.facts)}\n" for item in migration.findings
    ]
    found["findings.txt"] = "".join(sorted(told))
    requests = [line for line in (shape / "answers.txt").read_text(encoding="utf-8").splitlines() if line[0] != " "]
    if pytestconfig.getoption("update_goldens"):
        store(shape / "after", found)
        (shape / "answers.txt").write_text(answered(old, requests), encoding="utf-8")
    assert found == {path.name: path.read_text(encoding="utf-8") for path in (shape / "after").iterdir()}
    expected = (shape / "answers.txt").read_text(encoding="utf-8")
    assert [answered(tree, requests) for tree in (old, new)] == [expected, expected]
