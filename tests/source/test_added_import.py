from pathlib import Path

import libcst as cst
import pytest
from described import check

from llama_router_codemod.source.added_import import with_import

CASES = [
    pytest.param(
        "from pydantic import BaseModel, field_validator\n",
        "from pydantic import BaseModel, Field, field_validator\n",
        id="one-line",
    ),
    pytest.param("from pydantic import BaseModel\n", "from pydantic import BaseModel, Field\n", id="at-the-end"),
    pytest.param(
        "from pydantic import validate_call\n", "from pydantic import Field, validate_call\n", id="at-the-start"
    ),
    pytest.param(
        "from pydantic import (validate_call)\n", "from pydantic import (Field, validate_call)\n", id="in-parentheses"
    ),
    pytest.param(
        "from pydantic import (\n    BaseModel,  # base\n    create_model,  # make\n)\n",
        "from pydantic import (\n    BaseModel,  # base\n    Field,\n    create_model,  # make\n)\n",
        id="one-name-a-line",
    ),
    pytest.param(
        "from pydantic import (\n    create_model,\n)\n",
        "from pydantic import (\n    Field,\n    create_model,\n)\n",
        id="first-of-one-name-a-line",
    ),
    pytest.param(
        "from pydantic import (\n    BaseModel,  # base\n)\n",
        "from pydantic import (\n    BaseModel,  # base\n    Field,\n)\n",
        id="last-of-one-name-a-line",
    ),
    pytest.param(
        "from pydantic import (\n    BaseModel\n)\n",
        "from pydantic import (\n    BaseModel,\n    Field\n)\n",
        id="no-comma",
    ),
    pytest.param(
        "import os\n\nX = 1\nfrom pydantic import BaseModel\n",
        "import os\n\nX = 1\nfrom pydantic import BaseModel, Field\n",
        id="late",
    ),
    pytest.param(
        "from __future__ import annotations\n\nX = 1\n",
        "from __future__ import annotations\nfrom pydantic import Field\n\nX = 1\n",
        id="after-future",
    ),
    pytest.param('"""Doc."""\n\nX = 1\n', '"""Doc."""\n\nfrom pydantic import Field\n\nX = 1\n', id="after-docstring"),
    pytest.param("# Licence\n\nX = 1\n", "# Licence\n\nfrom pydantic import Field\nX = 1\n", id="no-import"),
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
        "from .pydantic import BaseModel\n",
        "from .pydantic import BaseModel\nfrom pydantic import Field\n",
        id="relative",
    ),
    pytest.param(
        "import a\n\n\nclass X: ...\n\n\nfrom pydantic import BaseModel\n",
        "import a\nfrom pydantic import Field\n\n\nclass X: ...\n\n\nfrom pydantic import BaseModel\n",
        id="not-below-a-class",
    ),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_with_import(before: str, after: str) -> None:
    assert with_import(cst.parse_module(before), "pydantic", "Field").code == after


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
    after = f"from typing import Annotated, TypedDict\nfrom pydantic import Field\n\n\n{body}"
    check(tmp_path, before, after + 'Annotated[int, Field(description="X")]\n')


def test_foreign_annotated(tmp_path: Path) -> None:
    head = "from typing import TypedDict\n\nfrom a import Annotated\n\n\n"
    text = head + 'class Bed(TypedDict):\n    """:param size: X"""\n\n    size: int\n'
    message = "`Bed`: `Annotated` has another meaning in the module; none of its texts is moved"
    check(tmp_path, text, text, [(6, "LRC204", message)])
