"""Scenarios in an address."""

from decimal import Decimal

import pytest

from wsp.foundation.errors import InvalidInput
from wsp.placements.planner.changes import offered, read


def test_an_address_holds_scenarios_of_several_changes() -> None:
    found = read(["uren:24.5", "loonwaarde:60,zonder:loonkostenvoordeel", "uren:24.5", " "])
    assert [each.label for each in found] == ["24,5 uur per week", "Loonwaarde 60 %, zonder loonkostenvoordeel"]
    assert [each.text for each in found] == ["uren:24.5", "loonwaarde:60,zonder:loonkostenvoordeel"]


@pytest.mark.parametrize(
    "text",
    [
        "uren:0", "uren:61", "uren:-1", "uren:x", "uren:٢٤", "loonwaarde:101", "groei:", "proef:misschien",
        "zonder:alles", "onbekend:1", "uren:24,uren:32", "uren:24,uren:24", "uren", ":", "uren:24,,groei:60",
        "uren:24,groei:60,proef:ja,start:meting,zonder:no-risk",
    ],
)  # fmt: skip
def test_what_the_planner_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read([text])


def test_four_columns_and_no_more() -> None:
    assert len(read(["uren:24", "uren:32", "proef:ja"])) == 3
    with pytest.raises(InvalidInput, match="ten hoogste drie"):
        read(["uren:24", "uren:32", "proef:ja", "groei:60"])


def test_how_a_placement_began_cannot_be_changed() -> None:
    with pytest.raises(InvalidInput):
        read(["proef:ja"], for_placement=True)


def test_every_change_that_is_offered_can_be_read() -> None:
    for trial in (None, True, False):
        found = offered(Decimal(28), 45, trial=trial, instruments=["loonkostensubsidie", "no-risk"])
        assert [each.text for text in found for each in read([text])] == list(found)
    assert "uren:24" not in offered(Decimal(24), None, trial=None, instruments=[])
