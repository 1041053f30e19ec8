import pytest

from llama_router_codemod.source.header import leading_comments, split_header

LICENCE = "# Copyright (c) Meta Platforms, Inc. and affiliates.\n# All rights reserved.\n"


@pytest.mark.parametrize(
    ("header", "shared", "own"),
    [
        pytest.param("", "", "", id="none"),
        pytest.param(LICENCE, LICENCE, "", id="licence"),
        pytest.param(f"{LICENCE}\n", f"{LICENCE}\n", "", id="licence-and-blank"),
        pytest.param("# ruff: noqa\n\n", "# ruff: noqa\n\n", "", id="instruction"),
        pytest.param(f"{LICENCE}\n# About X.\n", f"{LICENCE}\n", "# About X.\n", id="licence-and-note"),
        pytest.param(f"{LICENCE}\n# X.\n\n# Y.\n\n", f"{LICENCE}\n", "# X.\n\n# Y.\n\n", id="notes"),
        pytest.param("# About X.\n", "", "# About X.\n", id="note"),
        pytest.param(LICENCE * 2, LICENCE, "", id="licence-twice"),
        pytest.param(f"{LICENCE}\n{LICENCE}\n", f"{LICENCE}\n", "", id="licence-twice-with-a-blank-line"),
        pytest.param(f"{LICENCE * 3}\n# X.\n", f"{LICENCE}\n", "# X.\n", id="licence-three-times-and-note"),
        pytest.param(f"{LICENCE}\n\n{LICENCE}# X.\n", f"{LICENCE}# X.\n", "", id="licence-twice-and-more"),
        pytest.param("# noqa\n" * 50_000, "# noqa\n", "", id="one-line-very-often"),
        pytest.param(f"{LICENCE}# noqa\n", f"{LICENCE}# noqa\n", "", id="licence-and-instruction"),
        pytest.param(f"{LICENCE}# noqa\n{LICENCE}", f"{LICENCE}# noqa\n{LICENCE}", "", id="not-in-a-row"),
    ],
)
def test_split_header(header: str, shared: str, own: str) -> None:
    assert split_header(header) == (shared, own)


def test_leading_comments() -> None:
    assert leading_comments("import re\n# about re\n") == ""
    assert leading_comments(f"{LICENCE}\n# X.\nimport re\n# Y.\n") == f"{LICENCE}\n# X.\n"
    assert leading_comments("# only\n") == "# only\n"
    assert leading_comments("# one\x0cline\nimport re\n") == "# one\x0cline\n"
