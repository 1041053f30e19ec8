"""The schema of the JSON report is a file of the package, and true."""

import json
from pathlib import Path

import pytest

import llama_router_codemod.verify.result
from llama_router_codemod.verify.result import VerifyResult

SCHEMA = Path(llama_router_codemod.verify.result.__file__).with_name("result.schema.json")


def test_schema_is_that_of_the_model(request: pytest.FixtureRequest) -> None:
    text = json.dumps(VerifyResult.model_json_schema(), indent=2) + "\n"
    if request.config.getoption("--update-goldens"):
        SCHEMA.write_text(text, encoding="utf-8")
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == json.loads(text)
