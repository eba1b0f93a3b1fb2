"""``rota links`` and ``rota revoke``: what the coordinator is told, and what is handed out."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scheduler.outputs.calendars.identity import Identity
from scheduler.store.address import read_address
from scheduler.store.links import Links, digest_of_secret
from scheduler.store.store import Store
from tests.scheduler.commands.store_program import publish, rota
from tests.scheduler.store.small import DAY, MONDAY, SMALL, write_small, write_small_plan

URL = "https://rota.example"
SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{32}(?=/)")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A term that was published, in the current folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ROTA_STORE", raising=False)
    monkeypatch.delenv("ROTA_URL", raising=False)
    write_small(Path("term"))
    publish()


@pytest.fixture
def store() -> Store:
    return Store(read_address("term-versions.sqlite"))


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return SECRET.sub("SECRET", out), err


def test_each_calendar_gets_an_address_that_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert rota("links", "term", "--url", URL + "/") == 0
    out, err = told(capsys)
    assert out.startswith("""\
Tiny term, version 1 of 15 February 2027, 09:30, times of Asia/Shanghai.

Amara Diallo (trainee T01)
  page      https://rota.example/p/SECRET/
  calendar  https://rota.example/feeds/SECRET/trainee-T01-amara-diallo.ics
  open until 13 April 2027

Li Wei (trainee T02)
""")
    assert out.endswith("""\
CAR-T ward (service ward)
  calendar  https://rota.example/feeds/SECRET/service-ward-car-t-ward.ics

Tiny term (the programme, without names)
  calendar  https://rota.example/feeds/SECRET/programme.ics
""")
    assert (
        err == "9 addresses are new. They are secrets, and shown only now: give each to its person alone.\n"
    )
    assert rota("links", "term", "--url", URL, at=MONDAY + DAY) == 0
    out, err = told(capsys)
    assert "SECRET" not in out
    assert (
        """
Amara Diallo (trainee T01)
  made 15 February 2027, 09:30; open until 13 April 2027; never fetched
"""
        in out
    )
    assert err == "No address is new. Who lost one gets another with: rota links TERM --new WHO\n"


def test_without_an_address_of_the_server_the_coordinator_is_warned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    capsys.readouterr()
    assert rota("links", "--store", "term-versions.sqlite") == 0
    out, err = told(capsys)
    assert "  page      http://localhost:8000/p/SECRET/" in out
    assert err.endswith(
        "They begin with http://localhost:8000, because no --url was given, and work on this computer only. "
        "For others, make them again: rota links TERM --url https://... --new everybody\n"
    )


@pytest.mark.parametrize("who", ["T02", "Li Wei", "li wei", "trainee:T02"])
def test_a_new_address_ends_the_old_one(capsys: pytest.CaptureFixture[str], store: Store, who: str) -> None:
    rota("links", "term", "--url", URL)
    capsys.readouterr()
    assert rota("links", "term", "--url", URL, "--new", who) == 0
    out, err = capsys.readouterr()
    (secret,) = set(SECRET.findall(out))
    assert err.startswith("One address is new.")
    assert out.split("\n\n")[1].startswith("Li Wei (trainee T02)")
    assert len(out.split("\n\n")) == 2  # nobody else is listed
    old, new = (link for link in Links(store).all() if link.calendar.parts == ("trainee", "T02"))
    assert (old.ended, new.ended) == (MONDAY, None)
    assert new.digest == digest_of_secret(secret)


def test_everybody_gets_a_new_address(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    rota("links", "term", "--url", URL)
    assert rota("links", "term", "--url", URL, "--new", "everybody", "--new", "T01") == 0
    assert capsys.readouterr().err.splitlines()[-1].startswith("9 addresses are new.")
    assert [link.ended is None for link in Links(store).all()] == [False] * 9 + [True] * 9


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("Lee Wei", '"Lee Wei" is nobody and nothing that has a calendar. Did you mean "Li Wei"?'),
        ("Li", '"Li" is nobody and nothing that has a calendar. Did you mean "Li Wei"?'),
        ("Diallo", '"Diallo" is nobody and nothing that has a calendar. Did you mean "Amara Diallo"?'),
        ("T0", '"T0" is nobody and nothing that has a calendar. Did you mean "T01" or "T02"?'),
        ("xyz", '"xyz" is nobody and nothing that has a calendar.'),
        (
            "lab",
            '"lab" may be Skills lab (room lab) and Laboratory (service lab); say room:lab and service:lab.',
        ),
    ],
)
def test_who_is_not_known_or_not_clear_is_told(
    capsys: pytest.CaptureFixture[str], who: str, sentence: str
) -> None:
    assert rota("links", "term", "--new", who) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"Error: {sentence}"
    assert rota("revoke", "term", who) == 2
    assert capsys.readouterr().err.splitlines()[-1] == f"Error: {sentence}"


def test_who_fetched_what_is_told(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    rota("links", "term", "--url", URL)
    Links(store).note({(1, "Google Calendar"): (MONDAY + DAY, 1), (1, "a browser"): (MONDAY, 1)})
    capsys.readouterr()
    rota("links", "term")
    out = capsys.readouterr().out
    assert (
        "made 15 February 2027, 09:30; open until 13 April 2027; "
        "Google Calendar fetched version 1 16 February 2027, 09:30; "
        "a browser fetched version 1 15 February 2027, 09:30"
    ) in out


def test_an_old_version_is_told_as_such(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    from tests.scheduler.store.small import LI_AT_LECTURE, LI_ON_WEDNESDAY

    rota("links", "term", "--url", URL)
    Links(store).note({(1, "ICSx5"): (MONDAY, 1)})
    publish((LI_AT_LECTURE, LI_ON_WEDNESDAY), at=MONDAY + DAY)
    capsys.readouterr()
    rota("links", "term")
    assert "ICSx5 fetched version 1 of 2 15 February 2027, 09:30" in capsys.readouterr().out


def test_the_table_for_a_mail_merge_opens_in_excel_and_computes_nothing(
    capsysbinary: pytest.CaptureFixture[bytes], store: Store
) -> None:
    write_small(Path("other"), trainees=SMALL["trainees"].replace("Li Wei", "=cmd()"))
    write_small_plan(Path("others"))
    assert rota("publish", "other", "others") == 0
    capsysbinary.readouterr()
    assert rota("links", "other", "--url", URL, "--csv") == 0
    out, err = capsysbinary.readouterr()
    assert out.startswith(b"\xef\xbb\xbfkind,id,name,email,page,calendar,webcal,")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
    assert rows[1]["name"] == "'=cmd()"
    assert (
        SECRET.sub("SECRET", rows[0]["webcal"])
        == "webcal://rota.example/feeds/SECRET/trainee-T01-amara-diallo.ics"
    )
    assert SECRET.sub("SECRET", rows[0]["page"]) == "https://rota.example/p/SECRET/"
    assert rows[0]["made"] == "2027-02-15T01:30:00Z"
    assert (rows[0]["closes"], rows[-1]["closes"], rows[0]["client"]) == ("2027-04-13", "", "")
    assert b"are new" in err
    other = Store(read_address("other-versions.sqlite"))
    Links(other).note({(1, "ICSx5"): (MONDAY + DAY, 1)})
    assert rota("links", "other", "--csv") == 0
    row = next(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert (row["page"], row["calendar"]) == ("", "")
    assert (row["client"], row["last_fetched"], row["version"]) == ("ICSx5", "2027-02-16T01:30:00Z", "1")


def test_programs_read_links_as_json(capsys: pytest.CaptureFixture[str], store: Store) -> None:
    capsys.readouterr()
    assert rota("links", "term", "--url", URL, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["schema"], document["version"], len(document["links"])) == ("rota-links/1", 1, 9)
    rota("revoke", "term", "T01")
    capsys.readouterr()
    rota("links", "term", "--json")
    first = json.loads(capsys.readouterr().out)["links"][0]
    assert first == {
        "kind": "trainee",
        "id": "T01",
        "name": "Amara Diallo",
        "email": "",
        "page": None,
        "calendar": None,
        "made": "2027-02-15T01:30:00Z",
        "closes": "2027-04-13",
        "taken_back": "2027-02-15T01:30:00Z",
        "fetches": [],
    }
    assert rota("links", "term", "--json", "--csv") == 2


def test_the_sheet_has_a_slip_with_a_code_for_each_new_address(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_small(Path("other"), trainees=SMALL["trainees"].replace("Li Wei", "<script>alert(1)</script>"))
    write_small_plan(Path("others"))
    assert rota("publish", "other", "others") == 0
    assert rota("links", "other", "--url", URL, "--sheet", "sheet.html") == 0
    sheet = Path("sheet.html").read_text(encoding="utf-8")
    assert Path("sheet.html").stat().st_mode & 0o077 == 0
    assert sheet.count("<li>") == 9
    assert sheet.count("data:image/svg+xml") == 9
    assert "<script" not in sheet
    assert "webcal" not in sheet
    assert not re.search(r"(?:src|href)=\"http", sheet)
    assert capsys.readouterr().err.endswith("The sheet is sheet.html; delete it when it is printed.\n")
    assert rota("links", "other", "--url", URL, "--sheet", "sheet.html", "--new", "T01") == 0
    assert Path("sheet.html").read_text(encoding="utf-8").count("<li>") == 1


def test_a_sheet_stays_where_no_other_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert rota("links", "term", "--url", URL, "--sheet", "sheet.html") == 0
    sheet = Path("sheet.html").read_bytes()
    assert rota("links", "term", "--url", URL, "--sheet", "sheet.html", "--new", "nobody") == 2
    assert Path("sheet.html").read_bytes() == sheet
    capsys.readouterr()
    assert rota("links", "term", "--url", URL, "--sheet", "sheet.html") == 0
    assert Path("sheet.html").read_bytes() == sheet
    assert capsys.readouterr().err.endswith(
        "\nA sheet holds new addresses only; sheet.html was not written.\n"
    )
    assert rota("links", "term", "--url", URL, "--sheet", "other.html", "--new", "nobody") == 2
    assert not Path("other.html").exists()


def test_the_code_on_the_sheet_is_the_address_of_the_page() -> None:
    import segno

    from scheduler.commands.linking.sheet import ERROR_CORRECTION

    assert rota("links", "term", "--url", URL, "--sheet", "sheet.html") == 0
    sheet = Path("sheet.html").read_text(encoding="utf-8")
    page = re.findall(r"<code>(.*?)</code>", sheet)[0]
    assert SECRET.sub("SECRET", page) == "https://rota.example/p/SECRET/"
    code = segno.make(page, error=ERROR_CORRECTION, micro=False).svg_data_uri(scale=4, border=2)
    assert code.replace("'", "&#39;") in sheet


def test_a_sheet_that_cannot_be_written_makes_no_address(
    capsys: pytest.CaptureFixture[str], store: Store
) -> None:
    assert rota("links", "term", "--sheet", "no/sheet.html") == 6
    assert "Could not use no/sheet.html" in capsys.readouterr().err
    assert Links(store).all() == ()


# -- taken back --------------------------------------------------------------------------------------------


def test_an_address_is_taken_back_and_does_not_come_back_by_itself(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rota("links", "term", "--url", URL)
    capsys.readouterr()
    assert rota("revoke", "term", "T02", "hall") == 0
    assert capsys.readouterr().out == (
        "The address of Li Wei (trainee T02) is taken back; the server knows within seconds.\n"
        "The address of Lecture hall (room hall) is taken back; the server knows within seconds.\n"
    )
    monkeypatch.setenv("ROTA_STORE", "term-versions.sqlite")
    assert rota("revoke", "T02") == 1
    assert capsys.readouterr().err == "Li Wei (trainee T02) has no address.\n"
    assert rota("links", at=MONDAY + DAY) == 0
    out, err = capsys.readouterr()
    assert "\nLi Wei (trainee T02)\n  taken back 15 February 2027, 09:30\n" in out
    assert err.startswith("No address is new.")
    assert rota("revoke", "term", "Amara Diallo") == 0


def test_an_address_is_closed_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    rota("links", "term", "--url", URL)
    capsys.readouterr()
    assert rota("revoke", "term", "F01", "--on", "2027-06-30") == 0
    assert capsys.readouterr().out == (
        "The address of Wang Min (faculty F01) works until the end of 30 June 2027.\n"
    )
    rota("links", "term", at=datetime(2027, 7, 1, tzinfo=UTC))
    assert "closed since 30 June 2027; never fetched" in capsys.readouterr().out
    assert rota("revoke", "term", "F01", "--on", "2027-02-14") == 2
    assert "14 February 2027 is over; without --on they end at once." in capsys.readouterr().err


def test_whose_addresses_has_to_be_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert rota("revoke", "term") == 2
    assert "Say whose addresses to take back." in capsys.readouterr().err
    assert rota("links") == 2
    assert "Say which TERM, or with --store where the versions are." in capsys.readouterr().err


def test_whose_stay_is_over_gets_no_address_and_who_left_is_marked(
    capsys: pytest.CaptureFixture[str], store: Store
) -> None:
    capsys.readouterr()
    assert rota("links", "term", "--url", URL, at=datetime(2027, 5, 1, tzinfo=UTC)) == 0
    out, _ = told(capsys)
    assert "trainee" not in out
    links = Links(store)
    links.make([Identity("calendar", ("trainee", "T01"))], MONDAY)
    from scheduler.store.version import Draft
    from tests.scheduler.store.drafts import without_li

    links.make([Identity("calendar", ("trainee", "T02"))], MONDAY)
    draft: Draft = without_li()
    assert store.publish(store.prepare(draft, MONDAY + DAY))
    rota("links", "term", at=MONDAY + timedelta(days=2))
    assert (
        "Li Wei, Tiny term (trainee T02)\n  made 15 February 2027, 09:30; open until 18 March 2027; "
        "not in the term any more; never fetched\n"
    ) in capsys.readouterr().out


@pytest.mark.parametrize(
    "url", ["rota.example", "ftp://x", "https://x y", "https://x/?q", "https://" + "a" * 200]
)
def test_an_address_of_a_server_has_to_be_one(capsys: pytest.CaptureFixture[str], url: str) -> None:
    assert rota("links", "term", "--url", url) == 2
    assert "is no address of a server; write https://rota.hospital.example" in capsys.readouterr().err
