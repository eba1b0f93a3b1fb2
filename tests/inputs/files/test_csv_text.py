"""Which encoding a CSV file has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inputs.files.csv_text import Decoded, decode

HEADER = "id,name\n"
SURNAMES_THAT_ARE_UTF_8_TOO = "郑谢肖袁叶魏卢姚谭陆石韦薛史毛钱莫"
READ_AS_GB18030 = "trainees.csv: found GB18030, not UTF-8; it is read as GB18030."


def decoded(text: str, encoding: str) -> Decoded:
    return decode((HEADER + text).encode(encoding), "trainees.csv")


def messages(result: Decoded) -> list[str]:
    assert result.text is None
    assert result.notices == ()
    return [str(fault) for fault in result.faults]


@pytest.mark.parametrize(
    "name",
    [
        "Amara",
        "José",
        "Müller",
        "Zoë",
        "Jose\u0301",
        "Ångström",
        "Łukasz Żak",
        "Đặng Thị Ánh",
        "Øyvind",
        "Jean·Luc",
        "François-René Görgün",
        "Þórður",
        "Νίκος Παπαδόπουλος",
        "Ελένη",
        "Иван Петров",
        "Қайрат",
        "יצחק",
        "محمد",
        "李伟",
        "郑伟",
        "陳大文",
        "山田さん",
        "김민수",
        "Xi’an",
        "07:30–08:30",
        "5 µg, José",
        "½ day, Müller",
        "👩\u200d🔬",
        "a\u00a0b",
        "2×",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf_8_is_read_as_utf_8(name: str, encoding: str) -> None:
    assert decoded(name, encoding) == Decoded(HEADER + name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", [*SURNAMES_THAT_ARE_UTF_8_TOO, "½", "郑伟", "λ", ""])
def test_a_byte_order_mark_settles_the_encoding(name: str, encoding: str) -> None:
    assert decoded(name, encoding).text == HEADER + name


def test_utf_16_is_read_in_either_order_of_bytes() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decode(mark + "id,李伟".encode(encoding), "a.csv") == Decoded("id,李伟", "UTF-16")


@pytest.mark.parametrize("name", ["李伟", "王小明", "朱镕基", "T细胞", "José 李伟", "张伟（一）", "1 β, 王"])
def test_gb18030_is_read_and_noted(name: str) -> None:
    result = decoded(name, "gb18030")
    assert result.text == HEADER + name
    assert (result.encoding, [str(notice) for notice in result.notices]) == ("GB18030", [READ_AS_GB18030])


@pytest.mark.parametrize("surname", SURNAMES_THAT_ARE_UTF_8_TOO)
def test_gb18030_that_could_be_utf_8_is_refused(surname: str) -> None:
    result = decoded(f"T01,{surname}", "gb18030")
    by_chance = surname.encode("gb18030").decode("utf-8")
    assert messages(result) == [
        f'trainees.csv, line 2: found bytes that read "{by_chance}" in UTF-8 and "{surname}" in GB18030; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


@pytest.mark.parametrize("surname", SURNAMES_THAT_ARE_UTF_8_TOO)
def test_a_surname_that_could_be_utf_8_is_read_beside_one_that_could_not(surname: str) -> None:
    assert decoded(f"{surname}\n李伟", "gb18030").text == f"{HEADER}{surname}\n李伟"


@pytest.mark.parametrize("given_name", ["伟", "小小", "帧芝", "肖", "学校"])
@pytest.mark.parametrize("surname", SURNAMES_THAT_ARE_UTF_8_TOO)
def test_chinese_is_never_misread_in_silence(surname: str, given_name: str) -> None:
    result = decoded(surname + given_name, "gb18030")
    assert result.text in {None, HEADER + surname + given_name}


@pytest.mark.parametrize("text", ["½", "§", "Яна", "é"])
def test_utf_8_that_could_be_chinese_alone_is_refused(text: str) -> None:
    chinese = text.encode("utf-8").decode("gb18030")
    assert messages(decoded(text, "utf-8")) == [
        f'trainees.csv, line 2: found bytes that read "{text}" in UTF-8 and "{chinese}" in GB18030; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


def test_lines_in_two_encodings_are_refused() -> None:
    for line_end in (b"\n", b"\r\n", b"\r"):
        lines = [b"id,name", "T01,李伟".encode(), b"T02,Ann", "T03,王芳".encode("gb18030")]
        assert messages(decode(line_end.join(lines), "trainees.csv")) == [
            'trainees.csv, line 4: found another encoding than on line 2, which is UTF-8; save it in Excel as "CSV UTF-8 (Comma delimited)".'
        ]


def test_a_gb18030_line_before_the_utf_8_line_is_named_too() -> None:
    content = "王芳\n".encode("gb18030") + "José\n".encode()
    assert messages(decode(content, "trainees.csv")) == [
        'trainees.csv, line 1: found another encoding than on line 2, which is UTF-8; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


@pytest.mark.parametrize(
    ("name", "encoding", "found"),
    [
        ("José", "cp1252", "found the byte 0xE9, which is neither UTF-8 nor GB18030"),
        ("José Pérez", "cp1252", "found the byte 0xE9, which is neither UTF-8 nor GB18030"),
        ("Müller", "cp1252", 'found bytes that are not UTF-8, and "M黮ler" in GB18030'),
        ("Ångström", "cp1252", 'found bytes that are not UTF-8, and "舗gstr鰉" in GB18030'),
        ("Xi’an", "cp1252", 'found bytes that are not UTF-8, and "Xi抋n" in GB18030'),
        ("Núñez", "cp1252", 'found bytes that are not UTF-8, and "N<U+E340>ez" in GB18030'),
        ("王小明", "big5", 'found bytes that are not UTF-8, and "<U+E77B><U+E616><U+E80B>" in GB18030'),
    ],
)
def test_other_encodings_are_refused(name: str, encoding: str, found: str) -> None:
    assert messages(decoded(name, encoding)) == [
        f'trainees.csv, line 2: {found}; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


def test_a_file_that_reads_oddly_in_gb18030_is_noted() -> None:
    result = decoded("田中さん", "shift_jis")
    assert [str(notice) for notice in result.notices] == [
        'trainees.csv: found GB18030, with mostly rare characters; if names look wrong on the plan, save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


def test_a_file_that_is_not_what_its_mark_says_is_refused() -> None:
    assert messages(decode(b"\xef\xbb\xbfid,name\n\n1,\xe9\n", "trainees.csv")) == [
        'trainees.csv, line 3: found the byte 0xE9, which is not UTF-8 as the file says that it is; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]
    assert messages(decode(b"\xff\xfei\0d", "trainees.csv")) == [
        'trainees.csv: found the byte 0x64, which is not UTF-16 as the file says that it is; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


@pytest.mark.parametrize("lost", [1, 2])
def test_a_file_that_ends_in_a_character_is_cut_off(lost: int) -> None:
    content = (HEADER + "T01,李伟").encode()[:-lost]
    assert messages(decode(content, "trainees.csv")) == [
        "trainees.csv, line 2: found the end in the middle of a character; copy or save the file again."
    ]


def test_gb18030_that_ends_in_a_character_is_refused() -> None:
    content = "T01,李伟".encode("gb18030")[:-1]
    assert messages(decode(content, "trainees.csv")) == [
        'trainees.csv, line 1: found the byte 0xCE, which is neither UTF-8 nor GB18030; save it in Excel as "CSV UTF-8 (Comma delimited)".'
    ]


@given(st.binary() | st.text().map(lambda text: text.encode("gb18030", errors="ignore")))
def test_any_bytes_give_a_text_or_a_reason(content: bytes) -> None:
    result = decode(content, "any.csv")
    assert (result.text is None) == bool(result.faults)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_is_read_is_what_was_written_with_a_mark(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "any.csv").text == text
    assert decode(text.encode("utf-16"), "any.csv").text == text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_utf_8_without_a_mark_is_read_as_it_is_or_refused(text: str) -> None:
    assert decode(("李\n" + text).encode(), "any.csv").text == "李\n" + text
    assert decode(text.encode(), "any.csv").text in {text, text.removeprefix("\ufeff"), None}
