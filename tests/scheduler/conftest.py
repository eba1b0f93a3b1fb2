"""The places of a store in the tests (a file, and a schema of a real PostgreSQL server), and a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.scheduler.fleet.clusters import LocalCluster, local_cluster

POSTGRES = "ROTA_TEST_POSTGRES"
SERVER = "a server"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no verb and no feed twice: what differs on a server is the store, which its own tests measure."""
    for item in items:
        if SERVER in item.name and "store" not in item.path.parts:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture
def postgres() -> Iterator[str]:
    """The URL of an empty schema."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"no PostgreSQL server: {POSTGRES} is not set")
    engine = create_engine(server, poolclass=NullPool)
    name = f"rota_{uuid4().hex}"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))


@pytest.fixture(params=["a file", SERVER])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The place of a store, as people write it."""
    if request.param == "a file":
        return str(tmp_path / "spring-versions.sqlite")
    return str(request.getfixturevalue("postgres"))


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Give a cluster for the tests of a file that leave it as it is; one that lived on would always be at work."""
    with local_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster
