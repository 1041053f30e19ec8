"""What is not looked for in an operation before it is published, though it is in others of its verb.

The program asks a method what its topmost decorator declares: nothing where that is no verb, or one without checks. It
looks for the words `:returns:` and `:param`, with a text behind them or without (llama_stack 0.3.5,
docs/openapi_generator/pyopenapi/utility.py:219-295). A route has only the verb that it is served with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from llama_router_codemod.contract.served_path import served_path
from llama_router_codemod.contract.served_verb import served_verb
from llama_router_codemod.conventions.packages import pending_apis
from llama_router_codemod.conventions.published_checks import Check
from llama_router_codemod.model.api import Method
from llama_router_codemod.parse.docstrings import parse_docstring, whole_description
from llama_router_codemod.parse.symbols import Symbols

#: How a line of a description ends that is a sentence.
_SENTENCE_ENDS = tuple('.:{}[]()",')


def unchecked_operations(symbols: Symbols, checks: Mapping[str, tuple[Check, ...]]) -> dict[str, tuple[Check, ...]]:
    """By verb and path, what is not to be looked for in operations of the pending APIs, though it is in others of
    their verbs. `checks` tells by verb what the program looks for."""
    found: dict[str, tuple[Check, ...]] = {}
    for _, method, route in (item for api in pending_apis(symbols) for item in api.routes):
        verb = served_verb(route)
        asked = checks.get((method.routes[0].declared_verb or "").lower(), ())
        unasked = tuple(_newly_found(method, checks.get(verb.lower(), ()), asked))
        if unasked:
            found[f"{verb} {served_path(route)}"] = unasked
    return found


def _newly_found(method: Method, checks: tuple[Check, ...], asked: tuple[Check, ...]) -> Iterator[Check]:
    """Those of the checks of a route's verb that fail, perhaps, though the method was not asked, or passed."""
    docstring = method.docstring or ""
    texts = parse_docstring(docstring)
    for check in checks:
        is_asked = check in asked
        match check:
            case Check.NO_ANSWER_TEXT:
                is_found = not texts.returns and method.returns not in (None, "None")
                passed = ":returns:" in docstring
            case Check.NO_PARAMETER_TEXT:
                is_found = bool(method.parameters) and not any(map(texts.params.get, method.by_name))
                passed = ":param" in docstring
            case Check.NO_SENTENCE:
                lines = filter(None, map(str.strip, (whole_description(docstring) or "").splitlines()))
                is_found = not all(line.endswith(_SENTENCE_ENDS) for line in lines)
                passed = False
            case _:
                is_found, passed = True, False
        if is_found and (passed or not is_asked):
            yield check
