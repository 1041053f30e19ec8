"""What the catalogue says of a kind of finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FindingKind:
    """One row of the catalogue.

    `message` is a template with the names of the facts; where these have a `reason`, there is a template for each. A
    list takes a format: `code` puts its items in backticks, `all` joins them with "and"; `literal` is for texts.
    """

    title: str
    advice: str
    message: str | Mapping[str, str]
