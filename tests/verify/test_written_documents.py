"""The documents that a program of the tree writes, before and after."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from archive_documents import STABILITIES, archive, migrated

from llama_router_codemod.contract.published_elsewhere import PublishedElsewhere
from llama_router_codemod.contract.request_model_name import TakenModelName
from llama_router_codemod.migrate.plan import plan_migration
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.model.place import Place
from llama_router_codemod.tree.checkout import Checkout
from llama_router_codemod.verify.explain import Explanations
from llama_router_codemod.verify.result import Check, DocumentResult
from llama_router_codemod.verify.sources import Source
from llama_router_codemod.verify.written_documents import WrittenDocuments, compare_documents, written_documents

PYTHON = Path(sys.executable)
PROGRAM = (
    "import json, sys, pathlib, shop\nprint('noise')\npathlib.Path(sys.argv[1], 'a.json').write_text(json.dumps({}))\n"
)
NONE = Explanations(())


def source(root: Path, program: str | None = PROGRAM) -> Source:
    """A tree whose package stands in a folder of its own, with a program beside that folder."""
    (root / "src/shop").mkdir(parents=True)
    (root / "src/shop/__init__.py").touch()
    if program is not None:
        (root / "docs").mkdir()
        (root / "docs/write.py").write_text(program, encoding="utf-8")
    module = "docs.write" if program is not None else None
    return Source("tree", root / "src", "shop", root, root, documents=module)


def written(root: Path, program: str | None = PROGRAM, seconds: float = 60) -> WrittenDocuments:
    return written_documents(source(root / "tree", program), root / "home", PYTHON, seconds, root / "bytecode")


def compared(before: Any, after: Any) -> DocumentResult:
    (found,) = compare_documents(WrittenDocuments({"a.yaml": before}), WrittenDocuments({"a.yaml": after}), (), NONE)
    return found


def test_a_tree_without_a_program(tmp_path: Path) -> None:
    assert written(tmp_path, None) == WrittenDocuments()


def test_a_program_that_is_not_run(tmp_path: Path) -> None:
    tree = replace(source(tmp_path / "tree", None), fastapi_document=True)
    found = written_documents(tree, tmp_path / "home", PYTHON, 60, tmp_path / "bytecode")
    reason = "a program has FastAPI make them, and is not run: compare what it writes"
    assert found == WrittenDocuments(failure=reason)


def test_what_a_program_writes(tmp_path: Path) -> None:
    assert written(tmp_path, PROGRAM.replace("{}", "{'paths': [1]}")) == WrittenDocuments({"a.json": {"paths": [1]}})
    assert not list((tmp_path / "tree").rglob("__pycache__")), "the tree stays as it is"


@pytest.mark.parametrize(
    ("program", "failure"),
    [
        pytest.param("raise SystemExit('no library')", "no library", id="an exit"),
        pytest.param("import shop.missing", "ModuleNotFoundError: No module named 'shop.missing'", id="an error"),
        pytest.param("raise SystemExit(3)", "exit code 3", id="nothing is said"),
    ],
)
def test_a_program_that_fails(tmp_path: Path, program: str, failure: str) -> None:
    assert written(tmp_path, program) == WrittenDocuments(failure=f"the program does not run: {failure}")


def test_a_program_that_does_not_end(tmp_path: Path) -> None:
    found = written(tmp_path, "import time\ntime.sleep(600)\n", seconds=0.5)
    assert found == WrittenDocuments(failure="the program does not run: it takes more than 0 s")


def test_equal_documents() -> None:
    assert compared({"paths": {"/a": {}}}, {"paths": {"/a": {}}}) == DocumentResult(file="a.yaml")


def test_each_difference_with_its_place() -> None:
    found = compared({"info": {"title": "A"}, "tags": ["x"]}, {"info": {"title": "B"}, "tags": ["x"], "paths": {}})
    assert [(item.check, item.place, item.before, item.after, item.finding) for item in found.differences] == [
        (Check.PUBLISHED, "info / title", "A", "B", None),
        (Check.PUBLISHED, "paths", "not there", {}, None),
    ]


def test_a_model_of_another_name_and_what_else_differs_in_it() -> None:
    def document(name: str, kind: str) -> Any:
        return {"components": {"schemas": {name: {"properties": {"a": {"type": kind}}, "title": name}}}}

    named = Finding(Place(PurePosixPath("a.py"), 1), TakenModelName("AddRequest", "add", "AddRequestBody"))
    (result,) = compare_documents(
        WrittenDocuments({"a.yaml": document("AddRequest", "string")}),
        WrittenDocuments({"a.yaml": document("AddRequestBody", "integer")}),
        (),
        Explanations([named]),
    )
    assert [(item.place, item.before, item.after, item.finding) for item in result.differences] == [
        ("components / schemas / AddRequest", "AddRequest", "AddRequestBody", "LRC114"),
        ("components / schemas / AddRequest / properties / a / type", "string", "integer", None),
    ]


@pytest.mark.parametrize(("announced", "code"), [(["a", "b"], "LRC121"), (["a"], None)])
def test_a_body_that_went_needs_a_word_on_each_field(announced: list[str], code: str | None) -> None:
    place = Place(PurePosixPath("a.py"), 1)
    findings = [Finding(place, PublishedElsewhere(name, "query")) for name in announced]
    document: Any = {"components": {"schemas": {"AddRequest": {"properties": {"a": {}, "b": {}}}}}}
    (result,) = compare_documents(
        WrittenDocuments({"a.yaml": document}),
        WrittenDocuments({"a.yaml": {"components": {"schemas": {}}}}),
        (),
        Explanations(findings),
    )
    assert [item.finding for item in result.differences] == [code]


@pytest.mark.parametrize(("before", "after"), [({"a.yaml": {}}, {}), ({}, {"a.yaml": {}})])
def test_a_document_that_one_tree_writes(before: dict[str, Any], after: dict[str, Any]) -> None:
    (found,) = compare_documents(WrittenDocuments(before), WrittenDocuments(after), (), NONE)
    assert (found.file, len(found.differences)) == ("a.yaml", 1)


def test_a_program_that_does_not_run_any_more() -> None:
    before = WrittenDocuments({"a.yaml": {}, "b.yaml": {}})
    (found,) = compare_documents(before, WrittenDocuments(failure="it broke"), (), NONE)
    assert found.file == "a.yaml, b.yaml"
    assert [(item.before, item.after, item.finding) for item in found.differences] == [
        ("2 documents", "it broke", None)
    ]


def test_the_documents_of_a_migrated_tree_differ_as_announced(tmp_path: Path) -> None:
    before = archive(tmp_path / "before")
    findings = plan_migration(Checkout.open(before)).findings
    trees = before, migrated(archive(tmp_path / "after"))
    documents = [
        written_documents(
            Source("archive", tree, "archive", tree, tree, documents="docs.openapi_generator.generate"),
            tmp_path / f"home-{tree.name}",
            PYTHON,
            60,
            tmp_path / "bytecode",
        )
        for tree in trees
    ]
    assert set(documents[0].documents) == {f"{name}.json" for name in STABILITIES}
    results = compare_documents(documents[0], documents[1], (), Explanations(findings))
    found = [item for result in results for item in result.differences]
    assert {item.finding for item in found} == {"LRC307"}
    assert {json.dumps(item.after) for item in found} == {'"Where the letter was posted."'}
