"""Employers with their first establishment."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields as columns_of
from dataclasses import replace
from typing import Any, Final

from marshmallow import Schema
from sqlalchemy import select

from wsp.employers import queries, service
from wsp.employers.commands import AddEmployer, AddEstablishment, EditEmployer, EditEstablishment, SetSector
from wsp.employers.enums import Source
from wsp.employers.errors import LooksLikeAnother, Twin
from wsp.employers.models import Employer, EmployerSector
from wsp.employers.rules import match_key
from wsp.employers.schemas import AddEmployerSchema
from wsp.employers.twins import Mark, find_twins_of_many, marks
from wsp.exchange import links
from wsp.exchange.tables.columns import Target, folded
from wsp.exchange.tables.enums import Decision, ImportKind, Profile, RowOutcome
from wsp.exchange.tables.kinds import lookups
from wsp.exchange.tables.kinds.base import (
    Read,
    RowReader,
    Work,
    all_at_once,
    check_not_edited_here,
    in_order,
    met_before,
    one_by_one,
)
from wsp.exchange.tables.kinds.fields import of
from wsp.exchange.tables.problems import Alike, MaybeTwin, Problem, RowRefused, Verdict, problem
from wsp.exchange.tables.reading import Row
from wsp.foundation import clock, fields
from wsp.foundation.errors import DomainError
from wsp.foundation.fields import CommandSchema
from wsp.foundation.versions import known
from wsp.reference import starter


class EmployerKeysSchema(CommandSchema[dict[str, Any]]):
    """What the file says that no form of ours asks."""

    command = dict

    external_id = fields.Text(
        label="Nummer in jullie systeem",
        hint="Mag leeg blijven: dan herkent het portaal het KVK-nummer, of de naam met de plaats.",
        max_length=100,
    )
    owner = fields.Text(label="Vast contact", hint="Naam of e-mailadres van een accountmanager.", max_length=200)


_MUNICIPALITIES: Final = {each.name: each.code for each in starter.municipalities()}
_STATUS: Final = {"klant": "klant", "actief": "klant", "slapend": "slapend", "inactief": "slapend"}
_SECTOR: Final = {"privaat": "markt", "publiek": "overheid", "gemeente": "overheid", "rijk": "overheid"}

_keys = of("keys", EmployerKeysSchema())
_employer = of("employer", AddEmployerSchema())

TARGETS: Final[tuple[Target, ...]] = (
    _keys("external_id", "id", "relatienummer", "werkgevernummer", "klantnummer", "debiteurnummer"),
    _employer("name", "werkgever", "bedrijfsnaam", "bedrijf", "organisatie", "handelsnaam"),
    _employer("kvk_number", "kvk", "kvknr", "kamer van koophandel"),
    _employer("sector", "markt of overheid", words=_SECTOR, constant=True),
    _employer("status", "relatiestatus", "klantstatus", words=_STATUS, constant=True),
    _employer("sbi_code", "sbi", "branchecode", "hoofdactiviteit"),
    _employer("size_class", "aantal medewerkers", "omvang", "grootteklasse"),
    _employer("phone", "telefoonnummer", "tel"),
    _employer("website", "webadres", "site", "url"),
    _employer("street", "straatnaam", "adres"),
    _employer("house_number", "huisnr", "nummer en toevoeging"),
    _employer("postcode", "pc"),
    _employer("place", "vestigingsplaats", "woonplaats", "stad"),
    _employer("municipality_code", "gemeentenaam", "vestigingsgemeente", words=_MUNICIPALITIES),
    _keys("owner", "accountmanager", "contactpersoon wsp", "relatiebeheerder"),
    _employer("note", "opmerking", "opmerkingen", "toelichting", "bijzonderheden"),
)
"""In the order of the template."""

_EDITED: Final = ("employer.edited", "employer.sector_set")
_OWN_COLUMNS: Final = frozenset(found.name for found in columns_of(EditEmployer)) - {
    "employer_id",
    "version",
    "another",
}
_ADDRESS: Final = ("street", "house_number", "postcode", "place", "municipality_code")


class Employers:
    """See `base.Kind`."""

    kind = ImportKind.EMPLOYERS
    batch = 500

    def targets(self, profile: Profile) -> tuple[Target, ...]:
        """All fields; there is one profile."""
        del profile
        return TARGETS

    def schemas(self, work: Work) -> Mapping[str, Schema]:
        """The room's own schema."""
        del work
        return {"keys": EmployerKeysSchema(), "employer": AddEmployerSchema(source=Source.IMPORT)}

    def read(self, work: Work, reader: RowReader, row: Row) -> Read:
        """One row."""
        data, problems = reader.values(row)
        employer = data["employer"]
        if employer.get("postcode") and not employer.get("place"):
            employer["place"] = lookups.place_of(work, employer["postcode"])
        owner_id, questions = _owner(work, reader, data["keys"])
        loaded = reader.load(row, data, [*problems, *questions])
        command: AddEmployer = replace(loaded["employer"], owner_id=owner_id)
        try:
            service.check_new(command)
        except DomainError as error:
            raise RowRefused(reader.refused(row, error)) from error
        found = tuple(each for each in (*problems, *questions) if each.question)
        return Read(row, loaded["keys"]["external_id"] or _key(command), {"employer": command}, found)

    def take(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """New ones that look like nobody all at once; the others one by one."""
        new, changed, same = met_before(work, records, links.EMPLOYER, "employer")
        unlike, verdicts, rest = _sorted_out(work, new)
        verdicts += [*same, *all_at_once(work, reader, unlike, _add_all, _take)]
        return in_order(records, [*verdicts, *one_by_one(work, reader, [*rest, *changed], _take)])


def _sorted_out(work: Work, records: Sequence[Read]) -> tuple[list[Read], list[Verdict], list[Read]]:
    """New rows: those like nobody, what is settled already (somebody must say who it is), and those to take by one."""
    likenesses = [service.likeness_of(each.parts["employer"]) for each in records]
    twins = find_twins_of_many(work.session, work.actor, likenesses)
    unlike: list[Read] = []
    settled: list[Verdict] = []
    rest: list[Read] = []
    seen: set[Mark] = set()
    for record, likeness, found in zip(records, likenesses, twins, strict=True):
        own = marks(likeness)
        if found and record.decision is None and not own & seen:
            settled.append(Verdict(record.row.number, RowOutcome.TWIN, record.questions, _alike(found)))
        elif found or own & seen:
            # Also one that looks like an earlier row of this batch: that one must be there first.
            rest.append(record)
        else:
            unlike.append(record)
        seen |= own
    return unlike, settled, rest


def _add_all(work: Work, records: Sequence[Read]) -> None:
    commands = [each.parts["employer"] for each in records]
    ids = service.add_employers(work.session, commands, actor=work.actor)
    links.keep_many(
        work.session,
        work.actor.region_id,
        links.EMPLOYER,
        [
            (record.key, employer_id, links.fingerprint(command))
            for record, command, employer_id in zip(records, commands, ids, strict=True)
        ],
        system=work.system,
    )


def _owner(work: Work, reader: RowReader, keys: dict[str, Any]) -> tuple[uuid.UUID | None, list[Problem]]:
    named = keys.get("owner")
    found = lookups.account_managers(work).get(folded(named)) if named else None
    if found is not None or not named:
        return found, []
    target = next(each for each in reader.targets if each.name == "owner")
    message = "Deze collega is hier geen accountmanager. Kies na het inlezen een vast contact."
    return None, [problem(reader.header(target), named, message, question=True)]


def _key(command: AddEmployer) -> str:
    """By what an employer without a number is recognised in the same file next time."""
    if command.kvk_number:
        return f"kvk:{command.kvk_number}"
    return f"naam:{match_key(command.name)}|{match_key(command.place)}"


def _take(work: Work, record: Read) -> RowOutcome:
    command: AddEmployer = record.parts["employer"]
    mark = links.fingerprint(command)
    region = work.actor.region_id
    link = links.find(work.session, region, links.EMPLOYER, record.key, system=work.system)
    if link is None:
        employer_id, outcome = _add(work, record, command)
        links.keep(work.session, region, links.EMPLOYER, record.key, employer_id, mark, system=work.system)
        return outcome
    if link.fingerprint == mark:
        return RowOutcome.SAME
    employer = queries.employer(work.session, work.actor, link.subject_id)
    check_not_edited_here(work, "employer", employer.id, _EDITED, f"W-{employer.number}")
    _edit(work, employer, command)
    links.renew(work.session, link, mark)
    return RowOutcome.CHANGED


def _add(work: Work, record: Read, command: AddEmployer) -> tuple[uuid.UUID, RowOutcome]:
    """A new employer; one that looks like another only when somebody said that it is not, or that it is."""
    try:
        with work.session.begin_nested():
            new = replace(command, another=record.decision is Decision.NEW)
            return service.add_employer(work.session, new, actor=work.actor).id, RowOutcome.NEW
    except LooksLikeAnother as found:
        if record.decision is Decision.SAME and found.twins:
            return found.twins[0].id, RowOutcome.SAME
        raise MaybeTwin(_alike(found.twins)) from found


def _alike(twins: Sequence[Twin]) -> tuple[Alike, ...]:
    """Who it may be, as somebody reads it; when one is certain, that one only."""
    return tuple(
        Alike(
            str(twin.id),
            f"W-{twin.number} {twin.name}{f' in {twin.place}' if twin.place else ''}",
            ", ".join(twin.reasons),
            certain=twin.certain,
        )
        for twin in [each for each in twins if each.certain] or twins
    )


def _edit(work: Work, employer: Employer, command: AddEmployer) -> None:
    session, actor = work.session, work.actor
    facts = {name: getattr(command, name) for name in _OWN_COLUMNS}
    service.edit_employer(
        session, EditEmployer(employer_id=employer.id, version=employer.version, another=True, **facts), actor=actor
    )
    today = clock.today()
    now = session.scalars(
        select(EmployerSector).where(EmployerSector.employer_id == employer.id, known(EmployerSector, on=today))
    ).one_or_none()
    if now is None or (now.sector, now.sbi_code) != (command.sector.value, command.sbi_code):
        service.set_sector(
            session,
            SetSector(employer_id=employer.id, sector=command.sector, sbi_code=command.sbi_code, valid_from=today),
            actor=actor,
        )
    _follow_address(work, employer.id, command)


def _follow_address(work: Work, employer_id: uuid.UUID, command: AddEmployer) -> None:
    """The first establishment has the address of the file; others belong to whoever added them here."""
    session, actor = work.session, work.actor
    sites = queries.establishments(session, actor, employer_id)
    address = {name: getattr(command, name) for name in _ADDRESS}
    main = min(sites, key=lambda site: (site.created_at, str(site.id)), default=None)
    if main is None:
        service.add_establishment(
            session, AddEstablishment(employer_id=employer_id, name=command.place, **address), actor=actor
        )
        return
    if any(getattr(main, name) != value for name, value in address.items()):
        kept = {
            name: getattr(main, name)
            for name in ("name", "establishment_number", "public_transport", "closed_on", "version")
        }
        service.edit_establishment(
            session,
            EditEstablishment(employer_id=employer_id, establishment_id=main.id, **kept, **address),
            actor=actor,
        )
