"""Docstring text to its parts, by the rules of the legacy generator.

The published OpenAPI text came from `llama_stack/strong_typing/docstring.py:233-302` (llama-stack 0.2.23 to 0.3.5), so
these functions follow that file's rules, not the ReST standard. docstring_parser is not used: it keeps line breaks in a
summary and in field text, counts `:arg x:` and `:param int x:` as parameters (the legacy parser drops both) and
refuses a whole docstring for one field without a second colon.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from inspect import cleandoc

_FIELD_START = re.compile(r"^(?=:)", re.MULTILINE)


@dataclass(frozen=True)
class Docstring:
    """The parts of one docstring.

    `short` and `long` are the description's first paragraph (on one line) and the rest (layout kept). `params` and
    `raises` are in the order of the text, a later duplicate wins. `returns` is "" for a field without text and None for
    no field. `unparsed` holds the fields that the legacy parser dropped (`:cvar x:`, `:id:`, `:param int x:`) or choked
    on (no second colon), each as written.
    """

    short: str | None = None
    long: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    returns: str | None = None
    raises: Mapping[str, str] = field(default_factory=dict)
    unparsed: tuple[str, ...] = ()


def parse_docstring(text: str) -> Docstring:
    """Split the value of a docstring (indented or not) as the legacy parser did; never raises."""
    description, fields = _split(text)
    first, _, rest = description.partition("\n\n")
    params: dict[str, str] = {}
    raises: dict[str, str] = {}
    returns: str | None = None
    unparsed: list[str] = []
    for chunk in fields:
        match _words_and_text(chunk):
            case ["param", name], field_text:
                params[name] = field_text
            case ["raise" | "raises", name], field_text:
                raises[name] = field_text
            case ["return" | "returns"], field_text:
                returns = field_text
            case _:
                unparsed.append(chunk.rstrip())
    return Docstring(
        short=first.strip().replace("\n", " ") or None,
        long=rest.strip() or None,
        params=params,
        returns=returns,
        raises=raises,
        unparsed=tuple(unparsed),
    )


def operation_description(doc: Docstring) -> str | None:
    """The `description` that the legacy generator published for an operation or a model; None if there is no text.

    The summary is its first line: `docs/openapi_generator/pyopenapi/generator.py:909-915` and
    `llama_stack/strong_typing/schema.py:122` join both parts with one line break.
    """
    return "\n".join(part for part in (doc.short, doc.long) if part) or None


def whole_description(text: str) -> str | None:
    """The description of a docstring as it stands, down to its first field; None if there is no text."""
    return _split(text)[0].strip() or None


def strip_fields(text: str, drop_params: Collection[str], drop_returns: bool) -> str | None:
    """The docstring value without the `:param` fields named in `drop_params` and, on request, without `:returns:`.

    A field reaches to the next line that starts with a colon, as in the legacy parser, and goes as a whole. All else
    stays in order and to the letter. The result is dedented and has no blank line at either end, except that it starts
    with a line break where inspect.cleandoc would otherwise eat indentation that the text has of its own. `text` itself
    comes back if there is nothing to drop, None if no text is left.
    """
    description, fields = _split(text)
    kept = [chunk for chunk in fields if not _is_dropped(chunk, drop_params, drop_returns)]
    remaining = (description + "".join(kept)).rstrip()
    if not remaining:
        return None
    if len(kept) == len(fields):
        return text
    dedented = cleandoc("\n" + remaining)
    return dedented if cleandoc(dedented) == dedented else "\n" + dedented


def _split(text: str) -> tuple[str, list[str]]:
    description, *fields = _FIELD_START.split(cleandoc(text))
    return description, fields


def _words_and_text(chunk: str) -> tuple[list[str], str] | None:
    words, colon, text = chunk.lstrip(":").partition(":")
    return (words.split(), " ".join(text.split())) if colon else None


def _is_dropped(chunk: str, drop_params: Collection[str], drop_returns: bool) -> bool:
    match _words_and_text(chunk):
        case ["param", name], _:
            return name in drop_params
        case ["return" | "returns"], _:
            return drop_returns
        case _:
            return False
