import pytest

from llama_router_codemod.rewrite.imports.unused import drop_unused_imports


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "", "", id="empty"),
        pytest.param("import a\n", "import a\n", "import a\n", id="never used"),
        pytest.param("import a\nx = a.b\n", "import a\nx = a.b\n", "import a\nx = a.b\n", id="still used"),
        pytest.param("import a\nx = a\n", "import a\n", "", id="no longer used"),
        pytest.param(
            '"""Docs."""\n\n# Why.\nfrom a import (\n    b,  # about b\n    c,\n)\n\n@c\ndef f(): ...\n# End.\n',
            '"""Docs."""\n\n# Why.\nfrom a import (\n    b,  # about b\n    c,\n)\n\ndef f(): ...\n# End.\n',
            '"""Docs."""\n\n# Why.\nfrom a import (\n    b,  # about b\n)\n\ndef f(): ...\n# End.\n',
            id="one of two names",
        ),
        pytest.param("import a, b\nprint(a)", "import a, b\nprint()", "import b\nprint()", id="no newline at the end"),
        pytest.param(
            "from a import *\nfrom b import c\nx = c\n",
            "from a import *\nfrom b import c\n",
            "from a import *\n",
            id="star",
        ),
        pytest.param(
            "try:\n    import a\nexcept ImportError:\n    a = None\nx = a\n",
            "try:\n    import a\nexcept ImportError:\n    a = None\n",
            "try:\n    import a\nexcept ImportError:\n    a = None\n",
            id="only plain imports",
        ),
        pytest.param('import json\nx = json\ny = "json"\n', 'import json\ny = "json"\n', 'y = "json"\n', id="a string"),
        pytest.param(
            'from a import B\nx = B\ny: "B"\n',
            'from a import B\ny: "B"\n',
            'from a import B\ny: "B"\n',
            id="a forward reference",
        ),
        pytest.param(
            "import os\n\n# Why.\nimport a\n\nx = a\n",
            "import os\n\n# Why.\nimport a\n",
            "import os\n",
            id="a comment above",
        ),
        pytest.param("# Licence\nimport a\nx = a\n", "# Licence\nimport a\n", "# Licence\n", id="the header stays"),
        pytest.param(
            "# Licence\n\nimport a\nimport b\n\nimport c\n\nx = a, b\n",
            "# Licence\n\nimport a\nimport b\n\nimport c\n",
            "# Licence\n\nimport c\n",
            id="the first ones",
        ),
        pytest.param(
            "if TYPE_CHECKING:\n    from a import B\n\nx: B\n",
            "if TYPE_CHECKING:\n    from a import B\n",
            "",
            id="a block",
        ),
        pytest.param(
            "if t.TYPE_CHECKING:\n    from a import B, C\n    import d\n\nx: B\ny: d.E\n",
            "if t.TYPE_CHECKING:\n    from a import B, C\n    import d\n",
            "if t.TYPE_CHECKING:\n    from a import C\n",
            id="a part of a block",
        ),
        pytest.param(
            "if TYPE_CHECKING:\n    from a import B\n    X = 1\ny: B\n",
            "if TYPE_CHECKING:\n    from a import B\n    X = 1\n",
            "if TYPE_CHECKING:\n    from a import B\n    X = 1\n",
            id="a block of more than imports",
        ),
        pytest.param("import a; import b\nx = a\n", "import a; import b\n", "import a; import b\n", id="a shared line"),
        pytest.param(
            "y = 1; z = 2;  # c\n# Why.\nimport a\nx = a\n",
            "y = 1; z = 2;  # c\n# Why.\nimport a\nx = 3\n",
            "y = 1; z = 2;  # c\n# Why.\nx = 3\n",
            id="below a shared line",
        ),
        pytest.param(
            "import a.b, c as d  # é\nx = a, d\n",
            "import a.b, c as d  # é\nx = d\n",
            "import c as d  # é\nx = d\n",
            id="a module",
        ),
        pytest.param(
            "from a import é as b, c  # d\nx = b, c\n",
            "from a import é as b, c  # d\nx = b\n",
            "from a import é as b  # d\nx = b\n",
            id="an alias",
        ),
    ],
)
def test_drop_unused_imports(before: str, after: str, expected: str) -> None:
    assert drop_unused_imports(before, after) == expected
