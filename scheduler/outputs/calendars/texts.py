"""Texts of people made fit for a calendar: on one line, without control characters, not too long."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from inputs.people import Entity, Faculty, Room, Trainee
from inputs.programme import Service
from inputs.term import Term

SUMMARY_LENGTH = 40
"""In characters: about what a phone shows of a title."""
TITLE_LENGTH = 80
SHORTEST_TOPIC = 20
LOCATION_LENGTH = 200
DESCRIPTION_LENGTH = 8000
"""In characters: the most that Google is documented to keep."""
SLUG_LENGTH = 40
DIGEST_LENGTH = 8
LETTERS = str.maketrans(
    {"ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)
"""Latin letters that no accent was added to, as names of files spell them."""
ELLIPSIS = "…"

_JOINERS = {"\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}"}
"""Persian words and many emoji are written with them."""
_DROPPED = {"Cf", "Cs"}
"""Marks that turn the direction of what follows, and halves of characters that UTF-8 cannot write."""
_BLANK = {"Cc", "Zs", "Zl", "Zp"}


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Return ``text`` on one line: runs of blanks and control characters are one space, and none at the ends.

    Invisible marks that change how a line is read (bidirectional overrides and the like) are left out.
    """
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category in _BLANK:
            kept.append(" ")
        elif category not in _DROPPED or character in _JOINERS:
            kept.append(character)
    return " ".join("".join(kept).split())


def clip(text: str, length: int) -> str:
    """Return ``text`` in at most ``length`` characters, cut after a word if possible, with an ellipsis."""
    if len(text) <= length:
        return text
    kept = text[: length - len(ELLIPSIS)]
    words, blank, _ = kept.rpartition(" ")
    if blank and not text[len(kept)].isspace() and len(words) > length // 2:
        kept = words
    return kept.rstrip(" ,;:" + "".join(_JOINERS)) + ELLIPSIS


def called(thing: Entity) -> str:
    """Return the name or title of somebody or something, or the id where nothing of the name can be shown."""
    return clean(str(thing)) or clean(thing.id) or "(no name)"


def headline(title: str, topic: str) -> str:
    """Return the summary of an entry: the title, then as much of the topic as clients show."""
    title = clip(clean(title), TITLE_LENGTH)
    topic = clean(topic)
    if not topic:
        return title
    room = max(SUMMARY_LENGTH - len(title) - len(": "), SHORTEST_TOPIC)
    return f"{title}: {clip(topic, room)}"


def file_stems(term: Term) -> dict[Trainee | Faculty | Room | Service, str]:
    """Return the name, without ``.ics``, of the file of each trainee, member of faculty, room and service.

    The names are ASCII, like ``trainee-T01-li-wei``, and differ also where a file system ignores case. An
    id that cannot be written so, or a name that another one would meet, is followed by a digest of the id;
    no name depends on the order of the tables.
    """
    wished: dict[Trainee | Faculty | Room | Service, str] = {}
    for label, group in (
        ("trainee", term.trainees),
        ("faculty", term.faculty),
        ("room", term.rooms),
        ("service", term.services),
    ):
        for who in group:
            name = _slug(who.name).lower()
            wished[who] = "-".join(filter(None, (label, _slug_of_id(who.id), name)))
    count = Counter(stem.lower() for stem in wished.values())
    return {
        who: stem if count[stem.lower()] == 1 else f"{stem}-{_digest(who.id)}" for who, stem in wished.items()
    }


def _slug_of_id(text: str) -> str:
    slug = _slug(text)
    return slug if slug == text else "-".join(filter(None, (slug, _digest(text))))


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST_LENGTH]
