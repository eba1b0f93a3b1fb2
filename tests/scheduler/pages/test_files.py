"""What a page asks for besides itself."""

from __future__ import annotations

import re

from scheduler.pages import CONTENT_SECURITY_POLICY, static_files
from scheduler.pages.files import static_address


def test_the_files_are_a_style_sheet_and_a_script_that_ask_for_nothing_else() -> None:
    files = static_files()
    assert sorted(files) == ["copy.js", "page.css"]
    for content in files.values():
        assert re.findall(r"url\(|@import|https?:|fetch\(|eval\(", content.decode("utf-8")) == []


def test_another_content_has_another_address() -> None:
    address = static_address("/static/", "page.css")
    assert re.fullmatch(r"/static/page\.css\?[0-9a-f]{12}", address)
    assert address.partition("?")[2] != static_address("/static/", "copy.js").partition("?")[2]


def test_the_policy_allows_nothing_inline_and_nothing_from_outside() -> None:
    policy = dict(part.strip().split(" ", 1) for part in CONTENT_SECURITY_POLICY.split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == policy["script-src"] == "'self'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
