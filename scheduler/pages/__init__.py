"""Each person's page: the week, the stay and what changed, in English and Chinese; rendering only."""

from scheduler.pages.files import CONTENT_SECURITY_POLICY, static_files
from scheduler.pages.page import render_page
from scheduler.pages.request import PageLinks, PageRequest, UnknownPersonError

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "PageLinks",
    "PageRequest",
    "UnknownPersonError",
    "render_page",
    "static_files",
]
