"""The names that generated code needs for itself, beside those that the code of the checkout brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from llama_router_codemod.generate.code import Code
from llama_router_codemod.source.import_set import Import

#: What stands in one package of a group is the same in the other.
_SAME = ({"typing", "typing_extensions"}, {"fastapi", "starlette"})


@dataclass(frozen=True)
class OwnNames:
    """Spellings for own names of a module; `taken` are the names of the checkout's code there, each with the module and
    the name that it is defined as."""

    taken: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def code(self, module: str, name: str) -> Code:
        """A name of a module, and the import that binds it: `Query`, or `FastapiQuery` where that is another one's."""
        spelled = self.spelled(module, name)
        return Code(spelled, frozenset({Import(module, name, None if spelled == name else spelled)}))

    def spelled(self, module: str, name: str) -> str:
        """How a name of a module is spelled: with its module before it where it is taken."""
        if name not in self.taken or _is_same(self.taken[name], (module, name)):
            return name
        origin = module.rpartition(".")[2]
        words = f"{origin}_{name}".split("_")
        is_class = name[:1].isupper()
        return self.local("".join(word[:1].upper() + word[1:] for word in words) if is_class else f"{origin}_{name}")

    def local(self, name: str) -> str:
        """A free name for what the module defines."""
        while name in self.taken:
            name += "_"
        return name


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    packages = {module.partition(".")[0] for module, _ in (one, other)}
    return one == other or (one[1] == other[1] and any(packages <= group for group in _SAME))
