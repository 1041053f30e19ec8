"""LRC113: a raw request body is declared, which no method ever got."""

from pathlib import Path

from routed_methods import judged, method

from llama_router_codemod.contract.raw_body import raw_bodies


def test_no_raw_body(tmp_path: Path) -> None:
    methods = method("/a", "f(self)", "POST", ', level="v1", raw_bytes_request_body=False')
    assert judged(raw_bodies, tmp_path, methods) == []


def test_a_raw_body(tmp_path: Path) -> None:
    methods = method("/a", "f(self)", "POST", ', level="v1", raw_bytes_request_body=True')
    assert judged(raw_bodies, tmp_path, methods) == [("LRC113", 10, "`/v1/a`")]
