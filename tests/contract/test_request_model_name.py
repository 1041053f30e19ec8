"""LRC114: a request model cannot have its published name."""

from dataclasses import replace
from pathlib import Path

import pytest
from routed_methods import method, routed
from trees import told

from llama_router_codemod.contract.request_model_name import request_model_name, with_free_model_names


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("list", "ListRequest"),
        ("create_batch", "CreateBatchRequest"),
        ("openai_update_vector_store", "OpenaiUpdateVectorStoreRequest"),
        ("query_v2", "QueryV2Request"),
        ("getURL", "GeturlRequest"),
    ],
)
def test_the_published_name(name: str, published: str) -> None:
    assert request_model_name(name) == published


METHODS = method("/a", "find(self, x: int)") + method("/b", "make(self, x: int)", "POST") + method("/c", "no(self)")


@pytest.mark.parametrize("taken", [(), ("NoRequest",)], ids=["nothing", "one that needs no model"])
def test_free_names(tmp_path: Path, taken: tuple[str, ...]) -> None:
    _, _, operations = routed(tmp_path, METHODS)
    assert with_free_model_names(operations, taken) == (operations, ())


def test_taken_names(tmp_path: Path) -> None:
    _, _, operations = routed(tmp_path, METHODS)
    find, make, no = operations
    taken = {"FindRequest", "MakeRequest", "MakeRequestBody", "NoRequest"}
    renamed, findings = with_free_model_names(operations, taken)
    assert renamed == (
        replace(find, request_model="FindRequestQuery"),
        replace(make, request_model="MakeRequestBodyBody"),
        no,
    )
    assert told(findings) == [
        ("LRC114", 11, "`FindRequest` is taken, `find` has `FindRequestQuery`"),
        ("LRC114", 13, "`MakeRequest` is taken, `make` has `MakeRequestBodyBody`"),
    ]


def test_two_methods_with_one_name(tmp_path: Path) -> None:
    _, _, operations = routed(tmp_path, method("/a", "f_x(self, a: int)") + method("/b", "f_X(self, b: int)"))
    renamed, findings = with_free_model_names(operations, ())
    assert [item.request_model for item in renamed] == ["FXRequest", "FXRequestQuery"]
    assert told(findings) == [("LRC114", 13, "`FXRequest` is taken, `f_X` has `FXRequestQuery`")]
