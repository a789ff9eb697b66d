"""Contact persons of employers that are here already."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from typing import Any, Final

from marshmallow import Schema

from wsp.employers import queries, service
from wsp.employers.commands import AddContact, EditContact
from wsp.employers.rules import match_key
from wsp.employers.schemas import AddContactSchema
from wsp.exchange import links
from wsp.exchange.errors import UnusableRow
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
from wsp.foundation import fields
from wsp.foundation.fields import CommandSchema

_NOBODY: Final = uuid.UUID(int=0)


class ContactKeysSchema(CommandSchema[dict[str, Any]]):
    """What the file says that no form of ours asks."""

    command = dict

    external_id = fields.Text(
        label="Nummer in jullie systeem",
        hint="Mag leeg blijven: dan herkent het portaal de naam bij de werkgever.",
        max_length=100,
    )
    employer = fields.Text(label="Werkgever", hint=lookups.EMPLOYER_HINT, required=True, max_length=200)


_keys = of("keys", ContactKeysSchema())
_contact = of("contact", AddContactSchema())

TARGETS: Final[tuple[Target, ...]] = (
    _keys("employer", *lookups.EMPLOYER_SYNONYMS),
    _contact("name", "contactpersoon", "naam contactpersoon", "volledige naam"),
    _contact("role", "rol", "functietitel"),
    _contact("phone", "telefoonnummer", "tel", "mobiel"),
    _contact("email", "e-mailadres", "mail", "mailadres"),
    _contact("first_choice", "eerste aanspreekpunt", "hoofdcontact"),
    _keys("external_id", "id", "contactnummer"),
)
"""In the order of the template."""


class Contacts:
    """See `base.Kind`."""

    kind = ImportKind.CONTACTS
    batch = 500

    def targets(self, profile: Profile) -> tuple[Target, ...]:
        """All fields; there is one profile."""
        del profile
        return TARGETS

    def schemas(self, work: Work) -> Mapping[str, Schema]:
        """The room's own schema; the employer is found when the row is taken."""
        del work
        return {"keys": ContactKeysSchema(), "contact": AddContactSchema(employer_id=_NOBODY)}

    def read(self, work: Work, reader: RowReader, row: Row) -> Read:
        """One row."""
        del work
        data, problems = reader.values(row)
        loaded = reader.load(row, data, problems)
        keys, command = loaded["keys"], loaded["contact"]
        key = keys["external_id"] or f"{match_key(keys['employer'])}|{match_key(command.name)}"
        questions = tuple(each for each in problems if each.question)
        return Read(row, key, {"contact": command, "employer": keys["employer"]}, questions)

    def take(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """New people all at once, the others one by one."""
        lookups.find_employers(work, [each.parts["employer"] for each in records])
        new, rest, verdicts = met_before(work, records, links.CONTACT, "contact")
        alone, others = _alone(work, new)
        verdicts += all_at_once(work, reader, alone, _add_all, _take)
        return in_order(records, [*verdicts, *one_by_one(work, reader, [*others, *rest], _take)])


def _alone(work: Work, records: Sequence[Read]) -> tuple[list[Read], list[Read]]:
    """Rows of people who are not there yet and take nobody's first place, with their employer; and all others."""
    found: dict[int, uuid.UUID] = {}
    for record in records:
        # Whom nobody can find is refused where each is taken by itself.
        with suppress(UnusableRow):
            found[record.row.number] = lookups.employer(work, record.parts["employer"])
    here = queries.contacts_of(work.session, work.actor, found.values())
    names = {(each.employer_id, match_key(each.name)) for each in here}
    firsts = {each.employer_id for each in here if each.first_choice}
    alone: list[Read] = []
    others: list[Read] = []
    for record in records:
        command: AddContact = record.parts["contact"]
        employer_id = found.get(record.row.number)
        name = (employer_id, match_key(command.name))
        if employer_id is None or name in names or (command.first_choice and employer_id in firsts):
            others.append(record)
            continue
        names.add((employer_id, match_key(command.name)))
        if command.first_choice:
            firsts.add(employer_id)
        alone.append(record)
    return alone, others


def _add_all(work: Work, records: Sequence[Read]) -> None:
    given = [each.parts["contact"] for each in records]
    commands = [
        replace(command, employer_id=lookups.employer(work, record.parts["employer"]))
        for record, command in zip(records, given, strict=True)
    ]
    ids = service.add_contacts(work.session, commands, actor=work.actor)
    links.keep_many(
        work.session,
        work.actor.region_id,
        links.CONTACT,
        [
            (record.key, contact_id, links.fingerprint(command))
            for record, command, contact_id in zip(records, given, ids, strict=True)
        ],
        system=work.system,
    )


def _take(work: Work, record: Read) -> RowOutcome:
    command: AddContact = record.parts["contact"]
    session, actor = work.session, work.actor
    mark = links.fingerprint(command)
    link = links.find(session, actor.region_id, links.CONTACT, record.key, system=work.system)
    if link is not None and link.fingerprint == mark:
        return RowOutcome.SAME
    employer_id = lookups.employer(work, record.parts["employer"])
    command = replace(command, employer_id=employer_id)
    if link is None:
        same = next(
            (each for each in queries.contacts(session, actor, employer_id) if _same(each.name, command.name)), None
        )
        # Somebody with this name works there already: that is who is meant, and what is here stays.
        contact_id = same.id if same else service.add_contact(session, command, actor=actor).id
        links.keep(session, actor.region_id, links.CONTACT, record.key, contact_id, mark, system=work.system)
        return RowOutcome.SAME if same else RowOutcome.NEW
    person = queries.contact(session, actor, employer_id, link.subject_id)
    check_not_edited_here(work, "employer", employer_id, ("employer.contact_edited",), person.name, part=person.id)
    given = asdict(command) | {"establishment_id": person.establishment_id}
    service.edit_contact(
        session,
        EditContact(contact_id=person.id, version=person.version, left_on=person.left_on, **given),
        actor=actor,
    )
    links.renew(session, link, mark)
    return RowOutcome.CHANGED


def _same(one: str, other: str) -> bool:
    return match_key(one) == match_key(other) != ""
