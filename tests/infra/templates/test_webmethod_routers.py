"""The module that adds APIs with webmethods, at work: a half-migrated tree has the documents of the whole one.

More is in tests/migrate/test_published_document.py.
"""

from pathlib import Path
from typing import Any

import pytest
from archive_documents import archive, documents, migrated


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated(archive(tmp_path_factory.mktemp("half") / "tree"), "--api", "maps")


def test_a_text_of_a_docstring_comes_before_that_of_a_field(half: Path) -> None:
    letters = half / "archive/apis/letters/letters.py"
    text = letters.read_text(encoding="utf-8")
    letters.write_text(
        text.replace("    name: str\n", '    name: str = Field(description="Never read.")\n'), encoding="utf-8"
    )
    found: dict[str, Any] = documents(half)["stable"]
    letters.write_text(text, encoding="utf-8")
    sender = found["components"]["schemas"]["Letter"]["properties"]["sender"]
    assert sender["properties"]["name"]["description"] == "The name."
