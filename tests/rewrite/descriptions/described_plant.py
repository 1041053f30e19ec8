"""One class called Plant in a module, as `move_descriptions` sees it."""

import ast
from pathlib import Path, PurePosixPath

import libcst as cst
from tiny_checkout import tiny_checkout

from llama_router_codemod.rewrite.descriptions.described_class import DescribedClass, described_classes
from llama_router_codemod.rewrite.descriptions.module_names import ModuleNames


def plant(root: Path, text: str) -> tuple[DescribedClass, cst.ClassDef]:
    """The class and its statement; the module begins with an import of what pydantic has."""
    source = f"from pydantic import BaseModel, Field\n\n\n{text}"
    path = PurePosixPath("garden/plants.py")
    symbols = tiny_checkout(root, {str(path): source})
    names = ModuleNames(symbols, "garden.plants", ast.parse(source), is_package=False)
    found = described_classes(cst.parse_module(source), symbols.tree(path), names, path)
    return next((described, node) for node, described in found.items() if described.name == "Plant")
