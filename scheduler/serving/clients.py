"""Which program fetches, by what it calls itself; its version and its system are nobody's matter."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

FAMILIES = MappingProxyType(
    {
        "google-calendar": "Google Calendar",
        "microsoft exchange": "Outlook",
        "microsoft office": "Outlook",
        "outlook": "Outlook",
        "icsx5": "ICSx5",
        "davx5": "DAVx5",
        "nextcloud": "Nextcloud",
        "thunderbird": "Thunderbird",
        "evolution": "Evolution",
        "vdirsyncer": "vdirsyncer",
        "khal": "khal",
        "dataaccessd": "Apple Calendar",
        "calendaragent": "Apple Calendar",
        "accountsd": "Apple Calendar",
        "ical/": "Apple Calendar",
        "micromessenger": "WeChat",
        "dingtalk": "DingTalk",
        "feishu": "Feishu",
        "curl/": "curl",
        "wget": "Wget",
        "mozilla/": "a browser",
    }
)
"""What stands in the name that a program gives itself, in small letters, and what people call it."""
BROWSERS = frozenset({"a browser", "WeChat", "DingTalk", "Feishu"})
"""What looks at pages and follows no calendar."""
OTHER = "another program"
NAMELESS = "a program without a name"


@lru_cache(maxsize=1024)
def family_of(agent: str) -> str:
    """Return what people call the program that sends ``agent`` as its User-Agent."""
    if not agent:
        return NAMELESS
    small = agent.lower()
    return next((name for word, name in FAMILIES.items() if word in small), OTHER)
