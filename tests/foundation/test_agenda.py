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
        "place": "Stadhuisplein 1", "address": "https://wsp.voorbeeld.nl/voordrachten/1", "changed_at": MADE,
    } | more  # fmt: skip
    return agenda.file_of(agenda.Appointment(**given_))  # type: ignore[arg-type]  # drawn by name


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


def test_the_same_talk_changed_later_replaces_the_earlier_one() -> None:
    later = read(written(at=MADE, changed_at=MADE + timedelta(minutes=1)))
    assert read(written())["UID"] == later["UID"]
    assert int(read(written())["SEQUENCE"]) < int(later["SEQUENCE"])
    assert later["LAST-MODIFIED"] == later["DTSTAMP"] == "20261123T093100Z"


def feed(*given_: agenda.Appointment) -> bytes:
    return agenda.calendar_of(given_, name="WSP gesprekken")


def talk(number: int, at: datetime, *, cancelled: bool = False) -> agenda.Appointment:
    return agenda.Appointment(
        key=f"gesprek-{number}", at=at, title="Gesprek", place=None, address="https://a", changed_at=MADE,
        cancelled=cancelled,
    )  # fmt: skip


def test_a_feed_without_talks_is_still_a_calendar() -> None:
    text = feed().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VTIMEZONE\r\nEND:VCALENDAR\r\n")


def test_a_feed_says_the_dutch_time_and_brings_the_rules_of_its_zone() -> None:
    text = feed(talk(1, datetime(2026, 12, 1, 9, 0, tzinfo=UTC)), talk(2, datetime(2027, 6, 1, 8, 0, tzinfo=UTC)))
    found = read(text)
    assert text.count(b"TZID:Europe/Amsterdam\r\n") == 1
    assert b"DTSTART;TZID=Europe/Amsterdam:20261201T100000\r\n" in text
    assert found["DTSTART;TZID=Europe/Amsterdam"] == "20270601T100000"
    assert found["DTEND;TZID=Europe/Amsterdam"] == "20270601T110000"


@pytest.mark.parametrize("year", [2026, 2027, 2035])
def test_the_rules_of_the_zone_are_those_of_the_dutch_clock(year: int) -> None:
    """Last Sundays at 01:00 UTC, with the offsets that the feed names."""
    text = feed().decode()
    for name, month, before, after in (("DAYLIGHT", 3, 1, 2), ("STANDARD", 10, 2, 1)):
        part = text.split(f"BEGIN:{name}\r\n")[1].split(f"END:{name}")[0]
        assert f"TZOFFSETFROM:+0{before}00" in part
        assert f"TZOFFSETTO:+0{after}00" in part
        assert f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU" in part
        turn = datetime(year, month, 31, 1, 0, tzinfo=UTC)
        turn -= timedelta(days=(turn.weekday() + 1) % 7)
        for at, hours in ((turn - timedelta(seconds=1), before), (turn, after)):
            assert at.astimezone(AMSTERDAM).utcoffset() == timedelta(hours=hours)
        local = turn.replace(tzinfo=None) + timedelta(hours=before)
        assert f"T{local:%H%M%S}\r\n" in part.split("DTSTART:")[1]


def test_what_was_called_off_says_so_and_the_rest_stands() -> None:
    text = feed(talk(1, MADE, cancelled=True), talk(2, MADE))
    assert [line for line in text.decode().split("\r\n") if line.startswith("STATUS")] == [
        "STATUS:CANCELLED",
        "STATUS:CONFIRMED",
    ]


def test_asked_again_without_a_change_the_feed_is_the_same() -> None:
    assert feed(talk(1, MADE)) == feed(talk(1, MADE))
    assert b"20261123T093000Z" in feed(talk(1, MADE)), "of the record, not of the moment of asking"
