"""Says to a person with a browser why there is no page, so that it can be read on a telephone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, Response

from scheduler.outputs.page_parts import policy_for
from scheduler.serving.languages import language_of

if TYPE_CHECKING:
    from starlette.requests import Request

CHINESE: Mapping[str, str] = {
    "There is nothing at this address.": "此网址无内容，请核对网址是否完整。",
    "This address was taken back. The programme office gives out new ones.": (
        "此网址已停用，请向教学办公室索取新网址。"
    ),
    "The time of this address is over. The programme office can tell more.": (
        "此网址已过有效期，详情请咨询教学办公室。"
    ),
    "There is no page at this address.": "此网址没有网页，只有日历。",
    "There is no page any more; the calendar still tells what was.": (
        "网页已不再提供，日历中仍可查看以往安排。"
    ),
    "Nothing is published yet.": "尚未发布任何安排。",
    "This calendar cannot be read now.": "目前无法读取此日历，请稍后再试。",
    "This address cannot be looked up now.": "目前无法查询此网址，请稍后再试。",
    "The plan cannot be read now.": "目前无法读取安排，请稍后再试。",
    "This address is asked for too often; once an hour is enough.": "访问过于频繁，每小时一次即可。",
    "Too many wrong addresses.": "错误网址过多，请一分钟后再试。",
    "Behind lang= stands en or zh, and behind week= a day such as 2027-03-01.": (
        "lang= 后应为 en 或 zh，week= 后应为日期，如 2027-03-01。"
    ),
}
STYLE = (
    "body{font:1.15rem/1.5 system-ui,sans-serif;max-width:30em;margin:15vh auto;padding:0 1.2rem}"
    ":root{color-scheme:light dark}"
)
PAGE = """\
<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{sentence}</title>
<style>{style}</style>
</head>
<body><main><p>{sentence}</p></main></body>
</html>
"""


def for_people(answer: Response, request: Request) -> Response:
    """Return an answer that is a sentence as a page, where a browser asks for one; any other as it is."""
    if answer.status_code < 400 or "text/html" not in request.headers.get("accept", ""):
        return answer
    sentence = bytes(answer.body).decode().strip()
    language = language_of(request.headers.get("accept-language", ""))
    if language == "zh":
        sentence = CHINESE.get(sentence, sentence)
    lang = "zh-Hans" if language == "zh" else "en"
    headers = {
        "content-security-policy": policy_for(STYLE),
        "content-language": lang,
        "vary": "Accept, Accept-Language",
    }
    if retry := answer.headers.get("retry-after"):
        headers["retry-after"] = retry
    page = PAGE.format(lang=lang, style=STYLE, sentence=escape(sentence))
    return HTMLResponse(page, answer.status_code, headers)
