"""One slip in the settings, and the sentence that tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.inputs.folders import changed, read

Case = tuple[dict[str, str], list[str]]

FAULTS: dict[str, Case] = {
    "monday": (
        changed(term=("2027-03-01", "2027-03-02")),
        ['term.toml, line 2, first_day: found "2027-03-02", which is Tuesday 2 March 2027; write a Monday.'],
    ),
    "sunday": (
        changed(term=("2027-04-25", "2027-04-24")),
        ['term.toml, line 3, last_day: found "2027-04-24", which is Saturday 24 April 2027; write a Sunday.'],
    ),
    "before": (
        changed(term=("2027-04-25", "2027-02-28")),
        [
            'term.toml, line 3, last_day: found "2027-02-28", before the first day, 1 March 2027; write the last day of the term.'
        ],
    ),
    "long": (
        changed(term=("2027-04-25", "2037-04-26")),
        [
            'term.toml, line 3, last_day: found "2037-04-26", which makes a term of 530 weeks; a term has at most 104: look at the years.'
        ],
    ),
    "none": (
        changed(term=("first_day = 2027-03-01\n", "")),
        ["term.toml, first_day: found nothing; write the first day, a Monday, such as 2027-03-01."],
    ),
    "date": (
        changed(term=("first_day = 2027-03-01", 'first_day = "March"')),
        ['term.toml, line 2, first_day: found "March", which is no date; write a date as 2027-03-01.'],
    ),
    "zone": (
        changed(term=("Asia/Shanghai", "Beijing")),
        [
            'term.toml, line 4, timezone: found "Beijing", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?'
        ],
    ),
    "zone2": (
        changed(term=("Asia/Shanghai", "Asia/Shangai")),
        [
            'term.toml, line 4, timezone: found "Asia/Shangai", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?'
        ],
    ),
    "zone3": (
        changed(term=("Asia/Shanghai", "../../etc/passwd")),
        [
            'term.toml, line 4, timezone: found "../../etc/passwd", which is no time zone; write a name such as Asia/Shanghai.'
        ],
    ),
    "zone_in_a_list": (
        changed(term=('"Asia/Shanghai"', '["Asia/Shanghai", "UTC"]')),
        [
            'term.toml, line 4, timezone: found "Asia/Shanghai;UTC", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?'
        ],
    ),
    "zone4": (
        changed(term=("Asia/Shanghai", "Shangai")),
        [
            'term.toml, line 4, timezone: found "Shangai", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?'
        ],
    ),
    "zone_of_windows": (
        changed(term=("Asia/Shanghai", "China Standard Time")),
        [
            'term.toml, line 4, timezone: found "China Standard Time", which is no time zone; write a name such as Asia/Shanghai. Did you mean "Asia/Shanghai"?'
        ],
    ),
    "zone_as_an_offset": (
        changed(term=("Asia/Shanghai", "GMT+8")),
        [
            'term.toml, line 4, timezone: found "GMT+8", which is no time zone; write a name such as Asia/Shanghai.'
        ],
    ),
    "zone_as_letters": (
        changed(term=("Asia/Shanghai", "CST")),
        [
            'term.toml, line 4, timezone: found "CST", which is no time zone; write a name such as Asia/Shanghai.'
        ],
    ),
    "norway_or_none": (
        changed(term=('"none"', '"no"')),
        ['term.toml, line 5, holidays: found "no", which may mean Norway; write "NO" for Norway, or "none".'],
    ),
    "country": (
        changed(term=('"none"', '"Chain"')),
        [
            'term.toml, line 5, holidays: found "Chain", a country whose holidays are not known; write two letters such as CN, or "none".'
        ],
    ),
    "weekday": (
        changed(term=('"Tue"', '"Tu"')),
        [
            'term.toml, line 6, weekdays: found "Tu", which is not allowed here; write Mon, Tue, Wed, Thu, Fri, Sat or Sun. Did you mean "Tue"?'
        ],
    ),
    "country_by_name": (
        changed(term=('"none"', '"South Korea"')),
        [
            'term.toml, line 5, holidays: found "South Korea", a country whose holidays are not known; write two letters such as CN, or "none". Did you mean "KR"?'
        ],
    ),
    "weekdays_through": (
        changed(term=('["Mon", "Tue", "Wed", "Thu", "Fri"]', '"Mon–Thu"')),
        [
            'term.toml, line 6, weekdays: found "Mon–Thu"; separate a list by semicolons, "Mon; Tue; Wed; Thu".'
        ],
    ),
    "weekdays_with_commas": (
        changed(term=('["Mon", "Tue", "Wed", "Thu", "Fri"]', '"Mon, Tuesday"')),
        ['term.toml, line 6, weekdays: found "Mon, Tuesday"; separate a list by semicolons, "Mon; Tue".'],
    ),
    "day_through": (
        changed(term=('["07:30", "18:00"]', '"07:30-18:00"')),
        ['term.toml, line 7, day: found "07:30-18:00"; write "07:30; 18:00".'],
    ),
    "weekday2": (
        changed(term=('"Tue"', '"Mon"')),
        ['term.toml, line 6, weekdays: found "Mon" twice; write each once.'],
    ),
    "day": (
        changed(term=('["07:30", "18:00"]', '"07:30"')),
        [
            'term.toml, line 7, day: found "07:30"; write when the day begins and ends, such as "07:30" and "18:30".'
        ],
    ),
    "day2": (
        changed(term=('"07:30", "18:00"', '"18:00", "07:30"')),
        ['term.toml, line 7, day: found "18:00;07:30", which ends before it begins; write the start first.'],
    ),
    "day3": (
        changed(term=('"07:30", "18:00"', '"7.30", "18:00"')),
        [
            'term.toml, line 7, day: found "7.30", which is no time of day; write a time as 08:30. Did you mean "07:30"?'
        ],
    ),
    "day4": (
        changed(term=('"07:30", "18:00"', '"7:30", "24:00"')),
        ['term.toml, line 7, day: found "24:00", which is no time of day; write a time as 08:30.'],
    ),
    "level": (
        changed(term=('"stability"', '"stabilty"')),
        [
            'term.toml, line 8, levels: found "stabilty", which is not allowed here; write coverage, stability, curriculum, fairness or comfort. Did you mean "stability"?'
        ],
    ),
    "level2": (
        changed(term=('"coverage", "stability"', "")),
        [
            'term.toml, line 8, levels: found nothing; write what counts, the most important first, such as ["coverage", "stability", "curriculum", "fairness", "comfort"].'
        ],
    ),
    "key": (
        changed(term=("name =", "nmae =")),
        [
            'term.toml, line 1, nmae: found "nmae", which is no setting; allowed: name, first_day, last_day, timezone, holidays, weekdays, day, levels and rules. Did you mean "name"?'
        ],
    ),
    "key2": (
        changed(term=("levels =", "level =")),
        [
            'term.toml, line 8, level: found "level", which is no setting; allowed: name, first_day, last_day, timezone, holidays, weekdays, day, levels and rules. Did you mean "levels"?'
        ],
    ),
    "rules": (
        changed(term=("[rules.led_rounds]\nweight = 25", "rules = 5")),
        ["term.toml, line 10, rules: found no table; write [rules.NAME] and below it the parameters."],
    ),
    "rules2": (
        changed(term=("[rules.led_rounds]\n", "[rules]\n")),
        [
            'term.toml, line 10, rules: found "weight" without parameters; write [rules.weight] and below it the parameters.'
        ],
    ),
    "name": (
        changed(
            term=(
                '"Small term"',
                '"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',
            )
        ),
        [
            'term.toml, line 1, name: found "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...", which has 200 characters; write at most 120.'
        ],
    ),
    "name2": (
        changed(term=('"Small term"', '["a"]')),
        ["term.toml, line 1, name: found no text; write a text between quotation marks."],
    ),
    "toml": (
        changed(term=('"Asia/Shanghai"', "Asia/Shanghai")),
        [
            'term.toml, line 4: found "timezone = Asia/Shanghai", which TOML cannot read (invalid value); write name = value, with quotation marks around texts and times, and commas in lists.'
        ],
    ),
}

NOTICES: dict[str, Case] = {
    "holidays": (
        changed(term=('holidays = "none"\n', "")),
        ["term.toml, holidays: found nothing; no public holidays are used, only the table calendar."],
    ),
    "cn": (
        changed(term=('"none"', '"cn"')),
        [
            "term.toml, line 5, holidays: found CN, whose public holidays of 2027 are not announced yet; those expected are used; give others in the table calendar."
        ],
    ),
}


@pytest.mark.parametrize("case", FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_with_its_place(tmp_path: Path, case: Case) -> None:
    tables, expected = case
    reading = read(tmp_path, tables)
    assert ([str(fault) for fault in reading.faults], reading.term) == (expected, None)


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES)
def test_a_notice_stops_nothing(tmp_path: Path, case: Case) -> None:
    tables, expected = case
    reading = read(tmp_path, tables)
    assert ([str(notice) for notice in reading.notices], reading.faults) == (expected, ())
    assert reading.term is not None
