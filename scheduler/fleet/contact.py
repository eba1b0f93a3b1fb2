"""What work that runs elsewhere can say to whoever waits for it, and hear from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar

News = Mapping[str, str | int | float | None]
"""What is said on the way; plain, so that any network can carry it."""
Hear = Callable[[News], None]
"""Called with what is said, from another thread and until the work is done."""


def ignore(_news: News) -> None:
    """Hear nothing."""


class Contact:
    """Nobody listens and nobody stops the work, as where it is simply called; the classes of a fleet do."""

    @property
    def stopped(self) -> bool:
        """Tell whether whoever waits wants the work to end soon, with what it has."""
        return False

    def tell(self, news: News) -> None:
        """Say how the work stands; may be called from any thread of the work."""


_contact: ContextVar[Contact | None] = ContextVar("contact", default=None)


def contact() -> Contact:
    """Return the contact of the work that calls this; asked for in the thread that began the work."""
    return _contact.get() or Contact()


def keep_in_contact(with_whom: Contact) -> None:
    """Set the contact of all work that begins in this thread from now on."""
    _contact.set(with_whom)
