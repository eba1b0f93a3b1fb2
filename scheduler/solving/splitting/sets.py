"""Sets that grow together (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Sets(Generic[Name]):
    """Each name in a set of its own at first; sets are joined, and never come apart."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._parent = {name: name for name in names}
        self.count = len(self._parent)
        """How many sets there are."""

    def join(self, names: Iterable[Name]) -> None:
        """Put everything in the sets of some names into one set."""
        roots = {self._root(name): None for name in names}
        first = next(iter(roots), None)
        for root in roots:
            if first is not None and root != first:
                self._parent[root] = first
                self.count -= 1

    def members(self) -> list[list[Name]]:
        """Return the sets in the order of their first names, each in the order in which names were given."""
        found: dict[Name, list[Name]] = {}
        for name in self._parent:
            found.setdefault(self._root(name), []).append(name)
        return list(found.values())

    def _root(self, name: Name) -> Name:
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name
