"""The parameters that a real program hashes with; the other tests use the cheapest there are."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters

from wsp.accounts.service import hashing


@pytest.fixture
def real() -> Iterator[None]:
    """The library's own parameters, as in production."""
    cheap = hashing._Current.hasher
    hashing.configure(PasswordHasher())
    yield
    hashing.configure(cheap)


def test_a_password_is_hashed_with_argon2id_and_the_memory_that_rfc_9106_asks(real: None) -> None:
    found = extract_parameters(hashing.make("een lange zin"))
    assert found.type.name == "ID"
    assert found.memory_cost >= 64 * 1024
    assert found.time_cost >= 3


def test_a_hash_of_cheaper_parameters_is_outdated(real: None) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("een lange zin")
    assert hashing.verify(cheap, "een lange zin")
    assert hashing.outdated(cheap)
