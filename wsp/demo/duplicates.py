"""Employers and dossiers that were typed in twice, as happens: the nightly search finds them."""

import copy
import uuid
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate, CandidatePersonal, Residence
from wsp.demo.candidates import DemoCandidate
from wsp.demo.chance import Chance
from wsp.demo.plan import RegionPlan
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff, process
from wsp.duplicates.service import find_pairs
from wsp.employers.models import Contact, Employer, EmployerSector, Establishment
from wsp.employers.rules import match_key
from wsp.foundation import clock
from wsp.foundation.numbering import reserve
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period

_EMPLOYERS: Final = 6
_CANDIDATES: Final = 5
_ELSEWHERE: Final = 3
_RECENT: Final = timedelta(days=40)


def type_in_twice(
    session: Session, rows: Rows, plan: RegionPlan, staff: Staff, people: list[DemoCandidate], seed: object
) -> None:
    """Collect a second row for a few employers and candidates, slightly different from the first."""
    chance = Chance(seed, plan.code, "duplicates")
    _employers(session, rows, plan, chance)
    _candidates(session, rows, plan, staff, people, chance)


def look_for_pairs(session: Session, plan: RegionPlan) -> int:
    """The nightly search, once, so that the work-list is filled; returns how many pairs."""
    return sum(found.pairs for found in find_pairs(session, actor=process(plan.code)).values())


def _employers(session: Session, rows: Rows, plan: RegionPlan, chance: Chance) -> None:
    sites = {row["employer_id"]: row for row in reversed(rows.of(Establishment))}
    firsts = [row for row in rows.of(Employer) if row["status"] == "klant" and row["id"] in sites]
    chosen = chance.some(firsts, min(_EMPLOYERS, len(firsts)))
    numbers = reserve(session, plan.code, "employers", max(1, len(chosen)))
    for number, first in zip(numbers, chosen, strict=False):
        at = clock.now() - chance.number(2, _RECENT.days) * timedelta(days=1)
        name = _otherwise(first["name"])
        made = rows.add(
            Employer,
            **_copy(first),
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            number=number,
            business_id=None,
            name=name,
            sort_key=sort_key(name),
            match_key=match_key(name),
            status="prospect",
            source="import",
            website=None,
            note="Ingelezen uit een lijst van de netwerkbijeenkomst." if chance.yes(0.5) else None,
        )
        _part(rows, Establishment, sites[first["id"]], chance.uuid(), at, employer_id=made["id"])
        rows.add(
            EmployerSector,
            id=chance.uuid(),
            created_at=at,
            recorded_at=at,
            employer_id=made["id"],
            sector="markt",
            sbi_code=None,
            valid=period(None),
        )
        rows.add(
            Contact,
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            employer_id=made["id"],
            establishment_id=None,
            name="Voorbeeld Contactpersoon",
            sort_key=sort_key("Voorbeeld Contactpersoon"),
            role="administratie",
            email=None,
            phone=made["phone"],
            first_choice=True,
            left_on=None,
        )


def _candidates(
    session: Session, rows: Rows, plan: RegionPlan, staff: Staff, people: list[DemoCandidate], chance: Chance
) -> None:
    homes = {row["candidate_id"]: row for row in rows.of(Residence)}
    known = {row["candidate_id"]: row for row in rows.of(CandidatePersonal)}
    firsts = [person for person in people if person.birth_known and person.id in homes and person.id in known]
    # Most of them where the demo account works, whose list people look at.
    looked_at = staff.demo(Role.CLIENT_MANAGER).organisation_id
    own = [person for person in firsts if person.organisation_id == looked_at]
    others = [person for person in firsts if person.organisation_id != looked_at]
    chosen = [*chance.some(own, min(_CANDIDATES, len(own))), *chance.some(others, min(_ELSEWHERE, len(others)))]
    numbers = reserve(session, plan.code, "candidates", max(1, len(chosen)))
    for number, person in zip(numbers, chosen, strict=False):
        at = clock.now() - chance.number(2, _RECENT.days) * timedelta(days=1)
        last = _misspelt(person.row["last_name"])
        empty = {name: None for name in _PROFILE if name in person.row}
        made = rows.add(
            Candidate,
            **(_copy(person.row) | empty),
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            number=number,
            stage="aangemeld",
            last_name=last,
            sort_key=sort_key(last, person.row["name_prefix"], person.row["first_name"]),
            email=None,
            waiting_since=None,
            field_sources={},
            profile_checked_on=None,
            last_spoken_on=None,
            job_coach_id=None,
            source="import",
        )
        _part(rows, Residence, homes[person.id], chance.uuid(), at, candidate_id=made["id"])
        rows.add(
            CandidatePersonal,
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            candidate_id=made["id"],
            birth_date=known[person.id]["birth_date"],
            sex=None,
            bsn=None,
            bsn_lookup=None,
        )


_PROFILE: Final = (
    "profile_text", "skills", "education_level", "diplomas", "language_nl", "driving_licences", "transport",
    "max_travel_minutes", "hours_min", "hours_max", "shifts", "available_from", "cannot", "guidance", "motivation",
    "development_wish",
)  # fmt: skip
_OWN: Final = frozenset(
    {
        "id", "created_at", "updated_at", "number", "business_id", "name", "sort_key", "match_key", "status", "source",
        "website", "note", "stage", "last_name", "email", "waiting_since", "field_sources", "profile_checked_on",
        "last_spoken_on", "job_coach_id", "region_id",
    }
)  # fmt: skip
"""What a second row has of its own."""


def _copy(row: dict[str, Any]) -> dict[str, Any]:
    return {name: copy.copy(value) for name, value in row.items() if name not in _OWN}


def _part(rows: Rows, model: Any, row: dict[str, Any], part_id: uuid.UUID, at: Any, **changes: Any) -> None:
    kept = {name: value for name, value in row.items() if name not in ("region_id", *changes)}
    dated = {name: at for name in ("created_at", "updated_at", "recorded_at") if name in kept}
    rows.add(model, **(kept | dated | {"id": part_id} | changes))


def _otherwise(name: str) -> str:
    """The name as somebody else types it: without the legal form, or with one."""
    for form in (" B.V.", " BV", " V.O.F.", " VOF"):
        if name.endswith(form):
            return name.removesuffix(form)
    return f"{name} B.V."


def _misspelt(name: str) -> str:
    """The name with one letter doubled or left out."""
    for short, long in (("ss", "s"), ("s", "ss"), ("tt", "t"), ("k", "kk"), ("n", "nn")):
        at = name.find(short, 1)
        if at > 0:
            return name[:at] + long + name[at + len(short) :]
    return name
