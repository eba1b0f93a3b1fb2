"""Ids across the tables: each names one thing only, and each that is named is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from inputs.faults import MOST_COMPARISONS, Fault, Notice, Place, Remark, look, nearest, quoted, unknown
from inputs.meant.lists import meant_words, separate
from inputs.meant.nothing import stands_for_nothing
from inputs.programme import Prerequisite
from inputs.records import Record, Records, leave_empty
from inputs.schema import NOUNS
from inputs.table_schema import TableSchema
from inputs.words import with_article

RESERVED = {"rotation": "is what a plan calls a week on no service"}
MOST_REPEATED = 3
"""Of more rows than these that are there twice, all were pasted at once, and they are told at once."""
A_SLIP = 0.8
"""How much a kind must resemble that of a trainee to be taken for a slip, where none has to be of it."""
_APART = (("trainees", "faculty", "rooms"), ("services", "activities"), ("faculty", "services"))
"""Tables that must not share an id, because some column may name a row of either."""


@dataclass(frozen=True)
class Names:
    """The ids that a table gives, each with what it is called."""

    by_id: Mapping[str, str]
    whole: bool = True
    """Whether all of the table could be read; if not, an id that is not here may still be known."""


def names_of(records: Records, schemas: Mapping[str, TableSchema], lost: Collection[str]) -> dict[str, Names]:
    """Return the names in each table that has ids.

    Parameters
    ----------
    records
        All tables.
    schemas
        What they should be.
    lost
        The tables of which some row could not be read at all, or an id could not.
    """
    names = {}
    for table, schema in schemas.items():
        if schema.key is None:
            continue
        called = "title" if table == "activities" else "name"
        by_id: dict[str, str] = {}
        for record in records.get(table, ()):
            if record[schema.key] is not None:
                by_id.setdefault(record[schema.key], record.values.get(called) or "")
        names[table] = Names(by_id, table not in lost)
    if not names["kinds"].by_id:
        kinds = {record["kind"]: "" for record in records.get("trainees", ()) if record["kind"] is not None}
        names["kinds"] = Names(kinds, names["kinds"].whole and names["trainees"].whole)
    return names


def check_ids(records: Records, schemas: Mapping[str, TableSchema]) -> Iterator[Fault]:
    """Yield the ids that are given twice, or that look like another."""
    first: dict[str, dict[str, Record]] = {}
    for table, schema in schemas.items():
        if schema.key is None:
            continue
        seen = first.setdefault(table, {})
        pasted: list[Record] = []
        for record in records.get(table, ()):
            name = record[schema.key]
            if name is None:
                continue
            earlier = seen.setdefault(look(name), record)
            if earlier is not record and earlier.row.cells == record.row.cells:
                pasted.append(record)
            elif earlier is not record:
                yield _again(record, earlier, table, schema.key)
            elif table in ("services", "activities") and look(name) in RESERVED:
                found = f"found {quoted(name)}, which {RESERVED[look(name)]}"
                yield Fault(record.place(schema.key), found, "choose another id")
        if len(pasted) > MOST_REPEATED:
            found = f"found {len(pasted)} rows that repeat rows above them, the first here"
            yield Fault(pasted[0].place(schema.key), found, "delete them")
        else:
            yield from (_again(r, seen[look(r[schema.key])], table, schema.key) for r in pasted)
    for group in _APART:
        yield from _shared(first, group)


def _again(record: Record, earlier: Record, table: str, key: str) -> Fault:
    same = earlier[key] == record[key]
    like = "as" if same else f"which looks like {quoted(earlier[key])}"
    there = "" if earlier.row.file == record.row.file else f" of {earlier.row.file}"
    found = f"found {quoted(record[key])}, {like} on line {earlier.row.line}{there}"
    return Fault(record.place(key), found, f"give each {NOUNS[table]} one row, with an id of its own")


def _shared(first: Mapping[str, Mapping[str, Record]], group: tuple[str, ...]) -> Iterator[Fault]:
    owner: dict[str, tuple[str, Record]] = {}
    for table in group:
        for name, record in first.get(table, {}).items():
            other, earlier = owner.setdefault(name, (table, record))
            if other != table:
                found = (
                    f"found {quoted(record['id'])}, which is the id of the {NOUNS[other]} in "
                    f"{earlier.place()} too"
                )
                yield Fault(record.place("id"), found, f"give the {NOUNS[table]} another id")


def check_references(
    records: Records, schemas: Mapping[str, TableSchema], names: Mapping[str, Names]
) -> Iterator[Remark]:
    """Yield the names that no table knows."""
    registered = bool(records.get("kinds"))
    indexes: dict[tuple[str, ...], _Index] = {}
    for table, schema in schemas.items():
        for column in (column for column in schema.columns if column.refers_to):
            if column.refers_to not in indexes:
                indexes[column.refers_to] = _Index.of(column.refers_to, names)
            index = indexes[column.refers_to]
            for record in records.get(table, ()):
                for word in words_of(record[column.name]):
                    place = record.place(column.name)
                    if table == "seats":
                        yield from _of_two(place, word, names)
                    if not index.whole or word in index.known:
                        continue
                    if not column.required and stands_for_nothing(word):
                        yield Fault(place, f"found {quoted(word)}", leave_empty(column))
                        continue
                    fault = index.fault(place, word)
                    if column.refers_to == ("kinds",) and not registered:
                        slip = nearest(word, [fault.nearest], A_SLIP) if fault.nearest else None
                        yield Notice(fault.place, fault.found, "no trainee is of it", slip)
                    else:
                        yield fault


def _of_two(place: Place, word: str, names: Mapping[str, Names]) -> Iterator[Notice]:
    """Yield that seats are not those of a room where a service or activity has the same id."""
    others = [NOUNS[table] for table in ("services", "activities") if word in names[table].by_id]
    if others and word in names["rooms"].by_id:
        found = f"found {quoted(word)}, the id of {with_article(others[0])} and of a room"
        allowed = f"it is read as the {others[0]}: to give the room other seats, give it another id"
        yield Notice(place, found, allowed)


def words_of(value: object) -> tuple[str, ...]:
    """Return the names in a cell that refers to rows of other tables."""
    if isinstance(value, tuple):
        return tuple(item.activity if isinstance(item, Prerequisite) else item for item in value)
    return (value,) if isinstance(value, str) and value else ()


@dataclass
class _Index:
    """What a column may name: the ids, and by look what they are called."""

    what: str
    known: Mapping[str, None]
    called: Mapping[str, list[str]]
    whole: bool
    comparisons_left: int = MOST_COMPARISONS

    @classmethod
    def of(cls, tables: tuple[str, ...], names: Mapping[str, Names]) -> _Index:
        known: dict[str, None] = {}
        called: defaultdict[str, list[str]] = defaultdict(list)
        for table in tables:
            for name, title in names[table].by_id.items():
                known[name] = None
                if title:
                    called[look(title)].append(name)
        whole = all(names[table].whole for table in tables)
        return cls(" or ".join(NOUNS[table] for table in tables), known, called, whole)

    def fault(self, place: Place, word: str) -> Fault:
        """Return the fault that the word is not known, with what was perhaps meant."""
        ids = self.called.get(look(word), [])
        if len(ids) == 1:
            found = f"found {quoted(word)}, which is the name of {ids[0]}"
            return Fault(place, found, f"write {ids[0]}")
        parts = meant_words(word)
        if len(parts) > 1 and all(part in self.known for part in parts):
            return Fault(place, f"found {quoted(word)}, which is no {self.what}", separate(parts))
        if self.comparisons_left <= 0:
            return Fault(place, f"found {quoted(word)}, which is no {self.what}", "write an id that is there")
        self.comparisons_left -= len(self.known) + len(self.called)
        same = [name for name in self.known if name.isdecimal() and name.lstrip("0") == word.lstrip("0")]
        if len(same) == 1:
            found = f"found {quoted(word)}, which is no {self.what}"
            allowed = f"write {same[0]}, in a column formatted as text: Excel leaves out zeros"
            return Fault(place, found, allowed)
        fault = unknown(place, word, self.what, self.known)
        title = None if fault.nearest else nearest(word, self.called)
        return replace(fault, nearest=self.called[title][0]) if title else fault
