"""Vacancies of VUM into vacancies of a region, with their employers.

An employer is found by its name; where the file gives none, one placeholder per region takes the vacancy, with an
establishment at the vacancy's own address. A vacancy that misses what an open one needs comes in as a concept.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from marshmallow import post_load
from marshmallow.fields import Nested
from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.accounts.permissions import GRANTS, Role
from wsp.audit.models import AuditEvent
from wsp.employers import policy as employer_policy
from wsp.employers import service as employers
from wsp.employers.commands import AddEmployer, AddEstablishment
from wsp.employers.enums import Sector
from wsp.employers.enums import Source as EmployerSource
from wsp.employers.models import Employer, Establishment
from wsp.employers.rules import match_key
from wsp.exchange import batches, links
from wsp.exchange.errors import UnusableRow
from wsp.exchange.files import read_records
from wsp.exchange.report import ImportReport, Outcome, Progress, silent
from wsp.exchange.vum import values
from wsp.exchange.vum.candidates import Flexibility, Hours, Language, Licence
from wsp.exchange.vum.fields import Day, Text, VumObject, Whole, many, stored_postcode
from wsp.foundation import clock
from wsp.foundation.actor import Actor
from wsp.foundation.errors import DomainError
from wsp.reference import queries as reference
from wsp.vacancies import queries, rules, service
from wsp.vacancies.commands import AddVacancy, EditVacancy, VacancyContent
from wsp.vacancies.enums import VacancySource, VacancyState

PLACEHOLDER: Final = "Werkgever niet bekend (VUM)"
_UNKNOWN_EMPLOYER: Final = "onbekend"
_GOVERNMENT_SBI: Final = "84"
"""Public administration: the only division that is government whoever runs it."""
_NOTE: Final = "Uit een VUM-bestand. Controleer KVK-nummer en sector."


class _Address(VumObject):
    postcode = Text(longest=7, data_key="postcode", required=True)
    street = Text(longest=24, data_key="straatnaam", load_default=None)
    number = Whole(most=99999, data_key="huisnummer", load_default=None)
    addition = Text(longest=6, data_key="huisnummertoevoeging", load_default="")


class _Sector(VumObject):
    sbi = Whole(most=99999, data_key="codeSbi", load_default=None)


class _Employer(VumObject):
    name = Text(longest=500, data_key="handelsnaamOrganisatie", load_default=None)
    sectors = many(_Sector, "sector")


class _Occupation(VumObject):
    uri = Text(longest=200, data_key="codeBeroepsnaam", load_default=None)


class _Terms(VumObject):
    start = Day(data_key="datumAanvangWerkzaamheden", load_default=None)
    text = Text(longest=2000, data_key="omschrijvingArbeidsvoorwaarden", load_default=None)
    wage = Text(longest=100, data_key="salarisIndicatie", load_default=None)


class _Course(VumObject):
    name = Text(longest=120, data_key="naamCursus", load_default=None)
    certificate = Whole(most=9, data_key="indicatieCertificaat", load_default=None)


@dataclass(frozen=True)
class VacancyRecord:
    """A vacancy in our words, with what is needed to find its employer."""

    external_id: str
    employer: str | None
    sbi: str | None
    postcode: str
    street: str | None
    house_number: str | None
    content: VacancyContent
    notes: tuple[str, ...]


class VacancySchema(VumObject):
    """MPVacature of the standard, as in a search result or with details."""

    external_id = Text(longest=200, data_key="idVacature", required=True)
    title = Text(longest=120, data_key="naamVacature", load_default=None)
    description = Text(longest=2000, data_key="omschrijvingVacature", load_default=None)
    closes_on = Day(data_key="sluitingsdatumVacature", load_default=None)
    level = Whole(most=9, data_key="codeWerkEnDenkniveauMinimaal", load_default=None)
    occupation = Nested(_Occupation, data_key="beroep", load_default=dict)
    address = Nested(_Address, data_key="adres", required=True)
    sector = Nested(_Sector, data_key="sector", load_default=dict)
    employer = Nested(_Employer, data_key="werkgever", load_default=dict)
    terms = Nested(_Terms, data_key="arbeidsVoorwaarden", load_default=dict)
    hours = Nested(Hours, data_key="werktijden", load_default=dict)
    flexibility = Nested(Flexibility, data_key="flexibiliteit", load_default=dict)
    courses = many(_Course, "cursus")
    languages = many(Language, "taalbeheersing")
    licences = many(Licence, "rijbewijs")

    @post_load
    def in_our_words(self, data: dict[str, Any], **_options: Any) -> VacancyRecord:
        """Translate; what we cannot take over becomes a note."""
        notes: list[str] = []
        low, high = (data["hours"].get(name) for name in ("low", "high"))
        least, most = values.hours(low, high)
        if (low is not None and least is None) or (high is not None and most is None):
            notes.append("uren per week die geen werkweek kunnen zijn")
        if data["title"] is None:
            notes.append("een titel: die staat niet in het bestand")
        office = values.shifts(data["hours"].get("office"), data["flexibility"].get("irregular"))
        asked = [each["name"] for each in data["courses"] if each["name"] and each["certificate"] == values.YES]
        licences = values.licences([each["code"] for each in data["licences"]])
        uri = data["occupation"].get("uri")
        address = data["address"]
        content = VacancyContent(
            title=data["title"] or f"Vacature zonder titel (VUM {data['external_id'][:8]})",
            occupation_code=uri,
            description=_description(data),
            hours_min=_above_zero(least),
            hours_max=most,
            shifts=tuple(office) if office else None,
            start_date=data["terms"].get("start"),
            closes_on=data["closes_on"],
            education_min=values.education_asked(data["level"]),
            language_nl_min=values.dutch([(each["language"], each["spoken"]) for each in data["languages"]]),
            driving_licences=tuple(licences) if licences else None,
            diplomas=tuple(dict.fromkeys(asked)) or None,
        )
        codes = [data["sector"].get("sbi"), *(each["sbi"] for each in data["employer"].get("sectors", ()))]
        number = address["number"]
        return VacancyRecord(
            external_id=data["external_id"],
            employer=data["employer"].get("name"),
            sbi=next((code for code in map(values.sbi, codes) if code), None),
            postcode=address["postcode"],
            street=address["street"],
            house_number=None if number is None else f"{number}{address['addition']}",
            content=content,
            notes=tuple(notes),
        )


def _above_zero(hours: Decimal | None) -> Decimal | None:
    return hours or None


def _description(data: Mapping[str, Any]) -> str | None:
    """The text, with wage and conditions in the employer's own words: an amount is never read from free text."""
    wage = data["terms"].get("wage")
    parts = [data["description"], data["terms"].get("text"), f"Salaris: {wage}." if wage else None]
    return "\n\n".join(part for part in parts if part) or None


def import_vacancies(path: Path, *, region: str, progress: Progress = silent) -> ImportReport:
    """Import a file with vacancies into a region.

    Raises:
        UnusableFile: the file cannot be used at all; nothing was changed.

    """
    records = read_records(path)
    actor = Actor(
        user_id=None,
        region_id=region,
        organisation_id=None,
        # An import does what an account manager could type, and nothing else.
        permissions=frozenset(permission.value for permission in GRANTS[Role.ACCOUNT_MANAGER]),
        kind="import",
    )
    schema = VacancySchema()

    def take(session: Session, raw: Mapping[str, Any], report: ImportReport) -> Outcome:
        record: VacancyRecord = schema.load(raw)
        outcome = _take(session, record, actor)
        report.notes.update(record.notes if outcome is not Outcome.UNCHANGED else ())
        return outcome

    return batches.run(records, file=path.name, region=region, take=take, progress=progress)


def _take(session: Session, record: VacancyRecord, actor: Actor) -> Outcome:
    mark = links.fingerprint(record)
    link = links.find(session, actor.region_id, links.VACANCY, record.external_id)
    if link is not None and link.fingerprint == mark:
        return Outcome.UNCHANGED
    if link is None:
        employer_id = _employer(session, record, actor)
        site_id = _site(session, record, actor, employer_id)
        content = _content(record, establishment_id=site_id)
        vacancy = service.add_vacancy(
            session,
            AddVacancy(employer_id=employer_id, state=_state(record), source=VacancySource.IMPORT, **content),
            actor=actor,
        )
        links.keep(session, actor.region_id, links.VACANCY, record.external_id, vacancy.id, mark)
        return Outcome.ADDED
    vacancy = queries.vacancy(session, actor, link.subject_id)
    if _edited_here(session, vacancy.id):
        raise UnusableRow(
            f"{rules.vacancy_number(vacancy.number)} is hier door een medewerker gewijzigd. Het bestand "
            "overschrijft dat niet."
        )
    site_id = _site(session, record, actor, vacancy.employer_id)
    content = _content(record, establishment_id=site_id)
    service.edit_vacancy(session, EditVacancy(vacancy_id=vacancy.id, version=vacancy.version, **content), actor=actor)
    links.renew(session, link, mark)
    return Outcome.CHANGED


def _content(record: VacancyRecord, *, establishment_id: uuid.UUID) -> dict[str, Any]:
    content = {found.name: getattr(record.content, found.name) for found in fields(VacancyContent)}
    return content | {"establishment_id": establishment_id}


def _state(record: VacancyRecord) -> VacancyState:
    """Open when candidates can be looked for, else a concept that somebody completes."""
    content = record.content
    try:
        rules.check_ready({"title": content.title, "hours_max": content.hours_max, "shifts": content.shifts})
        rules.check_closing_day(content.closes_on, on=clock.today())
    except DomainError:
        return VacancyState.CONCEPT
    return VacancyState.OPEN


def _edited_here(session: Session, vacancy_id: uuid.UUID) -> bool:
    """Tell whether a person changed the content: a file must not undo that."""
    return (
        session.scalar(
            select(AuditEvent.id)
            .where(
                AuditEvent.subject_kind == "vacancy",
                AuditEvent.subject_id == vacancy_id,
                AuditEvent.action == "vacancies.edit",
                AuditEvent.user_id.is_not(None),
            )
            .limit(1)
        )
        is not None
    )


def _employer(session: Session, record: VacancyRecord, actor: Actor) -> uuid.UUID:
    """The employer of this name, or the region's placeholder; made when it is not there yet."""
    key = match_key(record.employer) if record.employer else ""
    external_id = key or _UNKNOWN_EMPLOYER
    link = links.find(session, actor.region_id, links.EMPLOYER, external_id)
    if link is not None:
        return link.subject_id
    alike = session.scalars(select(Employer.id).where(employer_policy.here(actor), Employer.match_key == key)).all()
    # With two of the same name somebody must say which one it is; until then it is a third.
    employer_id = alike[0] if key and len(alike) == 1 else _new_employer(session, record, actor, known=bool(key))
    links.keep(session, actor.region_id, links.EMPLOYER, external_id, employer_id, external_id)
    return employer_id


def _new_employer(session: Session, record: VacancyRecord, actor: Actor, *, known: bool) -> uuid.UUID:
    government = bool(record.sbi and record.sbi.startswith(_GOVERNMENT_SBI))
    return employers.add_employer(
        session,
        AddEmployer(
            name=record.employer if known and record.employer else PLACEHOLDER,
            **_place(session, record),
            sector=Sector.GOVERNMENT if known and government else Sector.MARKET,
            sbi_code=record.sbi if known else None,
            note=_NOTE,
            source=EmployerSource.IMPORT,
            another=True,
        ),
        actor=actor,
    ).id


def _site(session: Session, record: VacancyRecord, actor: Actor, employer_id: uuid.UUID) -> uuid.UUID:
    """The employer's establishment at the vacancy's address; added when there is none."""
    place = _place(session, record)
    found = session.scalar(
        select(Establishment.id)
        .where(
            Establishment.region_id == actor.region_id,
            Establishment.employer_id == employer_id,
            Establishment.postcode == place["postcode"],
            Establishment.house_number == record.house_number
            if record.house_number
            else Establishment.house_number.is_(None),
        )
        .limit(1)
    )
    if found is not None:
        return found
    command = AddEstablishment(employer_id=employer_id, name=f"{place['place']} {place['postcode']}", **place)
    return employers.add_establishment(session, command, actor=actor).id


def _place(session: Session, record: VacancyRecord) -> dict[str, Any]:
    postcode = stored_postcode(record.postcode)
    found = reference.postcode(session, postcode[:4])
    return {
        "postcode": postcode,
        "street": record.street,
        "house_number": record.house_number,
        "place": found.place if found else "Plaats niet bekend",
        "municipality_code": found.municipality_code if found else None,
    }
