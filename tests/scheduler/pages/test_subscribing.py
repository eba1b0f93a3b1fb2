"""The addresses of the buttons."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from scheduler.pages import PageLinks
from scheduler.pages.subscribing import subscription

FEED = "https://rota.example.org/feeds/abc-_9/trainee.ics?rounds=no"
LINKS = PageLinks(FEED, "https://rota.example.org/p/abc-_9/", FEED, "/static/")


def test_each_program_is_given_the_feed_as_it_wants_it() -> None:
    found = subscription(LINKS, "李 & Söhne, spring")
    webcal = "webcal://rota.example.org/feeds/abc-_9/trainee.ics?rounds=no"
    assert found.apple == webcal
    assert parse_qs(urlsplit(found.google).query) == {"cid": [webcal]}
    for address, host in ((found.outlook, "outlook.live.com"), (found.outlook_work, "outlook.office.com")):
        assert urlsplit(address).netloc == host
        assert parse_qs(urlsplit(address).query) == {"url": [FEED], "name": ["李 & Söhne, spring"]}


def test_secrets_stay_out_of_what_is_printed_for_programmers() -> None:
    assert "abc-_9" not in repr(LINKS)
