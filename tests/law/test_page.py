"""docs/law.md says what the program answers, no more and no less."""

from tools import law_page


def test_the_page_agrees_with_the_program() -> None:
    written = law_page.PAGE.read_text(encoding="utf-8")
    assert written == law_page.page(), "run `python -m tools.law_page`"


def test_every_golden_case_has_a_source() -> None:
    rows = [line for line in law_page.page().split("## Golden cases")[1].splitlines() if line.startswith("| ")]
    cases = [row for row in rows if not row.startswith("| case ")]
    assert len(cases) > 250
    assert [row for row in cases if row.endswith("|  |")] == []
