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
    described = described_classes(symbols.tree(path), names, path)["Plant"]
    classes = (node for node in cst.parse_module(source).body if isinstance(node, cst.ClassDef))
    return described, next(node for node in classes if node.name.value == "Plant")
