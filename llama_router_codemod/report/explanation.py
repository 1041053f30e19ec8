"""What a finding means, and an example of it: the file of its code in `explanations/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import resources

from llama_router_codemod.model.catalogue import CATALOGUE
from llama_router_codemod.model.errors import InputError

_CODE = re.compile(r"(?:LRC)?(\d{3})", re.IGNORECASE)


@dataclass(frozen=True)
class Explanation:
    """Why there is such a finding, and pieces of files, by path.

    Those `before` lead to it. Those `after` are what the migration makes of them; of a refusal, what a person does, and
    then nothing is refused.
    """

    why: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def code_of(text: str) -> str | None:
    """The code that someone means, also in small letters or without them; None for what the catalogue does not have."""
    match = _CODE.fullmatch(text)
    code = f"LRC{match[1]}" if match else ""
    return code if code in CATALOGUE else None


def unknown_code(text: str) -> InputError:
    """The error for a text that is neither a code nor a file, with the codes that are like it."""
    number = re.sub(r"\D", "", text)
    near = get_close_matches(f"LRC{number}" if number else text.upper(), CATALOGUE, n=3, cutoff=0.7)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"The codes are {min(CATALOGUE)} to {max(CATALOGUE)}."
    return InputError(f"{text}: no code of a finding, and no file", hint)


def explanation(code: str) -> Explanation:
    """The explanation of a code of the catalogue."""
    file = resources.files(__package__) / "explanations" / f"{code}.toml"
    return Explanation(**tomllib.loads(file.read_text(encoding="utf-8")))
