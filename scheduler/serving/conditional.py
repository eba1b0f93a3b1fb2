"""Whether a client has the bytes already (RFC 9110, section 13)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_TAGS = re.compile(r'(?:W/)?("[^"]*")')


def has_it(etag: str, modified: datetime, none_match: str | None, modified_since: str | None) -> bool:
    """Tell whether a GET is answered with 304.

    Parameters
    ----------
    etag
        Of the bytes, with its quotes.
    modified
        When the bytes last became others, in whole seconds.
    none_match
        ``If-None-Match``; where there is one, it alone decides.
    modified_since
        ``If-Modified-Since``; one that is no date counts as none.
    """
    if none_match is not None:
        return none_match.strip() == "*" or etag in _TAGS.findall(none_match)
    since = _read_date(modified_since) if modified_since else None
    return since is not None and modified <= since


def _read_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the zone, too, is what a client wrote
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
