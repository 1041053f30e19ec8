"""LRC114: a request model cannot have its published name."""

from dataclasses import replace
from pathlib import Path

import pytest
from routed_methods import method, routed
from trees import told

from llama_router_codemod.contract.request_model_name import (
    query_model_name,
    request_model_name,
    with_free_model_names,
)


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


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        pytest.param("openai_list_files", (), "OpenaiListFilesRequest", id="nothing known"),
        pytest.param("openai_list_files", ("ListOpenAIFileResponse",), "OpenAIListFilesRequest", id="inside a name"),
        pytest.param("list_openai", ("OpenAI",), "ListOpenAIRequest", id="a whole name"),
        pytest.param(
            "openai_list", ("Openaix", "myopenai", "XOpenAI", "OPENAI", "openai"), "OpenaiListRequest", id="other words"
        ),
        pytest.param("openai_list", ("OpenaiA", "OpenAIB", "OpenAIC"), "OpenAIListRequest", id="the usual spelling"),
        pytest.param("openai_list", ("OpenaiA", "OpenAIB"), "OpenAIListRequest", id="as often"),
        pytest.param("list__it_", ("List",), "ListItRequest", id="empty words"),
    ],
)
def test_the_name_of_a_query(name: str, known: tuple[str, ...], expected: str) -> None:
    assert query_model_name(name, known) == expected


def test_a_query_is_spelled_as_its_module_spells_it_and_a_body_as_it_was_published(tmp_path: Path) -> None:
    methods = method("/a", "openai_find(self, x: int)") + method("/b", "openai_make(self, x: int)", "POST")
    _, _, operations = routed(tmp_path, methods, "class OpenAIThing: ...\n")
    assert [item.request_model for item in operations] == ["OpenAIFindRequest", "OpenaiMakeRequest"]


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
