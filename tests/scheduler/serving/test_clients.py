"""Which program fetches, by what real programs call themselves."""

from __future__ import annotations

import pytest

from scheduler.serving.clients import family_of


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Mozilla/5.0 (compatible; Google-Calendar-Importer)", "Google Calendar"),
        ("Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17)", "Outlook"),
        ("Microsoft.Exchange/15.20 (Outlook Web)", "Outlook"),
        ("ICSx5/2.2.4 (ical4j) Android/14", "ICSx5"),
        ("Nextcloud Server Crawler", "Nextcloud"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.0", "Thunderbird"),
        ("iOS/17.5 (21F79) dataaccessd/1.0", "Apple Calendar"),
        ("macOS/14.5 (23F79) CalendarAgent/1.0", "Apple Calendar"),
        ("Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 MicroMessenger/8.0.50", "WeChat"),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/130.0", "a browser"),
        ("python-requests/2.32", "another program"),
        ("", "a program without a name"),
    ],
)
def test_a_program_is_called_what_people_call_it(agent: str, family: str) -> None:
    assert family_of(agent) == family
