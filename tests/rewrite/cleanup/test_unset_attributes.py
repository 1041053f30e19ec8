from textwrap import dedent, indent

import pytest
from rewrites import check_rewrite

from llama_router_codemod.rewrite.cleanup.unset_attributes import without_unset

ATTRIBUTES = {"__webmethod__", "__webmethods__"}


def rewritten(text: str) -> str:
    return without_unset(text, ATTRIBUTES, lambda name: name == "close")


@pytest.mark.parametrize(
    "code",
    [
        pytest.param('if hasattr(method, "__name__"): use(method)', id="another attribute"),
        pytest.param('if hasattr(load(method), "__webmethod__"): use(method)', id="something happens there"),
        pytest.param('if load(method) and hasattr(method, "__webmethod__"): use(method)', id="before it, too"),
        pytest.param('if not hasattr(method, "__webmethod__"): use(method)', id="the opposite"),
        pytest.param('if method or hasattr(method, "__webmethod__"): use(method)', id="or something else"),
        pytest.param('if getattr(method, "__webmethod__", other): use(method)', id="another default"),
        pytest.param('if getattr(method, "__webmethod__"): use(method)', id="no default"),
        pytest.param('found = hasattr(method, "__webmethod__")', id="no question of an if"),
        pytest.param("for item in method.__webmethods__: use(item)", id="read as it is"),
        pytest.param('while hasattr(method, "__webmethod__"): use(method)', id="another statement"),
    ],
)
def test_what_is_not_decided_stays(code: str) -> None:
    text = f"def f(method):\n    {code}\n    return 1\n"
    assert rewritten(text) == text


CASES = {
    "an if": (
        """\
        def f(method):
            # only routes
            if hasattr(method, "__webmethod__"):
                use(method)
            return 1  # always
        """,
        """\
        def f(method):
            return 1  # always
        """,
    ),
    "its else": (
        """\
        def f(method):
            # which
            if method and getattr(method, "__webmethods__", []):
                return 1
            else:
                # this
                return 2
        """,
        """\
        def f(method):
            # which
            # this
            return 2
        """,
    ),
    "a loop": (
        """\
        def f(method):
            for item in getattr(method, "__webmethods__", ()):
                use(item)
            return 1
        """,
        """\
        def f(method):
            return 1
        """,
    ),
    "loops that do nothing without it, and names that these read": (
        """\
        def f(protocols, key):
            groups = {Group.tools: Tools}
            others = {Group.tools: Tools}
            if key == Api.tools:
                for group, protocol in groups.items():
                    methods = inspect.getmembers(protocol)
                    for name, method in methods:
                        if inspect.isfunction(method) and hasattr(method, "__webmethod__"):
                            use(name)
            return others
        """,
        """\
        def f(protocols, key):
            others = {Group.tools: Tools}
            return others
        """,
    ),
    "what is always empty then": (
        """\
        def f(protocol):
            missing = []
            for method in protocol.values():
                if hasattr(method, "__webmethod__"):
                    missing.append(method)
            if missing:
                raise ValueError(f"not there: {missing}")
            return protocol
        """,
        """\
        def f(protocol):
            return protocol
        """,
    ),
    "methods that nothing calls then": (
        """\
        def client(protocol):
            class Client:
                async def close(self):
                    pass

                async def call(self, name):
                    return await self._send(name)

                async def _send(self, name):
                    return method

            for name, method in inspect.getmembers(protocol):
                if hasattr(method, "__webmethod__"):

                    async def called(self, name=name):
                        self.close()
                        return await self.call(name)

                    setattr(Client, name, called)
            return Client
        """,
        """\
        def client(protocol):
            class Client:
                async def close(self):
                    pass
            return Client
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_it_decides_goes(case: str) -> None:
    before, after = map(dedent, CASES[case])
    assert rewritten(before) == after
    assert rewritten(after) == after


def test_the_rest_of_a_module_stays() -> None:
    before = 'def f(method):  # asks\n    if hasattr(method, "__webmethod__"):\n        use()\n    return 1\n'
    after = "def f(method):  # asks\n    return 1\n"
    rest = "# above\nimport inspect\n\n\nclass Other:  # beside\n    x = 1\n"
    assert rewritten(f"{rest}\n\n{before}") == f"{rest}\n\n{after}"
    check_rewrite(rewritten, rest, rest)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            """\
            missing = []
            for method in protocol.values():
                if hasattr(method, "__webmethod__"):
                    missing.append(method)
            if missing:
                raise ValueError(missing)
            """,
            id="a check of which nothing is left",
        ),
        pytest.param(
            """\
            for method in protocol.values():
                if hasattr(method, "__webmethod__"):
                    use(method)
            return method
            """,
            id="a name that is read behind",
        ),
        pytest.param(
            """\
            for method in load(protocol):
                if hasattr(method, "__webmethod__"):
                    use(method)
            return 1
            """,
            id="a loop over what is loaded",
        ),
    ],
)
def test_what_is_not_whole_without_it_stays(body: str) -> None:
    text = f'def f(protocol):\n    """Look."""\n{indent(dedent(body), "    ")}'
    assert rewritten(text) == text


def test_a_global_name_stays() -> None:
    start = "def f(protocol):\n    global last\n    last = protocol\n"
    assert rewritten(f'{start}    if hasattr(protocol, "__webmethod__"):\n        use(last)\n') == start


def test_a_method_that_another_statement_calls_stays() -> None:
    start = "def f(protocol):\n    class Client:\n        def send(self):\n            pass\n"
    question = '    if hasattr(protocol, "__webmethod__"):\n        Client().send()\n'
    end = "    return Client\n\n\ndef close(client):\n    client.send()\n"
    assert rewritten(start + question + end) == start + end


@pytest.mark.parametrize(
    ("bases", "name"),
    [
        pytest.param("", "__enter__", id="Python calls it"),
        pytest.param("", "close", id="another file does"),
        pytest.param("(Base)", "open", id="a base may"),
    ],
)
def test_other_methods_stay(bases: str, name: str) -> None:
    start = f"def f(protocol):\n    class Client{bases}:\n        def {name}(self):\n            pass\n"
    question = f'    if hasattr(protocol, "__webmethod__"):\n        Client().{name}()\n'
    assert rewritten(f"{start}{question}    return Client\n") == f"{start}    return Client\n"
