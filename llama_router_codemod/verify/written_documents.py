"""The published documents that the program of a tree writes: `docs/static/*.yaml` of llama-stack."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from llama_router_codemod.contract.request_model_name import TakenModelName
from llama_router_codemod.verify.change import DocumentChange
from llama_router_codemod.verify.difference import difference
from llama_router_codemod.verify.document_place import WrittenPlace
from llama_router_codemod.verify.json_difference import NOT_THERE, json_changes
from llama_router_codemod.verify.result import Check, Difference, DocumentResult
from llama_router_codemod.verify.written_fields import fields_that_went
from llama_router_codemod.verify.written_models import MODELS
from llama_router_codemod.verify.written_names import renamed_models, with_published_names
from llama_router_codemod.verify.written_owners import WrittenOwners

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llama_router_codemod.verify.explain import Explanations
    from llama_router_codemod.verify.messages.json_value import Json
    from llama_router_codemod.verify.messages.method import ServedMethod
    from llama_router_codemod.verify.sources import Source

_WRITER = Path(__file__).parent / "probe" / "written_documents.py"
_FAILS = "the program does not run"
_OF_FASTAPI = "a program has FastAPI make them, and is not run: compare what it writes"
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL")


@dataclass(frozen=True)
class WrittenDocuments:
    """The documents of a tree by the names of their files; `failure` tells why a program did not write them."""

    documents: Mapping[str, Json] = field(default_factory=dict)
    failure: str | None = None


def written_documents(source: Source, home: Path, python: Path, seconds: float, bytecode: Path) -> WrittenDocuments:
    """What the program of a tree writes into an empty directory; nothing for a tree that has no program, or one that is
    not known well enough to be run.

    `bytecode` is a file with what this interpreter has compiled; it need not be there.
    """
    if source.documents is None:
        return WrittenDocuments(failure=_OF_FASTAPI if source.fastapi_document else None)
    target = home / "documents"
    target.mkdir(parents=True)
    roots = [str(root) for root in dict.fromkeys((source.checkout, source.root, *source.beside))]
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ} | {"HOME": str(home)}
    try:
        done = subprocess.run(
            [str(python), "-I", str(_WRITER), source.documents, str(target), str(bytecode), *roots],
            cwd=source.checkout,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return WrittenDocuments(failure=f"{_FAILS}: it takes more than {seconds:.0f} s")
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return WrittenDocuments(failure=f"{_FAILS}: {lines[-1] if lines else f'exit code {done.returncode}'}")
    return WrittenDocuments(json.loads(done.stdout))


def compare_documents(
    before: WrittenDocuments, after: WrittenDocuments, methods: Sequence[ServedMethod], explanations: Explanations
) -> list[DocumentResult]:
    """A result for each document of the first tree, whose methods are given; for a program that fails in the second
    one, one in place of all."""
    if after.failure is not None:
        wrote = f"{len(before.documents)} documents"
        lost = Difference(check=Check.PUBLISHED, place="the program", before=wrote, after=after.failure)
        return [DocumentResult(file=", ".join(before.documents), differences=[lost])]
    results = []
    for file in dict.fromkeys((*before.documents, *after.documents)):
        old, new = before.documents.get(file, NOT_THERE), after.documents.get(file, NOT_THERE)
        owners = WrittenOwners(methods, old, new)
        names = renamed_models(old, new, explanations.renamed_models)
        found = [
            difference(DocumentChange(WrittenPlace((*MODELS, was)), was, now), TakenModelName.code)
            for was, now in names.items()
        ]
        for path, *values in json_changes(old, with_published_names(new, names) if names else new):
            change = DocumentChange(WrittenPlace(path), *values)
            parts = fields_that_went(change, old) or [change]
            codes = {explanations.code_of_any((None, *owners.of(path)), part) for part in parts}
            found.append(difference(change, codes.pop() if len(codes) == 1 else None))
        results.append(DocumentResult(file=file, differences=found))
    return results
