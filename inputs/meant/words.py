"""What a word means in the place of one of those allowed: in another language, or in other words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from inputs.faults import look, nearest

_IN_OTHER_WORDS: Mapping[str, str] = {
    "Mon": "mo montag lundi lun lunes",
    "Tue": "di dienstag mardi mar martes",
    "Wed": "mi mittwoch mercredi mer mie miércoles",
    "Thu": "do donnerstag jeudi jeu jue jueves",
    "Fri": "fr freitag vendredi ven vie viernes",
    "Sat": "sa samstag sonnabend samedi sam sáb sábado",
    "Sun": "so sonntag dimanche dim dom domingo",
    "weekly": "every_week each_week once_a_week wöchentlich 每周 每星期 一周一次",
    "biweekly": "fortnightly every_fortnight every_two_weeks every_2_weeks every_other_week "
    "every_second_week zweiwöchentlich 每两周 两周一次 双周",
    "monthly": "every_month each_month once_a_month monatlich 每月",
    "once": "one_time 1x einmal 一次",
    "holiday": "feiertag public_holiday day_off off férié jour_férié 放假 假日 节假日 休",
    "workday": "arbeitstag working_day 上班 班 工作日 补班",
    "group": "gruppe groupe grupo 小组 集体",
    "meeting": "one_to_one 1:1 individual einzel 一对一 面谈",
    "odd": "uneven odd_weeks ungerade 奇数 奇数周 单周 单",
    "even": "even_weeks gerade 偶数 偶数周 双周 双",
    "every": "all always every_week each_week weekly alle jede 每周 全部",
    "1st": "first 1. erste 第一 第一周",
    "2nd": "second 2. zweite 第二 第二周",
    "3rd": "third 3. dritte 第三 第三周",
    "4th": "fourth 4. vierte 第四 第四周",
    "yes": "ja oui si sí wahr vrai ok 是的 对 √ ✓ ✔ ☑",
    "no": "nein non falsch faux 不 不是 ✗ ✘ ☐",
}
"""By the word allowed, what people write for it, with ``_`` where they may write a space or hyphen."""
_ANOTHER_COUNT = re.compile(r"[0-9]+(?:st|nd|rd|th)")
_SPACE = re.compile("[ _-]+")


def joined(text: str) -> str:
    """Return a text as it looks, with ``_`` for each space and hyphen, and without a stop at the end."""
    word = _SPACE.sub("_", look(text))
    return word.removesuffix(".") or word


def meant_word(text: str, allowed: Collection[str]) -> str | None:
    """Return the one of some allowed words that another means or resembles, or None.

    A fifth is no fourth, though it resembles one; and a word that means another one than those allowed
    means none of them.
    """
    forms = {joined(text), _SPACE.sub("_", look(text))}
    meant = [word for word, others in _IN_OTHER_WORDS.items() if forms & set(others.split())]
    if meant or _ANOTHER_COUNT.fullmatch(look(text)):
        return next((word for word in meant if word in allowed), None)
    return nearest(text, allowed)
