"""Jobseeker profiles of VUM into candidates of one municipality.

VUM profiles carry no name. The dossier gets the first name "Onbekend" and, as last name, "VUM" with the first eight
characters of the profile's id, until somebody fills in the real one. A field that a member of staff filled in or
changed is never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import post_load
from marshmallow.fields import Nested
from sqlalchemy.orm import Session

from wsp.candidates import queries, rules, service, tombstones
from wsp.candidates.commands import (
    EditProfile,
    ExperienceEntry,
    RegisterCandidate,
    WishEntry,
)
from wsp.candidates.enums import MINIMUM_PROFILE, ProfileField, Source, Stage
from wsp.candidates.errors import PersonErased
from wsp.candidates.models import Candidate
from wsp.exchange import batches, dossiers, links
from wsp.exchange.files import read_records
from wsp.exchange.report import ImportReport, Outcome, Progress, silent
from wsp.exchange.vum import values
from wsp.exchange.vum.fields import Day, Text, VumObject, Whole, many, stored_postcode, texts
from wsp.foundation import clock, db, numbers
from wsp.foundation.actor import Actor
from wsp.reference import queries as reference


class _Mobility(VumObject):
    postcode = Text(longest=7, data_key="bemiddelingspostcode", required=True)
    minutes = Whole(most=999, data_key="maximaleReistijd", load_default=None)


class _Occupation(VumObject):
    uri = Text(longest=200, data_key="codeBeroepsnaam", load_default=None)


class _Education(VumObject):
    level = Whole(most=9, data_key="codeNiveauOpleiding", load_default=None)
    diploma = Whole(most=9, data_key="indicatieDiploma", load_default=None)


class _Course(VumObject):
    name = Text(longest=120, data_key="naamCursus", load_default=None)
    certificate = Whole(most=9, data_key="indicatieCertificaat", load_default=None)


class _Experience(VumObject):
    occupation = Nested(_Occupation, data_key="beroep", load_default=dict)
    start = Day(data_key="datumAanvangWerkzaamheden", load_default=None)
    end = Day(data_key="datumEindeWerkzaamheden", load_default=None)


class _Interest(VumObject):
    name = Text(longest=120, data_key="naamInteresse", load_default=None)


class Language(VumObject):
    """Mastery of one language."""

    language = Text(longest=3, data_key="codeTaal", load_default="")
    spoken = Whole(most=9, data_key="codeNiveauTaalbeheersingMondeling", load_default=None)


class Licence(VumObject):
    """One driving licence."""

    code = Text(longest=4, data_key="codeSoortRijbewijs", load_default="")


class Hours(VumObject):
    """Working hours; of a person or of a vacancy."""

    low = Whole(most=99, data_key="aantalWerkurenPerWeekMinimaal", load_default=None)
    high = Whole(most=99, data_key="aantalWerkurenPerWeekMaximaal", load_default=None)
    office = Whole(most=9, data_key="indicatieKantoortijden", load_default=None)


class Flexibility(VumObject):
    """When somebody is available, and whether irregular hours are meant."""

    irregular = Whole(most=9, data_key="indicatieOnregelmatigWerkOfPloegendienst", load_default=None)
    available = Day(data_key="datumAanvangBeschikbaarVoorWerk", load_default=None)


class _Vehicle(VumObject):
    code = Whole(most=9, data_key="codeVervoermiddel", load_default=None)
    commuting = Whole(most=9, data_key="indicatieBeschikbaarVoorWoonWerkverkeer", load_default=None)


class _Qualification(VumObject):
    level = Whole(most=9, data_key="codeWerkEnDenkniveauWerkzoekende", load_default=None)
    education = many(_Education, "opleiding")
    courses = many(_Course, "cursus")
    experience = many(_Experience, "werkervaring")
    interests = many(_Interest, "interesse")
    languages = many(Language, "taalbeheersing")
    licences = many(Licence, "rijbewijs")


class _Demands(VumObject):
    guidance = Whole(most=9, data_key="indicatieBegeleiding", load_default=None)


@dataclass(frozen=True)
class CandidateRecord:
    """A profile in our words. None in `profile` means that the file does not say it."""

    external_id: str
    postcode: str
    email: str | None
    phone: str | None
    in_register: bool | None
    profile: Mapping[ProfileField, Any]
    notes: tuple[str, ...]


class CandidateSchema(VumObject):
    """MPWerkzoekende of the standard."""

    external_id = Text(longest=200, data_key="idWerkzoekende", required=True)
    mobility = Nested(_Mobility, data_key="mobiliteit", required=True)
    occupations = many(_Occupation, "bemiddelingsberoep")
    qualification = Nested(_Qualification, data_key="arbeidsmarktkwalificatie", load_default=None)
    hours = Nested(Hours, data_key="werktijden", load_default=dict)
    flexibility = Nested(Flexibility, data_key="flexibiliteit", load_default=dict)
    vehicles = many(_Vehicle, "vervoermiddel")
    register = Whole(most=9, data_key="indicatieLdrRegistratie", load_default=None)
    demands = Nested(_Demands, data_key="eisAanWerk", load_default=dict)
    presentation = Text(longest=2000, data_key="persoonlijkePresentatie", load_default=None)
    emails = texts("emailadres", longest=320)
    phones = texts("telefoonnummer", longest=40)

    @post_load
    def in_our_words(self, data: dict[str, Any], **_options: Any) -> CandidateRecord:
        """Translate; what we cannot take over becomes a note."""
        notes: list[str] = []
        skills = data["qualification"] or _Qualification().load({})
        low, high = (data["hours"].get(name) for name in ("low", "high"))
        least, most = values.hours(low, high)
        if (low is not None and least is None) or (high is not None and most is None):
            notes.append("uren per week die geen werkweek kunnen zijn")
        phone = _phone(data["phones"])
        if data["phones"] and phone is None:
            notes.append("telefoonnummers die niet kloppen")
        wishes = [WishEntry(interest["name"]) for interest in skills["interests"] if interest["name"]]
        wishes += [
            WishEntry(values.occupation_name(each["uri"]), each["uri"]) for each in data["occupations"] if each["uri"]
        ]
        profile = {
            ProfileField.PROFILE_TEXT: data["presentation"],
            ProfileField.WISHES: _different(wishes),
            ProfileField.EXPERIENCES: _experience(skills["experience"]),
            ProfileField.EDUCATION: values.education_held(
                skills["level"], [each["level"] for each in skills["education"] if each["diploma"] == values.YES]
            ),
            ProfileField.DIPLOMAS: _different(
                [each["name"] for each in skills["courses"] if each["name"] and each["certificate"] == values.YES]
            ),
            ProfileField.LANGUAGE: values.dutch([(each["language"], each["spoken"]) for each in skills["languages"]]),
            ProfileField.LICENCES: values.licences([each["code"] for each in skills["licences"]]),
            ProfileField.TRANSPORT: values.transport([(each["code"], each["commuting"]) for each in data["vehicles"]]),
            ProfileField.TRAVEL: _minutes(data["mobility"]["minutes"]),
            ProfileField.HOURS_MIN: least,
            ProfileField.HOURS_MAX: most,
            ProfileField.SHIFTS: values.shifts(data["hours"].get("office"), data["flexibility"].get("irregular")),
            ProfileField.AVAILABLE: data["flexibility"].get("available"),
            ProfileField.GUIDANCE: values.guidance(data["demands"].get("guidance")),
        }
        return CandidateRecord(
            external_id=data["external_id"],
            postcode=data["mobility"]["postcode"],
            email=next(iter(data["emails"]), None),
            phone=phone,
            in_register={values.YES: True, values.NO: False}.get(data["register"]),
            profile=profile,
            notes=tuple(notes),
        )


def _different(items: list[Any]) -> list[Any] | None:
    return list(dict.fromkeys(items))[: rules.MAX_ITEMS] or None


def _minutes(minutes: int | None) -> int | None:
    return minutes if minutes is not None and 0 < minutes <= rules.MAX_TRAVEL_MINUTES else None


def _phone(phones: list[str]) -> str | None:
    for phone in phones:
        try:
            return numbers.telephone(phone)
        except numbers.NumberError:
            continue
    return None


def _experience(jobs: list[Mapping[str, Any]]) -> list[ExperienceEntry] | None:
    found = []
    for job in jobs:
        uri = job["occupation"].get("uri")
        if uri:
            years, ended = values.years(job["start"], job["end"], today=clock.today())
            found.append(ExperienceEntry(values.occupation_name(uri), uri, years, ended))
    return _different(found)


def import_candidates(path: Path, *, region: str, municipality: str, progress: Progress = silent) -> ImportReport:
    """Import a file with jobseeker profiles into the dossiers of a municipality.

    Raises:
        UnusableFile: the file cannot be used at all; nothing was changed.
        NoKeeper: no organisation of the region keeps dossiers of this municipality.

    """
    records = read_records(path)
    with db.unit_of_work(region) as session:
        organisation_id = dossiers.keeper(session, region, municipality)
    actor = Actor(user_id=None, region_id=region, organisation_id=organisation_id, kind="import")
    schema = CandidateSchema()

    def take(session: Session, raw: Mapping[str, Any], report: ImportReport) -> Outcome:
        record: CandidateRecord = schema.load(raw)
        outcome = _take(session, record, actor, municipality)
        report.notes.update(record.notes if outcome is not Outcome.UNCHANGED else ())
        return outcome

    return batches.run(records, file=path.name, region=region, take=take, progress=progress)


def _take(session: Session, record: CandidateRecord, actor: Actor, municipality: str) -> Outcome:
    mark = links.fingerprint(record)
    postcode = stored_postcode(record.postcode)
    link = links.find(session, actor.region_id, links.CANDIDATE, record.external_id)
    if link is not None and link.fingerprint == mark:
        return Outcome.UNCHANGED
    if link is None:
        if tombstones.was_erased(session, actor.region_id, external=(links.VUM, record.external_id)):
            raise PersonErased
        candidate = _register(session, record, actor, municipality, postcode)
        links.keep(session, actor.region_id, links.CANDIDATE, record.external_id, candidate.id, mark)
        changes = {field.value: value for field, value in record.profile.items() if value is not None}
    else:
        candidate = queries.dossier(session, actor, link.subject_id)
        changes = {
            field.value: value for field, value in record.profile.items() if not dossiers.said_here(candidate, field)
        }
        dossiers.fill_contact(session, candidate, email=record.email, phone=record.phone, actor=actor)
        dossiers.follow_residence(session, candidate, municipality, postcode, actor=actor)
        links.renew(session, link, mark)
    service.edit_profile(session, EditProfile(candidate.id, changes, Source.IMPORT), actor=actor)
    dossiers.follow_register(session, candidate.id, record.in_register, actor=actor)
    return Outcome.ADDED if link is None else Outcome.CHANGED


def _register(session: Session, record: CandidateRecord, actor: Actor, municipality: str, postcode: str) -> Candidate:
    given = {field for field, value in record.profile.items() if value is not None}
    found = reference.postcode(session, postcode[:4])
    return service.register_candidate(
        session,
        RegisterCandidate(
            first_name="Onbekend",
            last_name=f"VUM {record.external_id[:8]}",
            municipality_code=municipality,
            email=record.email,
            phone=record.phone,
            postcode=postcode,
            place=found.place if found else None,
            organisation_id=actor.organisation_id,
            # What the stage matchbaar asks for is what decides; agreement to share is never in the file.
            stage=Stage.MATCHABLE if given.issuperset(MINIMUM_PROFILE) else Stage.REGISTERED,
            source=Source.IMPORT.value,
            confirmed_new=True,
        ),
        actor=actor,
    )
