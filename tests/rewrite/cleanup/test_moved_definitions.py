from textwrap import dedent

import pytest

from llama_router_codemod.rewrite.cleanup.moved_definitions import (
    DefinitionsStay,
    ModuleText,
    Moved,
    move_definitions,
)


def moved(source: str, target: str) -> Moved:
    return move_definitions(ModuleText("lab.server", dedent(source)), ModuleText("lab.shared", dedent(target)))


def test_nothing_is_imported() -> None:
    assert moved("def f(): ...\n", "import a\n") == Moved("def f(): ...\n", "import a\n")


def test_an_import_that_the_source_only_passes_on_stays() -> None:
    target = "from lab.server import loads\n"
    assert moved("from json import loads\n", target) == Moved("from json import loads\n", target)


@pytest.mark.parametrize(
    ("name", "names"),
    [("__name__", {"f"}), ("'lab.server'", {"f"}), ("'lab.shared'", set())],
    ids=["written alike", "that of the source", "another one"],
)
def test_a_logger_that_has_the_name_of_a_module(name: str, names: set[str]) -> None:
    source = "from lab.log import of\n\nlogger = of(__name__)\n\n\ndef f():\n    return logger\n"
    target = f"from lab.log import of\nfrom lab.server import f\n\nlogger = of({name})\n"
    assert moved(source, target).names == names


def test_definitions_move_with_what_they_use() -> None:
    found = moved(
        """\
        import json
        from . import codes
        from lab.log import get_logger

        logger = get_logger()
        LIMIT = 3


        # How an event is spelled.
        def spell(event):
            return json.dumps(event)[:LIMIT]


        def translate(error):
            logger.info(error)
            return codes.of(error)


        def serve():
            return translate(logger)
        """,
        """\
        import os

        from lab.log import get_logger
        from lab.server import spell, translate, untouched

        logger = get_logger()
        """,
    )
    assert found.names == {"spell", "translate", "LIMIT"}
    assert found.source == dedent("""\
        from lab.log import get_logger
        from lab.shared import translate

        logger = get_logger()


        def serve():
            return translate(logger)
        """)
    assert found.target == dedent("""\
        import os

        from lab.log import get_logger
        from lab.server import untouched
        import json
        from lab import codes

        logger = get_logger()
        LIMIT = 3


        # How an event is spelled.
        def spell(event):
            return json.dumps(event)[:LIMIT]


        def translate(error):
            logger.info(error)
            return codes.of(error)
        """)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param("import lab.codes\n", "import lab.codes\n", id="of the same module"),
        pytest.param("import lab.codes\n", "import lab.log\n", id="of another module"),
        pytest.param("import lab.codes\nimport lab.errors\n", "import lab.errors\n", id="of several"),
    ],
)
def test_modules_below_a_package(source: str, target: str) -> None:
    found = moved(
        f"{source}\n\ndef f():\n    return lab.codes.of(1)\n", f"{target}from lab.server import f\n\nprint(f)\n"
    )
    assert found.names == {"f"}
    assert set(found.target.splitlines()) >= {*source.splitlines(), *target.splitlines()}


F = "def f():\n    return X\n"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param(f"try:\n    from a import X\nexcept ImportError:\n    X = 1\n{F}", "X", id="an import in a try"),
        pytest.param(f"if a:\n    X = 1\nelse:\n    X = 2\n{F}", "X", id="a constant in an if"),
        pytest.param(f"X, Y = 1, 2\n{F}", "X", id="two constants in one statement"),
        pytest.param(f"X = Y = 1\n{F}", "X", id="one value for two constants"),
        pytest.param(f"X = 1\nX = 2\n{F}", "X", id="a constant that changes"),
        pytest.param(f"X = 1\n{F}def g():\n    global X\n    X = 2\n", "X", id="a constant that a function changes"),
        pytest.param(f"for X in (1, 2): pass\n{F}", "X", id="the variable of a loop"),
        pytest.param(f"from a import X\nX = X + 1\n{F}", "X", id="an import that is changed"),
        pytest.param(f"from a import X\nfrom b import X\n{F}", "X", id="two imports of one name"),
        pytest.param("from a import *\ndef f():\n    return X\n", "X", id="perhaps of a star import"),
        pytest.param("def f():\n    return __file__\n", "__file__", id="the module's own path"),
        pytest.param(f"from b import Z as X\n{F}", "X", id="an import of another name that the target has"),
        pytest.param(
            "def other():\n    return 2\n\n\ndef f():\n    return other()\n",
            "other",
            id="a definition with other words",
        ),
    ],
)
def test_what_would_not_mean_the_same_stays(source: str, name: str) -> None:
    target = "from c import X\nfrom lab.server import f\n\n\ndef other():\n    return 1\n\n\nprint(f, X)\n"
    if "b import Z" not in source:
        target = target.replace("from c import X\n", "").replace(", X", "")
    found = moved(source, target)
    assert (found.source, found.target, found.names) == (source, target, frozenset())
    assert found.stay is not None
    assert found.stay.name == name
    assert "f" in found.stay.definitions


def test_all_stay_where_one_does() -> None:
    source = "X, Y = 1, 2\n\n\ndef f():\n    return X\n\n\ndef g():\n    return 1\n"
    found = moved(source, "from lab.server import f, g\n")
    assert found.stay == DefinitionsStay(("X", "Y", "f", "g"), "X")
    assert found.source == source
