"""docs/compliance.md says what the tests prove, no more and no less."""

from tools import compliance


def test_every_mark_names_a_rule_of_the_checklists() -> None:
    assert compliance.unknown() == []


def test_the_page_agrees_with_the_marks() -> None:
    written = compliance.PAGE.read_text(encoding="utf-8")
    assert written == compliance.page(), "run `python -m tools.compliance`"
