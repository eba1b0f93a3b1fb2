"""The text of a CSV file: which encoding its bytes have.

A byte-order mark, as Excel writes it with "CSV UTF-8", settles it. Without one a file is UTF-8 when it can
be, else GB18030, which Chinese Excel writes. What would be misread in silence is refused: everyday Chinese
in GB18030 that by chance is UTF-8 too, though no words (郑伟 becomes an accent and a ΰ); and Western or
traditional Chinese files that by chance are GB18030.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from inputs.faults import Fault, Notice, Place, quoted

SAVE_AS_UTF_8 = 'save it in Excel as "CSV UTF-8 (Comma delimited)"'

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE_END_BYTES = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True)
class Decoded:
    """The text of a file without its byte-order mark, or None with the reason in ``faults``."""

    text: str | None
    encoding: str = "UTF-8"
    faults: tuple[Fault, ...] = ()
    notices: tuple[Notice, ...] = ()


def decode(content: bytes, file: str) -> Decoded:
    """Return the text of a CSV file.

    Parameters
    ----------
    content
        All of its bytes.
    file
        Its name, for the faults.
    """
    if content.startswith(UTF_16):
        return _decode_strictly(content, file, "utf-16", "UTF-16")
    if content.startswith(codecs.BOM_UTF8):
        return _decode_strictly(content, file, "utf-8-sig", "UTF-8")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and _weigh(content[: error.start].decode("utf-8")).utf_8:
            place = Place(file, _line_of_byte(content, error.start))
            cut_off = Fault(
                place, "found the end in the middle of a character", "copy or save the file again"
            )
            return Decoded(None, faults=(cut_off,))
        return _decode_gb18030(content, file)
    evidence = _weigh(text)
    if evidence.utf_8 >= len(evidence.gb18030):
        return Decoded(text)
    doubtful = evidence.gb18030[0]
    as_chinese = doubtful[0].encode("utf-8").decode("gb18030")
    found = f"found bytes that read {quoted(doubtful[0])} in UTF-8 and {quoted(as_chinese)} in GB18030"
    return _refused(Place(file, _line_at(text, doubtful.start())), found)


def _decode_strictly(content: bytes, file: str, codec: str, encoding: str) -> Decoded:
    try:
        return Decoded(content.decode(codec), encoding)
    except UnicodeDecodeError as error:
        start = error.start + (len(codecs.BOM_UTF8) if codec == "utf-8-sig" else 0)
        found = f"found {_byte_at(content, start)}, which is not {encoding} as the file says that it is"
        place = Place(file, None if encoding == "UTF-16" else _line_of_byte(content, start))
        return _refused(place, found)


def _decode_gb18030(content: bytes, file: str) -> Decoded:
    if (mixed := _mixed_lines(content)) is not None:
        utf_8, other = mixed
        return _refused(Place(file, other), f"found another encoding than on line {utf_8}, which is UTF-8")
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        place = Place(file, _line_of_byte(content, error.start))
        return _refused(place, f"found {_byte_at(content, error.start)}, which is neither UTF-8 nor GB18030")
    if (foreign := _foreign_word(text)) is not None:
        place = Place(file, _line_at(text, foreign.start()))
        return _refused(place, f"found bytes that are not UTF-8, and {quoted(foreign[0])} in GB18030")
    return Decoded(text, "GB18030", notices=(_how_it_reads(text, file),))


def _refused(place: Place, found: str) -> Decoded:
    return Decoded(None, faults=(Fault(place, found, SAVE_AS_UTF_8),))


def _how_it_reads(text: str, file: str) -> Notice:
    chinese = [char for char in text if not char.isascii()]
    rare = sum(not _is_everyday(char) for char in chinese)
    if 2 * rare > len(chinese):
        found = "found GB18030, with mostly rare characters"
        return Notice(Place(file), found, f"if names look wrong on the plan, {SAVE_AS_UTF_8}")
    return Notice(Place(file), "found GB18030, not UTF-8", "it is read as GB18030")


def _mixed_lines(content: bytes) -> tuple[int, int] | None:
    """Return a line that is surely UTF-8 and one that is not, or None where there is no such pair."""
    utf_8 = other = None
    for number, line in enumerate(_LINE_END_BYTES.split(content), start=1):
        try:
            evidence = _weigh(line.decode("utf-8"))
        except UnicodeDecodeError:
            other = other or number
        else:
            if evidence.utf_8 > len(evidence.gb18030):
                utf_8 = utf_8 or number
        if utf_8 and other:
            return utf_8, other
    return None


@dataclass(frozen=True)
class _Evidence:
    """What in a text speaks for UTF-8: so many words; what for GB18030: pieces that make no word."""

    utf_8: int
    gb18030: tuple[re.Match[str], ...]


_TOKEN = re.compile(r"(?<![A-Za-z])[A-Za-z]*[\u0080-\U0010ffff][A-Za-z\u0080-\U0010ffff]*")
_THREE_BYTES = re.compile(r"[\u0800-\U0010ffff]")
# A Latin word has plain letters among the others: José, Zoë, Jean·Luc.
_LATIN_WORD = re.compile(r"(?=.*[A-Za-z])[A-Za-zÀ-ÖØ-öø-ɏ]+(·[A-Za-zÀ-ÖØ-öø-ɏ]+)*")


def _weigh(text: str) -> _Evidence:
    if _THREE_BYTES.search(text):
        return _Evidence(1, ())  # three bytes do not fit UTF-8 by chance: Chinese, dashes, quotation marks
    words, doubtful = 0, []
    for token in _TOKEN.finditer(text):
        if _LATIN_WORD.fullmatch(unicodedata.normalize("NFC", token[0])):
            words += 1
        elif _reads_as_chinese(token[0]):
            doubtful.append(token)
        elif token[0].isalpha():  # Greek, Cyrillic and so on, whose letters are mostly no everyday Chinese
            words += 1
    return _Evidence(words, tuple(doubtful))


def _reads_as_chinese(token: str) -> bool:
    as_chinese = token.encode("utf-8").decode("gb18030", errors="replace")
    return all(char.isascii() or _is_everyday(char) for char in as_chinese)


def _is_everyday(char: str) -> bool:
    """Tell whether a character is in GB 2312: the 6,763 hanzi and the signs of everyday Chinese."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_HANZI_IN_LATIN = re.compile(r"(?<=[A-Za-z])[一-鿿]|[一-鿿](?=[A-Za-z])")
_PRIVATE = re.compile(r"[\ue000-\uf8ff]")


def _foreign_word(text: str) -> re.Match[str] | None:
    """Return the first piece of a GB18030 text that comes from another encoding, or None.

    Big5 gives characters without a meaning, Western encodings a rare hanzi in the middle of a word: Müller
    reads M黮ler. Everyday hanzi may touch letters, as in T细胞.
    """
    for token in _TOKEN.finditer(text):
        rare = (hanzi for hanzi in _HANZI_IN_LATIN.findall(token[0]) if not _is_everyday(hanzi))
        if _PRIVATE.search(token[0]) or any(rare):
            return token
    return None


def _line_at(text: str, start: int) -> int:
    return len(_LINE_END.findall(text, 0, start)) + 1


def _line_of_byte(content: bytes, start: int) -> int:
    return len(_LINE_END_BYTES.findall(content, 0, start)) + 1


def _byte_at(content: bytes, start: int) -> str:
    return f"the byte 0x{content[start]:02X}"
