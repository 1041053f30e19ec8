"""`from` imports that stand together: which of them take the names of others."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

    from llama_router_codemod.source.from_import import FromImport, Member

#: Only statements with the same source and comments behind them are joined.
_Kind = tuple[str, tuple[str, ...], tuple[str, ...]]


@dataclass
class _Place:
    """A statement that stands where `owner` stood, and the names that joined it since."""

    owner: ast.ImportFrom
    said: FromImport
    joined: list[Member]
    known: set[str]


@dataclass
class Neighbours:
    """The statements of a run of imports, in the order in which they are placed.

    Every statement is compared with two others at most, however many there are: the first that has its first name, and
    the first of its kind that has names without `as`.
    """

    _places: list[_Place] = field(default_factory=list)
    _with_name: dict[tuple[_Kind, str], _Place] = field(default_factory=dict)
    _with_plain_names: dict[_Kind, _Place] = field(default_factory=dict)

    def place(self, owner: ast.ImportFrom, statement: FromImport) -> None:
        """Have a statement at the place of `owner`, behind those that are there."""
        place = _Place(owner, statement, [], {str(member) for member in statement.members})
        self._places.append(place)
        for name in place.known:
            self._with_name.setdefault((_kind(statement), name), place)
        if statement.has_plain_names:
            self._with_plain_names.setdefault(_kind(statement), place)

    def take(self, statement: FromImport) -> bool:
        """Have the names of a statement in another one; whether that is trivial (`FromImport.joined`)."""
        kind = _kind(statement)
        first_name = str(statement.members[0])
        for place in (self._with_name.get((kind, first_name)), self._with_plain_names.get(kind)):
            members = place.said.joining(statement, place.known) if place is not None else None
            if place is not None and members is not None:
                place.joined += members
                for name in map(str, members):
                    place.known.add(name)
                    self._with_name.setdefault((kind, name), place)
                return True
        return False

    def by_owner(self) -> dict[ast.ImportFrom, list[FromImport]]:
        """What stands at the place of each old statement."""
        statements: dict[ast.ImportFrom, list[FromImport]] = {}
        for place in self._places:
            said = replace(place.said, members=(*place.said.members, *place.joined)) if place.joined else place.said
            statements.setdefault(place.owner, []).append(said)
        return statements


def _kind(statement: FromImport) -> _Kind:
    return statement.source, statement.head, statement.tail
