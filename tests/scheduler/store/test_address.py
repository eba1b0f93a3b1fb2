"""Where a store is."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.store.address import Address, address_beside, read_address
from scheduler.store.trouble import StoreTrouble


@pytest.mark.parametrize(
    ("term", "file"),
    [
        ("spring", "spring-versions.sqlite"),
        ("terms/spring/", "terms/spring-versions.sqlite"),
        ("terms/spring.xlsx", "terms/spring-versions.sqlite"),
        ("terms/Spring 2027.XLSX", "terms/Spring 2027-versions.sqlite"),
        ("spring.2027", "spring.2027-versions.sqlite"),
        ("/", "versions.sqlite"),
    ],
)
def test_a_store_is_beside_its_term(term: str, file: str) -> None:
    assert address_beside(Path(term)) == Address(Path(file))


def test_a_term_that_is_the_current_folder_has_its_store_beside_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spring").mkdir()
    monkeypatch.chdir(tmp_path / "spring")
    assert address_beside(Path()) == Address(tmp_path / "spring-versions.sqlite")


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("spring.sqlite", Address(Path("spring.sqlite"))),
        ("C:\\terms\\spring.sqlite", Address(Path("C:\\terms\\spring.sqlite"))),
        ("sqlite:///terms/a%20b.sqlite", Address(Path("terms/a b.sqlite"))),
        ("sqlite:////srv/spring.sqlite", Address(Path("/srv/spring.sqlite"))),
        ("postgresql://rota@host/spring", Address(url="postgresql://rota@host/spring")),
        ("postgres://host/spring?options=x", Address(url="postgresql://host/spring?options=x")),
    ],
)
def test_a_file_or_a_url_is_an_address(word: str, address: Address) -> None:
    assert read_address(word) == address


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("mysql://rota:secret@host/spring", "mysql://rota@host/spring"),
        ("mysql://rota:a/secret@host/spring", "mysql://rota@host/spring"),
        ("sqlite://", "sqlite://"),
        ("sqlite://host/spring", "sqlite://host/spring"),
    ],
)
def test_anything_else_is_refused_without_showing_a_password(word: str, shown: str) -> None:
    with pytest.raises(StoreTrouble) as trouble:
        read_address(word)
    assert (
        str(trouble.value)
        == f"A store cannot be at {shown}; give a file, or a URL that begins with postgresql://."
    )


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://rota:se:cr@t@host:5433/spring?options=x", "postgresql://rota@host:5433/spring"),
        ("postgresql://host/spring", "postgresql://host/spring"),
        ("postgresql://rota:se/cr?e#t@/spring?host=/run", "postgresql://rota@/spring"),
        ("postgresql://rota:se/c@r?e@t@host:5433/spring", "postgresql://rota@host:5433/spring"),
        ("postgresql://rota@host:secret@server/spring", "postgresql://rota@host@server/spring"),
        ("postgresql://host:5433/spring?user=rota&password=secret", "postgresql://host:5433/spring"),
    ],
)
def test_a_server_is_shown_without_its_password(url: str, shown: str) -> None:
    assert str(Address(url=url)) == shown
