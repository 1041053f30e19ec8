from pathlib import Path, PurePosixPath

import pytest
from trees import tree

from llama_router_codemod.parse.subclass_files import files_subclassing


def test_files_subclassing(tmp_path: Path) -> None:
    checkout = tree(
        tmp_path,
        {
            "pkg/a.py": "class A(\n    Base,\n    x.Other,\n): ...\n",
            "pkg/b.py": "class Outer:\n    class B(Base[T]): ...\n",
            "pkg/c.py": "class Base: ...\ndef f(Base): ...\n",
            "pkg/d.py": "from pkg.c import (\n    Renamed as R,\n    Unused as U,\n)\n\n\nclass D(R): ...\n",
            "pkg/e.py": "import pkg.c\nAssigned: type = pkg.c.Thing  # a thing\nAgain = Assigned\n",
            "pkg/f.py": "class F[T](make(1), Again): ...\n",
        },
    ).checkout
    assert files_subclassing(checkout, "Thing") == [PurePosixPath("pkg/f.py")]
    assert files_subclassing(checkout, "Renamed") == [PurePosixPath("pkg/d.py")]
    assert files_subclassing(checkout, "Unused") == []
    assert files_subclassing(checkout, "Base") == [PurePosixPath("pkg/a.py"), PurePosixPath("pkg/b.py")]
    assert files_subclassing(checkout, "Other") == [PurePosixPath("pkg/a.py")]
    assert files_subclassing(checkout, "Nothing") == []


@pytest.mark.parametrize(
    "header", ["class  A(Base):", "class A (Base):", "class A[T] (Base) :", "class \\\n A \\\n (Base):"]
)
def test_however_a_header_is_spaced(tmp_path: Path, header: str) -> None:
    checkout = tree(tmp_path, {"pkg/a.py": f"{header} ...\n"}).checkout
    assert files_subclassing(checkout, "Base") == [PurePosixPath("pkg/a.py")]
