"""Which of the two languages somebody reads, by what the browser says (RFC 9110, section 12.5.4)."""

from __future__ import annotations

from scheduler.pages.request import Language

MOST_RANGES = 20
"""That are looked at; a browser names a few."""


def language_of(accepted: str) -> Language:
    """Return the language of ``Accept-Language`` that comes first and is one of ours, else English."""
    best: Language = "en"
    weight = 0.0
    for part in accepted.split(",")[:MOST_RANGES]:
        name, _, quality = part.strip().partition(";")
        language = _ours(name.strip().lower())
        found = _weight(quality)
        if language and found > weight:
            best, weight = language, found
    return best


def _ours(name: str) -> Language | None:
    primary = name.partition("-")[0]
    if primary == "zh":
        return "zh"
    return "en" if primary == "en" else None


def _weight(quality: str) -> float:
    name, _, number = quality.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(number)
    except ValueError:
        return 0.0
