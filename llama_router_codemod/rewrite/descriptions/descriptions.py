"""`:param` texts of class docstrings become `Field(description=...)`.

The legacy generator published the docstring texts and nothing else (llama_stack/strong_typing/schema.py:79-108);
pydantic, and with it FastAPI, publishes only what a Field says.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

import libcst as cst

from llama_router_codemod.model.finding import Finding
from llama_router_codemod.parse.symbols import Symbols
from llama_router_codemod.rewrite.descriptions.class_descriptions import describe_classes, with_classes
from llama_router_codemod.rewrite.descriptions.field_moves import ModuleSetting
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames
from llama_router_codemod.source.added_import import with_import
from llama_router_codemod.source.syntax import parse_source

_SOURCES = {"Field": "pydantic", "Annotated": "typing"}


@dataclass(frozen=True)
class DescribedModule:
    """A module's text after the move, and what a person must know about it."""

    text: str
    findings: tuple[Finding, ...] = ()


def move_descriptions(
    text: str, module: str, path: PurePosixPath, symbols: Symbols, docstring_wins: bool = True
) -> DescribedModule:
    """Move the field texts of a module's models and TypedDicts from their docstrings into `Field(description=...)`.

    `text` is what the module says now; `module` and `path` name it in the checkout that `symbols` reads, where the same
    classes are. All else in the text stays to the letter, except that `Field` and `Annotated` get imported. Where a
    field has two texts, the docstring's wins, or else the Field's. A text that cannot be moved stays where it is, with
    a finding. Raises InputError when the text does not parse.
    """
    names = ModuleNames(symbols, module, parse_source(text, path), path.name == "__init__.py")
    tree = cst.parse_module(text)
    setting = ModuleSetting(path, names, tree.default_newline, tree.default_indent, docstring_wins)
    changes = describe_classes(tree.body, symbols.tree(path).body, setting)
    findings = tuple(finding for change in changes for finding in change.findings)
    if all(change.node in tree.body for change in changes):
        return DescribedModule(text, findings)
    for change in changes:
        for name in sorted(change.needs):
            if names.is_foreign(name):
                reason = f"`{name}` has another meaning in the module; none of its texts is moved"
                return DescribedModule(text, (change.subject.unmoved(reason),))
    text = tree.with_changes(body=with_classes(tree.body, changes)).code
    for name in sorted({name for change in changes for name in change.needs}):
        if names.meaning(name) is None:
            text = with_import(text, _SOURCES[name], name)
    return DescribedModule(text, findings)
