"""The one function that decides what somebody sees of a candidate (product.md 3).

Every page, list, export, letter and message that shows a candidate shows a `MaskedCandidate`, never the row.
"""

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import inspect

from wsp.candidates import words
from wsp.candidates.commands import ExperienceEntry, WishEntry
from wsp.candidates.enums import ProfileField
from wsp.candidates.models import Candidate, Residence
from wsp.foundation.sortkey import sort_key


class Viewer(StrEnum):
    """For whose eyes; `policy` and `queries` decide which one somebody is."""

    NOBODY = "niemand"
    EMPLOYER_ANONYMOUS = "werkgever-zonder-naam"
    EMPLOYER_NAMED = "werkgever-met-naam"
    ACCOUNT_MANAGER = "accountmanager"
    ACCOUNT_MANAGER_NAMED = "accountmanager-met-naam"
    JOB_COACH = "jobcoach"
    CLIENT_MANAGER = "klantmanager"
    PROCESS = "proces"


_F = ProfileField
# What an employer needs to judge the work. Not in it, on purpose: what somebody cannot do, guidance and motivation
# (they tell of health), loonwaarde and register (law.md 10), and where somebody lives.
_EMPLOYER: Final = frozenset(
    {
        _F.PROFILE_TEXT, _F.WISHES, _F.EXPERIENCES, _F.SKILLS, _F.EDUCATION, _F.DIPLOMAS, _F.LANGUAGE, _F.LICENCES,
        _F.HOURS_MIN, _F.HOURS_MAX, _F.SHIFTS, _F.AVAILABLE, _F.DEVELOPMENT,
    }
)  # fmt: skip
_ALL: Final = frozenset(ProfileField)


@dataclass(frozen=True)
class _Sight:
    """What one kind of viewer gets."""

    name: bool = False
    initials: bool = False
    contact: bool = False
    postcode: bool = False
    place: bool = False
    capacity: bool = False
    """Loonwaarde and register check."""
    fields: frozenset[ProfileField] = frozenset()


@dataclass(frozen=True)
class Glimpse:
    """The little of a candidate that a line of a list reads, in the place of the whole row; masked like the row."""

    id: uuid.UUID
    number: int
    first_name: str
    name_prefix: str | None
    last_name: str
    place: str | None = None
    hours_min: Decimal | None = None
    hours_max: Decimal | None = None
    wishes: Sequence[WishEntry] = ()
    field_sources: Mapping[str, Any] = field(default_factory=dict)
    email: None = None
    phone: None = None
    postcode: None = None


_GLIMPSED: Final = frozenset({_F.WISHES, _F.HOURS_MIN, _F.HOURS_MAX})

_STAFF: Final = _Sight(place=True, capacity=True, fields=_ALL)
_KNOWN: Final = replace(_STAFF, name=True, initials=True, contact=True)
SIGHTS: Final[Mapping[Viewer, _Sight]] = {
    Viewer.NOBODY: _Sight(),
    Viewer.EMPLOYER_ANONYMOUS: _Sight(fields=_EMPLOYER),
    Viewer.EMPLOYER_NAMED: _Sight(name=True, initials=True, place=True, fields=_EMPLOYER),
    Viewer.ACCOUNT_MANAGER: replace(_STAFF, initials=True),
    Viewer.ACCOUNT_MANAGER_NAMED: _KNOWN,
    Viewer.JOB_COACH: _KNOWN,
    Viewer.CLIENT_MANAGER: replace(_KNOWN, postcode=True),
    Viewer.PROCESS: replace(_KNOWN, postcode=True),
}


@dataclass(frozen=True)
class MaskedCandidate:
    """What one viewer sees of one candidate. What is hidden is None, as if it were not known."""

    id: uuid.UUID
    number: str
    """"K-2041"."""
    viewer: Viewer
    name: str | None = None
    initials: str | None = None
    email: str | None = None
    phone: str | None = None
    postcode: str | None = None
    place: str | None = None
    capacity: bool = False
    """Whether loonwaarde and register check may be shown next to it."""
    profile: Mapping[ProfileField, Any] = field(default_factory=dict)
    """Only the fields this viewer may see; None is not known, an empty list is none."""

    @property
    def label(self) -> str:
        """How the candidate is called on a screen: "Sanne de Vries (K-2041)", "S. de V. (K-2041)" or "K-2041"."""
        called = self.name or self.initials
        return f"{called} ({self.number})" if called else self.number

    @property
    def short(self) -> str:
        """The same without the number, for a row that shows the number elsewhere."""
        return self.name or self.initials or self.number


def masked(
    candidate: Candidate | Glimpse,
    *,
    viewer: Viewer,
    residence: Residence | Glimpse | None = None,
    fields: Collection[ProfileField] = _ALL,
) -> MaskedCandidate:
    """What `viewer` may see of `candidate`; wishes and experiences only when the caller loaded them.

    `fields` are those of the profile that the caller will show: a list needs a name and no life story.

    Free text is shown without the person's own name to everybody who may not know it, and without addresses and
    telephone numbers to everybody who may not know those.
    """
    sight = SIGHTS[viewer]
    return MaskedCandidate(
        id=candidate.id,
        number=words.number_label(candidate.number),
        viewer=viewer,
        name=words.full_name(candidate.first_name, candidate.name_prefix, candidate.last_name) if sight.name else None,
        initials=words.initials(candidate.first_name, candidate.name_prefix, candidate.last_name)
        if sight.initials
        else None,
        email=candidate.email if sight.contact else None,
        phone=candidate.phone if sight.contact else None,
        postcode=residence.postcode if residence and sight.postcode else None,
        place=residence.place if residence and sight.place else None,
        capacity=sight.capacity,
        profile=_profile(candidate, sight, fields),
    )


def _profile(
    candidate: Candidate | Glimpse, sight: _Sight, fields: Collection[ProfileField]
) -> Mapping[ProfileField, Any]:
    if not fields:
        return {}
    loaded = sight.fields.intersection(fields)
    if isinstance(candidate, Glimpse):
        loaded &= _GLIMPSED
    else:
        unloaded = inspect(candidate).unloaded
        loaded = frozenset(name for name in loaded if name.value not in unloaded)
    values: dict[ProfileField, Any] = {name: getattr(candidate, name.value) for name in ProfileField if name in loaded}
    if _F.WISHES in values:
        values[_F.WISHES] = _known(candidate, _F.WISHES, [_wish(row) for row in values[_F.WISHES]])
    if _F.EXPERIENCES in values:
        values[_F.EXPERIENCES] = _known(candidate, _F.EXPERIENCES, [_experience(row) for row in values[_F.EXPERIENCES]])
    if sight.name and sight.contact:
        return values
    if not sight.capacity:
        values = _without_circumstances(values)
    return _without_identity(values, candidate, names=not sight.name)


def _known(candidate: Candidate | Glimpse, name: ProfileField, rows: list[Any]) -> list[Any] | None:
    """No rows means asked and none only when a source says that it was asked."""
    return rows if rows or name.value in candidate.field_sources else None


def _wish(row: Any) -> WishEntry:
    return WishEntry(row.title, row.occupation_code)


def _experience(row: Any) -> ExperienceEntry:
    return ExperienceEntry(row.title, row.occupation_code, row.years, row.ended_year)


_HIDDEN: Final = "…"
_GROUND: Final = (
    r"loonwaarde|loondispensatie|wajong|\bwsw\b|\bwia\b|\bwao\b|\buwv\b|\bww\b|uitkering|bijstand|"
    r"praktijkonderwijs|\bvso\b|speciaal onderwijs|participatiewet|doelgroep|garantieba|banenafspraak|beschut|"
    r"indicatie|\bbsn\b|burgerservicenummer|schuld|detentie|gevangenis"
)
"""Words that tell on what ground somebody gets help."""
_HEALTH: Final = (
    r"diagnose|beperking|handicap|ziek|medisch|medicijn|klachten|psych|depress|autis|adhd|burn-?out|"
    r"verslav|therap|zwanger"
)
_WHY: Final = re.compile(f"{_GROUND}|{_HEALTH}", re.IGNORECASE)
_CIRCUMSTANCES: Final = re.compile(
    rf"{_GROUND}|{_HEALTH}|loonkosten|\blks\b|\blkv\b|no-?\s?risk|subsidie|jobcoach|\beuro\b|€",
    re.IGNORECASE,
)
"""Words that tell of health, benefit, register or money: an employer never reads a sentence with one of them."""
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_EMAIL: Final = re.compile(r"[^\s@<>]+@[^\s@<>]+\.\w+")
_DIGITS: Final = re.compile(r"(?<!\w)\+?\d[\d\s.\-()]{6,}\d(?!\w)")
_POSTCODE: Final = re.compile(r"(?<!\w)[1-9]\d{3}\s?[A-Za-z]{2}(?!\w)")
_WORD: Final = re.compile(r"\w+")
_SMALL: Final = frozenset("van de den der het ten ter te in op el al la le da di von zu".split())  # noqa: SIM905 - reads as a row


def tells_of_circumstances(text: str) -> bool:
    """Tell whether a sentence is not for an employer: it names health, a benefit, the register or money."""
    return bool(_CIRCUMSTANCES.search(text))


def word_that_tells_why(text: str) -> str | None:
    """The first word in a text that tells of health, or on what ground somebody gets help; None when there is none.

    Letters about work may speak of a subsidy or a job coach, never of this.
    """
    found = _WHY.search(text)
    return None if found is None else found.group()


def name_in(text: str, name: str | None) -> str | None:
    """The first word in a text that is part of this name, written with a capital; None when there is none.

    Give only a name that the writer may know: what is refused would tell it to anybody else.
    """
    parts = _name_words(name or "")
    found = (match.group() for match in _WORD.finditer(text))
    return next((word for word in found if word[0].isupper() and sort_key(word) in parts), None)


def _without_circumstances(values: Mapping[ProfileField, Any]) -> dict[ProfileField, Any]:
    """The same values without the sentences and lines that tell of health, benefit, register or money."""

    def cleaned(name: ProfileField, value: Any) -> Any:
        match name, value:
            case ((_F.PROFILE_TEXT | _F.DEVELOPMENT), str()):
                kept = [part for part in _SENTENCE.split(value) if not _CIRCUMSTANCES.search(part)]
                return " ".join(kept) or None
            case ((_F.SKILLS | _F.DIPLOMAS), list()):
                return [item for item in value if not _CIRCUMSTANCES.search(str(item))]
            case ((_F.WISHES | _F.EXPERIENCES), list()):
                return [row for row in value if row.occupation_code or not _CIRCUMSTANCES.search(row.title)]
        return value

    return {name: cleaned(name, value) for name, value in values.items()}


def _without_identity(
    values: Mapping[ProfileField, Any], candidate: Candidate | Glimpse, *, names: bool
) -> Mapping[ProfileField, Any]:
    """The same values without e-mail addresses, telephone numbers and postcodes; with `names` also without the name."""
    first = _name_words(candidate.first_name)
    last = _name_words(candidate.last_name)

    def word(match: re.Match[str]) -> str:
        found = match.group()
        folded = sort_key(found)
        # A family name is often a trade or a place: "bakker" stays, "Bakker" goes.
        return _HIDDEN if folded in first or (folded in last and found[0].isupper()) else found

    def clean(text: str) -> str:
        for pattern in (_EMAIL, _DIGITS, _POSTCODE):
            text = pattern.sub(_HIDDEN, text)
        return _WORD.sub(word, text) if names else text

    def cleaned(name: ProfileField, value: Any) -> Any:
        match name, value:
            case ((_F.PROFILE_TEXT | _F.DEVELOPMENT), str()):
                return clean(value)
            case ((_F.SKILLS | _F.DIPLOMAS), list()):
                return [clean(str(item)) for item in value]
            case ((_F.WISHES | _F.EXPERIENCES), list()):
                # A title that was linked to an occupation is a trade, whatever somebody is called.
                return [row if row.occupation_code else replace(row, title=clean(row.title)) for row in value]
        return value

    return {name: cleaned(name, value) for name, value in values.items()}


def _name_words(name: str) -> frozenset[str]:
    folded = (sort_key(part) for part in _WORD.findall(name))
    return frozenset(part for part in folded if len(part) > 1 and part not in _SMALL)
