"""One more import: the text with it, then what ruff makes of it, then when one is added at all."""

import ast
from pathlib import Path, PurePosixPath

import pytest
from described import check

from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.tree.formatting import keep_style

JOINED = [
    pytest.param("from pydantic import BaseModel\n", "from pydantic import BaseModel, Field\n", id="one-line"),
    pytest.param("from pydantic import BaseModel", "from pydantic import BaseModel, Field", id="no-newline-at-the-end"),
    pytest.param(
        "from pydantic import BaseModel, Field\n", "from pydantic import BaseModel, Field\n", id="imported-already"
    ),
    pytest.param("from pydantic import (BaseModel)\n", "from pydantic import BaseModel, Field\n", id="in-parentheses"),
    pytest.param(
        "from pydantic import (\n    BaseModel,  # base\n    create_model,  # make\n    # end\n)\n",
        "from pydantic import (\n    BaseModel,  # base\n    create_model,  # make\n    # end\n    Field,\n)\n",
        id="one-name-a-line",
    ),
    pytest.param(
        "import os\n\nX = 1\nfrom pydantic import BaseModel\n",
        "import os\n\nX = 1\nfrom pydantic import BaseModel, Field\n",
        id="late",
    ),
]

NEW_LINE = [
    pytest.param("", "from pydantic import Field\n", id="empty"),
    pytest.param("# Licence\n", "# Licence\nfrom pydantic import Field\n", id="only-a-comment"),
    pytest.param("import os", "import os\nfrom pydantic import Field", id="no-newline-at-the-end"),
    pytest.param("import os\r\n", "import os\r\nfrom pydantic import Field\r\n", id="other-line-endings"),
    pytest.param(
        "from __future__ import annotations\n\nX = 1\n",
        "from __future__ import annotations\nfrom pydantic import Field\n\nX = 1\n",
        id="after-future",
    ),
    pytest.param('"""Doc."""\n\nX = 1\n', '"""Doc."""\n\nfrom pydantic import Field\n\nX = 1\n', id="after-docstring"),
    pytest.param(
        '"""Doc."""; import os; X = """\n"""\nY = 1\n',
        '"""Doc."""; import os; X = """\n"""\n\nfrom pydantic import Field\nY = 1\n',
        id="after-a-shared-line",
    ),
    pytest.param("# Licence\n\nX = 1\n", "# Licence\n\nfrom pydantic import Field\nX = 1\n", id="no-import"),
    pytest.param(
        "@final\nclass X: ...\n", "from pydantic import Field\n@final\nclass X: ...\n", id="above-a-decorator"
    ),
    pytest.param(
        "import os  # c\n\ntry:\n    import a\nexcept ImportError:\n    pass\nimport pydantic\n\nX = 1\nimport b\n",
        "import os  # c\n\ntry:\n    import a\nexcept ImportError:\n    pass\nimport pydantic\n"
        "from pydantic import Field\n\nX = 1\nimport b\n",
        id="after-the-leading-imports",
    ),
    pytest.param(
        "import os\nif os.name:\n    from pydantic import BaseModel\n",
        "import os\nfrom pydantic import Field\nif os.name:\n    from pydantic import BaseModel\n",
        id="not-inside-if",
    ),
    pytest.param("from pydantic import *\n", "from pydantic import *\nfrom pydantic import Field\n", id="star"),
    pytest.param(
        "from pydantic import BaseModel  # base\n",
        "from pydantic import BaseModel  # base\nfrom pydantic import Field\n",
        id="comment",
    ),
    pytest.param(
        "from .pydantic import BaseModel\n",
        "from .pydantic import BaseModel\nfrom pydantic import Field\n",
        id="relative",
    ),
    pytest.param(
        "import a\n\n\nasync def x(): ...\n\n\nfrom pydantic import BaseModel\n",
        "import a\nfrom pydantic import Field\n\n\nasync def x(): ...\n\n\nfrom pydantic import BaseModel\n",
        id="not-below-a-function",
    ),
]


@pytest.mark.parametrize(("before", "after"), [*JOINED, *NEW_LINE])
def test_with_import(before: str, after: str) -> None:
    assert with_import(before, "pydantic", "Field") == after
    ast.parse(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import os\n", "import os\nfrom pydantic import Field as Column\n"),
        ("from pydantic import BaseModel\n", "from pydantic import BaseModel\nfrom pydantic import Field as Column\n"),
    ],
)
def test_under_another_name(before: str, after: str) -> None:
    assert with_import(before, "pydantic", "Field", "Column") == after


SORTED = {
    "from pydantic import BaseModel, field_validator\n": "from pydantic import BaseModel, Field, field_validator\n",
    "from pydantic import validate_call\n": "from pydantic import Field, validate_call\n",
    "from pydantic import (\n    BaseModel,  # base\n    create_model,  # make\n)\n": (
        "from pydantic import (\n    BaseModel,  # base\n    Field,\n    create_model,  # make\n)\n"
    ),
    "from pydantic import (\n    create_model,\n)\n": ("from pydantic import (\n    Field,\n    create_model,\n)\n"),
    "from pydantic import BaseModel  # base\n": ("from pydantic import (\n    BaseModel,  # base\n    Field,\n)\n"),
    "from pydantic import *\n": "from pydantic import *\nfrom pydantic import Field\n",
    "import os\n\nX = 1\n": "import os\n\nfrom pydantic import Field\n\nX = 1\n",
    "import os\n\nimport zebra\n\nfrom .a import b\n": (
        "import os\n\nimport zebra\nfrom pydantic import Field\n\nfrom .a import b\n"
    ),
    "from __future__ import annotations\n": ("from __future__ import annotations\n\nfrom pydantic import Field\n"),
    "# Licence\n\nX = 1\n": "# Licence\n\nfrom pydantic import Field\n\nX = 1\n",
}


def test_where_ruff_sorts(tmp_path: Path) -> None:
    """The whole step, for files whose imports were sorted before."""
    paths = {text: PurePosixPath(f"{number}.py") for number, text in enumerate(SORTED)}
    before = {path: text for text, path in paths.items()}
    after = {path: with_import(text, "pydantic", "Field") for text, path in paths.items()}
    styled = keep_style(before, after, (), tmp_path)
    assert {text: styled[path] for text, path in paths.items()} == SORTED


BOUND = [
    pytest.param("from pydantic import BaseModel, Field\n", None, id="bound"),
    pytest.param(
        "from pydantic import BaseModel\nfrom pydantic.fields import Field\n", None, id="bound-from-a-submodule"
    ),
    pytest.param(
        "from pydantic import BaseModel\n\ntry:\n    from pydantic import Field\nexcept ImportError:\n    raise\n",
        None,
        id="bound-in-try",
    ),
    pytest.param("from .base import *\n", None, id="bound-by-a-star-import"),
    pytest.param(
        "import pydantic\nfrom pydantic import BaseModel\n",
        "import pydantic\nfrom pydantic import BaseModel, Field\n",
        id="module",
    ),
    pytest.param(
        "import typing\nfrom pydantic import BaseModel\n\nif typing.TYPE_CHECKING:\n    from pydantic import Field\n",
        "import typing\nfrom pydantic import BaseModel, Field\n\nif typing.TYPE_CHECKING:\n"
        "    from pydantic import Field\n",
        id="bound-for-type-checkers",
    ),
]


@pytest.mark.parametrize(("imports", "expected"), BOUND)
def test_import_is_added_only_when_needed(tmp_path: Path, imports: str, expected: str | None) -> None:
    base = {"base.py": "from pydantic import BaseModel, Field\n"}
    before = f'{imports}\n\nclass Bed(BaseModel):\n    """:param size: X"""\n\n    size: int\n'
    after = f'{expected or imports}\n\nclass Bed(BaseModel):\n    size: int = Field(..., description="X")\n'
    check(tmp_path, before, after, others=base)


def test_no_import_for_an_existing_call(tmp_path: Path) -> None:
    head = "import pydantic\n\n\nclass Bed(pydantic.BaseModel):\n"
    before = f'{head}    """:param size: X"""\n\n    size: int = pydantic.Field(1)\n'
    check(tmp_path, before, f'{head}    size: int = pydantic.Field(1, description="X")\n')


def test_both_names_of_a_typed_dict(tmp_path: Path) -> None:
    body = 'class Bed(TypedDict):\n    """A bed."""\n\n    size: '
    before = f"from typing import TypedDict\n\n\n{body}int\n".replace("bed.", "bed.\n\n    :param size: X\n    ")
    after = f"from typing import TypedDict, Annotated\nfrom pydantic import Field\n\n\n{body}"
    check(tmp_path, before, after + 'Annotated[int, Field(description="X")]\n')


def test_foreign_annotated(tmp_path: Path) -> None:
    head = "from typing import TypedDict\n\nfrom a import Annotated\n\n\n"
    text = head + 'class Bed(TypedDict):\n    """:param size: X"""\n\n    size: int\n'
    message = "`Bed`: `Annotated` has another meaning in the module; none of its texts is moved"
    check(tmp_path, text, text, [(6, "LRC204", message)])
