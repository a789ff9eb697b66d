"""docs/compliance.md says what the tests prove, no more and no less; the DPIA says what the register says."""

import pytest

from tools import compliance, dpia
from wsp.accounts.permissions import ROLE_LABELS, Role
from wsp.policy.retention import TABLES
from wsp.privacy import register


def test_every_mark_and_every_reason_names_a_rule_of_the_checklists() -> None:
    assert compliance.unknown() == []


def test_every_rule_has_a_test_or_a_reason() -> None:
    assert compliance.bare() == []


@pytest.mark.parametrize("number", range(1, 21))
def test_every_security_rule_is_tied_to_a_test(number: int) -> None:
    assert compliance.proofs().get(f"S{number}")


def test_the_page_agrees_with_the_marks() -> None:
    written = compliance.PAGE.read_text(encoding="utf-8")
    assert written == compliance.page(), "run `python -m tools.compliance`"


@pytest.mark.rule("G2")
def test_the_dpia_says_what_the_program_is_and_what_the_organisation_must_add() -> None:
    written = dpia.PAGE.read_text(encoding="utf-8")
    assert written == dpia.page(), "run `python -m tools.dpia`"
    assert written.count(dpia.IN_TE_VULLEN) >= 8
    for part in ("## A.", "## B.", "## C.", "## D."):
        assert part in written
    rows = written.splitlines()
    for name, facts in register.tables().items():
        if facts.of is not None and facts.personal - register.everywhere():
            assert any(row.startswith(f"| {facts.title or name} |") for row in rows), name
        if TABLES[name].months:
            assert any(f"| {TABLES[name].months} | {TABLES[name].since} |" in row for row in rows), name
    for role in Role:
        assert f"| {ROLE_LABELS[role]} |" in written
    for activity in register.activities():
        assert activity.code in written
