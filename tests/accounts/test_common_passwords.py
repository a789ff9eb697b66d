"""Passwords that a list of leaked ones would hold, and sentences that it would not."""

import pytest

from wsp.accounts.rules import is_common

LEAKED = [
    "welkom123456", "Wachtwoord2026!", "w@chtw00rd123", "qwertyuiop12", "123456789012", "Zomer2026Zomer",
    "ikhouvanjou123", "feyenoord1908", "aaaaaaaaaaaaa", "abcdefghijkl", "P@ssw0rdP@ssw0rd", "lkjhgfdsaqwer",
    "Gemeente-Assen-1", "admin!admin!admin", "987654321987", "januari-2026!!",
]  # fmt: skip
GOOD = [
    "een lange zin over tulpen", "twaalf blauwe fietsen", "tulpen-in-de-regen", "paard stapelt nietje",
    "k7#mPq2vLx9z", "de buurman bakt pannenkoeken", "welkom bij de kapper op 3 hoog",
]  # fmt: skip


@pytest.mark.rule("S12")
@pytest.mark.parametrize("password", LEAKED)
def test_what_everybody_uses_is_known(password: str) -> None:
    assert is_common(password)


@pytest.mark.parametrize("password", GOOD)
def test_an_own_sentence_is_not(password: str) -> None:
    assert not is_common(password)
