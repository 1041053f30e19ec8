import os

import pytest

from llama_router_codemod.model.encodable import encodable


@pytest.mark.parametrize("value", ["é \U0001f600 \n", 1, None, ["a"], {"a": 1}])
def test_what_can_be_encoded_stays(value: object) -> None:
    assert encodable(value) == value


def test_text_that_utf8_lacks() -> None:
    name = os.fsdecode(b"caf\xe9.py")
    assert encodable({name: [name, ("\ud800",)]}) == {r"caf\xe9.py": [r"caf\xe9.py", [r"\ud800"]]}
