"""What the files of a checkout will say, while a migration is planned: data that each step takes and gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from llama_router_codemod.migrate.purpose import Purpose
from llama_router_codemod.model.finding import Finding
from llama_router_codemod.source.encoding import read_text
from llama_router_codemod.tree.checkout import Checkout


@dataclass(frozen=True)
class FileDraft:
    """What one file will say, None if it goes away; `like` is the old file that a new one stems from."""

    text: str | None
    is_new: bool = False
    like: PurePosixPath | None = None

    @cached_property
    def content(self) -> bytes | None:
        """Its bytes: the same ones wherever they are asked for, so that nobody parses them twice."""
        return None if self.text is None else self.text.encode()


@dataclass(frozen=True)
class Draft:
    """The files that change, on top of the checkout, and what a person must know of the changes.

    `purposes` tell what each file was changed for, `purpose` what those are that change from here on.
    """

    checkout: Checkout
    files: Mapping[PurePosixPath, FileDraft] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    purposes: Mapping[PurePosixPath, tuple[Purpose, ...]] = field(default_factory=dict)
    purpose: Purpose | None = None

    def text(self, path: PurePosixPath) -> str:
        """What a file says so far. Raises KeyError when it goes away, or never was there."""
        if path not in self.files:
            return read_text(self.checkout.original(path), path)
        text = self.files[path].text
        if text is None:
            raise KeyError(path)
        return text

    def exists(self, path: PurePosixPath) -> bool:
        """Whether there will be such a file."""
        if path in self.files:
            return self.files[path].text is not None
        return self.checkout.has(path)

    def is_of_checkout(self, path: PurePosixPath) -> bool:
        """Whether a file stays, be it edited or not: it neither goes away nor is generated anew."""
        changed = self.files.get(path)
        return changed is None or (changed.text is not None and not changed.is_new)

    @cached_property
    def as_checkout(self) -> Checkout:
        """The checkout as it will be, to be read like any other."""
        return self.checkout.with_contents({path: item.content for path, item in self.files.items()})

    def created(self, files: Mapping[PurePosixPath, str], like: PurePosixPath | None = None) -> Draft:
        """The draft with generated files."""
        new = {path: FileDraft(text, is_new=True, like=like) for path, text in files.items()}
        return self._with(new)

    def deleted(self, path: PurePosixPath) -> Draft:
        """The draft without a file."""
        return self._with({path: FileDraft(None)})

    def edited(self, path: PurePosixPath, text: str) -> Draft:
        """The draft with another text of a file that is there; the same draft if it says that already."""
        if text == self.text(path):
            return self
        known = self.files.get(path, FileDraft(None))
        return self._with({path: replace(known, text=text)})

    def to(self, purpose: Purpose) -> Draft:
        """The draft whose next changes have a purpose."""
        return replace(self, purpose=purpose)

    def noted(self, findings: Iterable[Finding]) -> Draft:
        """The draft with more to be known."""
        more = tuple(findings)
        return replace(self, findings=(*self.findings, *more)) if more else self

    def _with(self, files: Mapping[PurePosixPath, FileDraft]) -> Draft:
        added = () if self.purpose is None else (self.purpose,)
        known = {path: self.purposes.get(path, ()) for path in files}
        purposes = {path: tuple(dict.fromkeys((*before, *added))) for path, before in known.items()}
        return replace(self, files={**self.files, **files}, purposes={**self.purposes, **purposes})
