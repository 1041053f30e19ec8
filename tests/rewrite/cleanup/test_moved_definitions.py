from textwrap import dedent

from llama_router_codemod.rewrite.cleanup.moved_definitions import ModuleText, Moved, move_definitions


def moved(source: str, target: str) -> Moved:
    return move_definitions(ModuleText("lab.server", dedent(source)), ModuleText("lab.shared", dedent(target)))


def test_nothing_is_imported() -> None:
    assert moved("def f(): ...\n", "import a\n") == Moved("def f(): ...\n", "import a\n", frozenset())


def test_an_import_that_the_source_only_passes_on_stays() -> None:
    target = "from lab.server import loads\n"
    assert moved("from json import loads\n", target) == Moved("from json import loads\n", target, frozenset())


def test_definitions_move_with_what_they_use() -> None:
    found = moved(
        """\
        import json
        from . import codes
        from lab.log import get_logger as make

        logger = make()
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
        from lab.log import get_logger as make
        from lab.shared import translate

        logger = make()


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
