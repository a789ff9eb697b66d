"""Vacancies of employers that are here already."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import fields as columns_of
from dataclasses import replace
from typing import Any, Final

from marshmallow import Schema

from wsp.exchange import links
from wsp.exchange.tables.columns import Target
from wsp.exchange.tables.enums import ImportKind, Profile, RowOutcome
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
from wsp.exchange.tables.problems import Verdict
from wsp.exchange.tables.reading import Row
from wsp.foundation import clock, fields
from wsp.foundation.errors import DomainError
from wsp.foundation.fields import CommandSchema
from wsp.policy.service import law_book
from wsp.vacancies import queries, rules, service, words
from wsp.vacancies.commands import AddVacancy, EditVacancy, VacancyContent
from wsp.vacancies.enums import VacancySource
from wsp.vacancies.schemas import EditVacancySchema

_TASKS: Final = 3


class VacancyKeysSchema(CommandSchema[dict[str, Any]]):
    """What the file says that no form of ours asks."""

    command = dict

    external_id = fields.Text(
        label="Vacaturenummer in jullie systeem",
        hint="Uniek. Hiermee herkent het portaal dezelfde vacature de volgende keer.",
        required=True,
        max_length=100,
    )
    employer = fields.Text(label="Werkgever", hint=lookups.EMPLOYER_HINT, required=True, max_length=200)


class RowVacancySchema(EditVacancySchema):
    """Everything a vacancy says, without a vacancy that it belongs to."""

    command = VacancyContent  # type: ignore[assignment]  # the same content, of no vacancy yet


_SHIFTS: Final = {"dagdienst": "dag", "avonddienst": "avond", "nachtdienst": "nacht", "kantoortijden": "dag"}
_EDUCATION: Final = {
    "geen": "0", "vmbo": "3", "mbo 2": "4", "mbo 3": "5", "mbo 4": "5", "havo": "5", "vwo": "5", "hbo": "6", "wo": "7",
}  # fmt: skip

_keys = of("keys", VacancyKeysSchema())
_vacancy = of("vacancy", RowVacancySchema(), words.LABELS)

TARGETS: Final[tuple[Target, ...]] = (
    _keys("external_id", "vacaturenummer", "id", "vacaturenr", "referentie"),
    _keys("employer", *lookups.EMPLOYER_SYNONYMS),
    _vacancy("title", "functie", "functietitel", "vacature", "functienaam"),
    _vacancy("description", "functieomschrijving", "tekst", "vacaturetekst"),
    *(
        _vacancy(f"task_{row}_{part}", label=label.format(row))
        for row in range(1, _TASKS + 1)
        for part, label in (("name", "Taak {}"), ("hours", "Taak {}: uren per week"))
    ),
    _vacancy("hours_min", "min uren", "uren minimaal"),
    _vacancy("hours_max", "max uren", "uren", "uren per week", "uren maximaal"),
    _vacancy("full_week_hours", "fulltime uren"),
    _vacancy("shifts", "dagdelen", "diensten", words=_SHIFTS, constant=True),
    _vacancy("working_times", "tijden", "rooster"),
    _vacancy("education_min", "opleidingsniveau", "minimaal opleidingsniveau", words=_EDUCATION),
    _vacancy("language_nl_min", "taalniveau", "nederlands"),
    _vacancy("driving_licences", "rijbewijzen"),
    _vacancy("diplomas", "diploma", "certificaten"),
    _vacancy("skills_required", "eisen", "functie-eisen"),
    _vacancy("skills_wished", "wensen", "pre"),
    _vacancy("work_conditions", "arbeidsomstandigheden"),
    _vacancy("guidance_on_site", "begeleiding"),
    _vacancy("places", "aantal plaatsen", "aantal", "aantal vacatures", constant=True),
    _vacancy("wage_hour", "uurloon", "loon", "bruto uurloon"),
    _vacancy("contract_months", "contractduur in maanden", "contractduur"),
    _vacancy("garantiebaan", "banenafspraak"),
    _vacancy("start_date", "startdatum", "ingangsdatum"),
    _vacancy("closes_on", "sluitingsdatum", "einddatum vacature", "reageren tot", constant=True),
    _vacancy("adaptable_hours"),
    _vacancy("adaptable_times"),
    _vacancy("adaptable_tasks"),
    _vacancy("adaptable_guidance"),
)
"""In the order of the template."""
_CONTENT: Final = tuple(found.name for found in columns_of(VacancyContent))


class Vacancies:
    """See `base.Kind`."""

    kind = ImportKind.VACANCIES
    batch = 500

    def targets(self, profile: Profile) -> tuple[Target, ...]:
        """All fields; there is one profile."""
        del profile
        return TARGETS

    def schemas(self, work: Work) -> Mapping[str, Schema]:
        """The room's own schema; the employer is found when the row is taken."""
        del work
        return {"keys": VacancyKeysSchema(), "vacancy": RowVacancySchema()}

    def read(self, work: Work, reader: RowReader, row: Row) -> Read:
        """One row."""
        del work
        data, problems = reader.values(row)
        loaded = reader.load(row, data, problems)
        keys = loaded["keys"]
        questions = tuple(each for each in problems if each.question)
        parts = {"vacancy": loaded["vacancy"], "employer": keys["employer"]}
        return Read(row, keys["external_id"], parts, questions)

    def take(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """New vacancies all at once, the others one by one."""
        lookups.find_employers(work, [each.parts["employer"] for each in records])
        new, rest, verdicts = met_before(work, records, links.VACANCY, "vacancy")
        good, wrong = _checked(work, reader, new)
        verdicts += [*wrong, *all_at_once(work, reader, good, _add_all, _take)]
        return in_order(records, [*verdicts, *one_by_one(work, reader, rest, _take)])


def _checked(work: Work, reader: RowReader, records: Sequence[Read]) -> tuple[list[Read], list[Verdict]]:
    """The rows that can become a vacancy, and what is wrong with the others: one bad row slows nobody down."""
    book = law_book(work.session, region=work.actor.region_id, on=clock.today())
    good: list[Read] = []
    wrong: list[Verdict] = []
    for record in records:
        try:
            employer_id = lookups.employer(work, record.parts["employer"])
            service.check_new(book, _command(work, record, employer_id, site=None))
        except DomainError as error:
            problems = (*reader.refused(record.row, error), *record.questions)
            wrong.append(Verdict(record.row.number, RowOutcome.REFUSED, problems))
        else:
            good.append(record)
    return good, wrong


def _add_all(work: Work, records: Sequence[Read]) -> None:
    found = [lookups.employer(work, record.parts["employer"]) for record in records]
    sites = lookups.sites_of(work, found)
    commands = [
        _command(work, record, employer_id, site=_only(sites[employer_id]))
        for record, employer_id in zip(records, found, strict=True)
    ]
    ids = service.add_vacancies(work.session, commands, actor=work.actor)
    links.keep_many(
        work.session,
        work.actor.region_id,
        links.VACANCY,
        [
            (record.key, vacancy_id, links.fingerprint(record.parts["vacancy"]))
            for record, vacancy_id in zip(records, ids, strict=True)
        ],
        system=work.system,
    )


def _command(work: Work, record: Read, employer_id: uuid.UUID, *, site: uuid.UUID | None) -> AddVacancy:
    content: VacancyContent = record.parts["vacancy"]
    values = {name: getattr(content, name) for name in _CONTENT}
    values |= {"occupation_code": lookups.occupation(work, content.title), "establishment_id": site}
    return AddVacancy(employer_id=employer_id, source=VacancySource.IMPORT, **values)


def _take(work: Work, record: Read) -> RowOutcome:
    session, actor = work.session, work.actor
    content: VacancyContent = record.parts["vacancy"]
    mark = links.fingerprint(content)
    link = links.find(session, actor.region_id, links.VACANCY, record.key, system=work.system)
    if link is not None and link.fingerprint == mark:
        return RowOutcome.SAME
    employer_id = lookups.employer(work, record.parts["employer"])
    if link is None:
        site = _only(lookups.sites_of(work, [employer_id])[employer_id])
        vacancy = service.add_vacancy(session, _command(work, record, employer_id, site=site), actor=actor)
        links.keep(session, actor.region_id, links.VACANCY, record.key, vacancy.id, mark, system=work.system)
        return RowOutcome.NEW
    vacancy = queries.vacancy(session, actor, link.subject_id)
    check_not_edited_here(work, "vacancy", vacancy.id, ("vacancies.edit",), rules.vacancy_number(vacancy.number))
    content = replace(content, occupation_code=lookups.occupation(work, content.title))
    values = {name: getattr(content, name) for name in _CONTENT}
    values |= {"establishment_id": vacancy.establishment_id, "contact_id": vacancy.contact_id}
    service.edit_vacancy(session, EditVacancy(vacancy_id=vacancy.id, version=vacancy.version, **values), actor=actor)
    links.renew(session, link, mark)
    return RowOutcome.CHANGED


def _only(sites: Sequence[uuid.UUID]) -> uuid.UUID | None:
    """Where the work is, when the employer has one place; with more of them somebody must say it."""
    return sites[0] if len(sites) == 1 else None
