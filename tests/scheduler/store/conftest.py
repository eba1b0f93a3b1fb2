"""A store at each of its places."""

from __future__ import annotations

import pytest

from scheduler.store.address import Address, read_address
from scheduler.store.store import Store


@pytest.fixture
def address(place: str) -> Address:
    return read_address(place)


@pytest.fixture
def store(address: Address) -> Store:
    return Store(address, 5)
