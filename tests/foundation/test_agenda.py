"""An appointment as a file: read back by the rules of RFC 5545, not by the program that wrote it."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from wsp.foundation import agenda

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MADE = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def written(**more: object) -> bytes:
    given_ = {
        "key": "gesprek-1", "at": datetime(2026, 12, 1, 10, 0, tzinfo=AMSTERDAM), "title": "Gesprek",
        "place": "Stadhuisplein 1", "address": "https://wsp.voorbeeld.nl/voordrachten/1",
    } | more  # fmt: skip
    return agenda.file_of(agenda.Appointment(**given_), made_at=MADE)  # type: ignore[arg-type]  # drawn by name


def read(content: bytes) -> dict[str, str]:
    """Names and values: lines unfolded, escapes undone."""
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode().replace("\r\n ", "")
    pairs = [line.split(":", 1) for line in text.removesuffix("\r\n").split("\r\n")]
    undone = {"n": "\n", ",": ",", ";": ";", "\\": "\\"}
    return {name: re.sub(r"\\(.)", lambda found: undone[found[1]], value) for name, value in pairs}


def test_a_diary_gets_the_moment_the_place_and_the_page() -> None:
    found = read(written())
    assert found["UID"] == "gesprek-1"
    assert found["DTSTAMP"] == "20261123T093000Z"
    assert (found["DTSTART"], found["DTEND"]) == ("20261201T090000Z", "20261201T100000Z")
    assert (found["SUMMARY"], found["LOCATION"]) == ("Gesprek", "Stadhuisplein 1")
    assert found["URL"] == found["DESCRIPTION"] == "https://wsp.voorbeeld.nl/voordrachten/1"


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [((2026, 10, 24), 10, "080000"), ((2026, 10, 26), 10, "090000"), ((2027, 3, 29), 10, "080000")],
)
def test_ten_o_clock_stays_ten_o_clock_when_the_clock_is_put_forward_or_back(
    day: tuple[int, int, int], hour: int, utc: str
) -> None:
    assert read(written(at=datetime(*day, hour, tzinfo=AMSTERDAM)))["DTSTART"].endswith(f"T{utc}Z")


def test_a_place_that_is_not_known_is_not_written() -> None:
    assert "LOCATION" not in read(written(place=None))


@examples(150)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=300))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert read(written(title=text, place=text or None))["SUMMARY"] == text


def test_a_text_cannot_add_lines_of_its_own() -> None:
    found = written(title="Gesprek\r\nATTENDEE:mailto:x@voorbeeld.nl\nEND:VEVENT\x00\x0b")
    assert found.count(b"\r\nEND:VEVENT\r\n") == 1
    assert "ATTENDEE" not in read(found)
    assert read(found)["SUMMARY"] == "Gesprek\nATTENDEE:mailto:x@voorbeeld.nl\nEND:VEVENT"


def test_the_same_talk_written_later_replaces_the_earlier_one() -> None:
    later = agenda.file_of(
        agenda.Appointment(key="gesprek-1", at=MADE, title="x", place=None, address="https://a"),
        made_at=MADE + timedelta(minutes=1),
    )
    assert read(written())["UID"] == read(later)["UID"]
    assert int(read(written())["SEQUENCE"]) < int(read(later)["SEQUENCE"])
