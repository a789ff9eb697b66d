"""What the address of the list of candidates asks for: the same for the page, its spreadsheet and a saved search."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from wsp.candidates.enums import BAND_LABELS, STAGES, Band, Stage
from wsp.candidates.queries.lists import CandidateFilter
from wsp.foundation import clock

E = TypeVar("E", bound=StrEnum)

ASKED: Final = ("fase", "gemeente", "loonwaarde", "beschikbaar", "verouderd", "zonder-akkoord", "van-mij", "lopend")
"""Names of filters in the address but for the text that is searched for, which may be a person's name."""
_MUNICIPALITY: Final = re.compile(r"GM\d{4}", re.ASCII)


def asked(given: Mapping[str, str]) -> CandidateFilter:
    """What an address asks for; a value that cannot be is as if it was not there, so that old bookmarks work."""
    return CandidateFilter(
        text=given.get("q", "").strip(),
        stage=_one_of(Stage, given.get("fase")),
        municipality=code if _MUNICIPALITY.fullmatch(code := given.get("gemeente", "")) else None,
        band=_one_of(Band, given.get("loonwaarde")),
        available_by=_day(given.get("beschikbaar")),
        stale=given.get("verouderd") == "1",
        consent_missing=given.get("zonder-akkoord") == "1",
        mine=given.get("van-mij") == "1",
        running=given.get("lopend") == "1",
    )


def told(given: Mapping[str, str], municipalities: Mapping[str, str]) -> list[str]:
    """The same in Dutch words, one for each filter that does something; `municipalities` gives names by code."""
    wanted = asked(given)
    found = []
    if wanted.stage:
        found.append(f"fase {STAGES.labels[wanted.stage].lower()}")
    if wanted.municipality:
        found.append(f"gemeente {municipalities.get(wanted.municipality, wanted.municipality)}")
    if wanted.band:
        found.append(f"loonwaarde {BAND_LABELS[wanted.band].lower()}")
    if wanted.available_by:
        found.append(f"beschikbaar op {clock.day_in_words(wanted.available_by)}")
    if wanted.stale:
        found.append("langer dan 90 dagen niet nagekeken")
    if wanted.consent_missing:
        found.append("nog niet gedeeld met het WSP")
    if wanted.mine:
        found.append("van mij")
    if wanted.running:
        found.append("zonder afgesloten dossiers")
    return found


def _one_of(kind: type[E], text: str | None) -> E | None:
    return kind(text) if text in set(kind) else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
