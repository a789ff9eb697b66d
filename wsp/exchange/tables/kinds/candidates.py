"""Candidates: nobody comes in who did not agree to be shared."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from marshmallow import Schema, post_load

from wsp.candidates import queries, service
from wsp.candidates.commands import EditProfile, OpenDossier, RecordAgreement, RegisterCandidate
from wsp.candidates.enums import MINIMUM_PROFILE, Evidence, SharingPurpose, Source, Stage
from wsp.candidates.errors import BsnNotUsable, PersonErased
from wsp.candidates.schemas import EditProfileSchema, RegisterCandidateSchema
from wsp.candidates.words import full_name, number_label
from wsp.exchange import dossiers, links
from wsp.exchange.models import ExternalId
from wsp.exchange.tables.cells import means_yes
from wsp.exchange.tables.columns import Target, folded
from wsp.exchange.tables.enums import Decision, ImportKind, Profile, RowOutcome
from wsp.exchange.tables.kinds import lookups
from wsp.exchange.tables.kinds.base import Read, RowReader, Work, all_at_once, in_order, one_by_one
from wsp.exchange.tables.kinds.candidate_fields import AGREEMENT, CLIENT_MANAGERS, TARGETS, CandidateKeysSchema
from wsp.exchange.tables.problems import Alike, MaybeTwin, NoAgreement, Problem, RowRefused, Verdict, problem
from wsp.exchange.tables.reading import Row
from wsp.foundation import clock
from wsp.foundation.errors import DomainError

UNKNOWN_NAME: Final = "Onbekend"
_NOBODY: Final = uuid.UUID(int=0)


class _Profile(EditProfileSchema):
    """The profile without its dossier: only what changes."""

    @post_load
    def make(self, data: dict[str, Any], **options: Any) -> Any:
        """The changes that the row gives."""
        command = super().make(data, **options)
        return {name: value for name, value in command.changes.items() if value is not None}


class Candidates:
    """See `base.Kind`."""

    kind = ImportKind.CANDIDATES
    batch = 500

    def targets(self, profile: Profile) -> tuple[Target, ...]:
        """All fields; only an export of Sonar has fixed places, and no columns for a name that we know of."""
        if profile is not Profile.SONAR:
            return tuple(replace(each, place=None) for each in TARGETS)
        nameless = {"person.first_name", "person.last_name"}
        return tuple(replace(each, required=False) if each.key in nameless else each for each in TARGETS)

    def schemas(self, work: Work) -> Mapping[str, Schema]:
        """The room's own schemas, with the municipalities of the region."""
        named = lookups.municipalities(work)
        return {
            "keys": CandidateKeysSchema(),
            "person": RegisterCandidateSchema(
                options={"municipality_code": named}, organisation_id=work.organisation_id, source=Source.IMPORT.value
            ),
            "profile": _Profile(options={"source": {Source.IMPORT.value: "Import"}}, candidate_id=_NOBODY),
        }

    def read(self, work: Work, reader: RowReader, row: Row) -> Read:
        """One row; the agreement comes before everything else."""
        targets = {target.key: target for target in reader.targets}
        if not means_yes(reader.text(row, targets[AGREEMENT])):
            raise NoAgreement
        data, problems = reader.values(row)
        self._complete(work, data)
        manager_id, questions = self._client_manager(work, reader, data["keys"])
        loaded = reader.load(row, data, [*problems, *questions])
        register: RegisterCandidate = loaded["person"]
        keys, changes = loaded["keys"], loaded["profile"]
        placeable = {field.value for field in MINIMUM_PROFILE} <= set(changes) and register.postcode is not None
        dossier = OpenDossier(
            register=replace(
                register,
                client_manager_id=manager_id,
                stage=Stage.MATCHABLE if placeable else Stage.REGISTERED,
                confirmed_new=True,
            ),
            changes=changes,
            source=Source.IMPORT,
            evidence=keys["evidence"] or Evidence.ELSEWHERE,
            agreed_on=keys["agreed_on"],
            in_register=keys["in_register"],
        )
        try:
            service.check_dossier(dossier)
        except DomainError as error:
            raise RowRefused(reader.refused(row, error)) from error
        found = tuple(each for each in (*problems, *questions) if each.question)
        return Read(row, keys["external_id"], {"dossier": dossier}, found)

    def take(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """New people all at once, the others one by one."""
        known = links.find_many(
            work.session, work.actor.region_id, links.CANDIDATE, [each.key for each in records], system=work.system
        )
        verdicts: dict[int, Verdict] = {}
        new = [each for each in records if each.key not in known]
        alike = self._alike(work, [each for each in new if each.decision is None]) if work.checking else {}
        erased = self._erased(work, new)
        verdicts |= erased
        fresh = [each for each in new if each.decision is not Decision.SAME and each.row.number not in erased]
        fresh = [each for each in fresh if each.row.number not in alike]
        for each in new:
            if each.row.number in alike and each.row.number not in erased:
                twins = (alike[each.row.number],)
                verdicts[each.row.number] = Verdict(each.row.number, RowOutcome.TWIN, each.questions, twins)
        for verdict in self._open(work, reader, fresh):
            verdicts[verdict.number] = verdict
        rest = [each for each in records if each.row.number not in verdicts]

        def follow(work: Work, record: Read) -> RowOutcome:
            return self._follow(work, record, known.get(record.key))

        for verdict in one_by_one(work, reader, rest, follow):
            verdicts[verdict.number] = verdict
        return in_order(records, verdicts.values())

    def _complete(self, work: Work, data: dict[str, dict[str, Any]]) -> None:
        """What the import itself knows: where the file comes from, and names that the file does not hold."""
        person, keys = data["person"], data["keys"]
        data["profile"]["source"] = Source.IMPORT.value
        person.setdefault("municipality_code", work.municipality_code)
        if work.profile is Profile.SONAR:
            person.setdefault("first_name", UNKNOWN_NAME)
            person.setdefault("last_name", f"Sonar {keys.get('external_id', '')}"[:80])
        if person.get("postcode") and not person.get("place"):
            person["place"] = lookups.place_of(work, person["postcode"])

    def _client_manager(
        self, work: Work, reader: RowReader, keys: dict[str, Any]
    ) -> tuple[uuid.UUID | None, list[Problem]]:
        """The colleague that the row names; one that nobody knows is a question."""
        named = " ".join(str(keys[name]) for name in CLIENT_MANAGERS if keys.get(name))
        found = lookups.client_managers(work).get(folded(named)) if named else None
        if found is not None or not named:
            return found, []
        target = next(each for each in reader.targets if each.name == CLIENT_MANAGERS[0])
        message = "Deze klantmanager werkt niet bij deze organisatie. Wijs na het inlezen een klantmanager aan."
        return None, [problem(reader.header(target), named, message, question=True)]

    def _alike(self, work: Work, records: Sequence[Read]) -> dict[int, Alike]:
        """Row number -> the dossier of this organisation that looks like the row."""
        people = [service.likeness(each.parts["dossier"].register) for each in records]
        twins = service.find_known(work.session, work.organisation_id, people)
        found = {record.row.number: twin for record, twin in zip(records, twins, strict=True) if twin is not None}
        shown = lookups.candidates(work, [twin.id for twin in found.values()]) if found else {}
        return {
            number: Alike(
                str(twin.id),
                f"{number_label(twin.number)} {_name(shown[twin.id])}",
                ", ".join(twin.reasons),
                certain=twin.certain,
            )
            for number, twin in found.items()
        }

    def _erased(self, work: Work, records: Sequence[Read]) -> dict[int, Verdict]:
        """Whoever was erased here does not come back by an old file."""
        found = service.find_erased(
            work.session,
            work.actor.region_id,
            [each.parts["dossier"] for each in records],
            [(work.system, each.key) for each in records],
        )
        told = (problem("Hele rij", None, PersonErased().message),)
        return {
            record.row.number: Verdict(record.row.number, RowOutcome.REFUSED, told)
            for record, gone in zip(records, found, strict=True)
            if gone
        }

    def _open(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        """All in one go; when the database or a rule refuses, each by itself, so that the good ones still come in."""
        if work.checking:
            # Every rule was looked at; writing twenty thousand dossiers only to undo them would tell nothing more.
            return self._tried(work, reader, records)
        return all_at_once(work, reader, records, self._add, self._add_one)

    def _tried(self, work: Work, reader: RowReader, records: Sequence[Read]) -> list[Verdict]:
        taken = service.bsns_taken(work.session, [each.parts["dossier"] for each in records])
        refusal = BsnNotUsable()
        return [
            Verdict(record.row.number, RowOutcome.REFUSED, tuple(reader.refused(record.row, refusal)))
            if gone
            else Verdict(record.row.number, RowOutcome.NEW, record.questions)
            for record, gone in zip(records, taken, strict=True)
        ]

    def _add_one(self, work: Work, record: Read) -> RowOutcome:
        self._add(work, [record])
        return RowOutcome.NEW

    def _add(self, work: Work, records: Sequence[Read]) -> None:
        ids = service.open_dossiers(work.session, [each.parts["dossier"] for each in records], actor=work.actor)
        links.keep_many(
            work.session,
            work.actor.region_id,
            links.CANDIDATE,
            [
                (record.key, candidate_id, links.fingerprint(record.parts["dossier"]))
                for record, candidate_id in zip(records, ids, strict=True)
            ],
            system=work.system,
        )

    def _follow(self, work: Work, record: Read, link: ExternalId | None) -> RowOutcome:
        """A dossier that is here already: what changed in the file, and nobody here wrote, is taken over."""
        dossier: OpenDossier = record.parts["dossier"]
        mark = links.fingerprint(dossier)
        session, actor = work.session, work.actor
        if link is None:
            return self._couple(work, record, mark)
        if link.fingerprint == mark:
            return RowOutcome.SAME
        candidate = queries.dossier(session, actor, link.subject_id)
        person = dossier.register
        dossiers.fill_contact(session, candidate, email=person.email, phone=person.phone, actor=actor)
        if person.postcode is not None:
            dossiers.follow_residence(
                session, candidate, person.municipality_code, person.postcode, actor=actor, place=person.place
            )
        changes = {name: value for name, value in dossier.changes.items() if not dossiers.said_here(candidate, name)}
        service.edit_profile(session, EditProfile(candidate.id, changes, Source.IMPORT), actor=actor)
        dossiers.follow_register(session, candidate.id, dossier.in_register, actor=actor)
        if not any(each.purpose == SharingPurpose.WSP for each in queries.agreements(session, candidate.id)):
            # An agreement that was withdrawn here stays withdrawn, whatever an older system still says.
            day = dossier.agreed_on or clock.today()
            command = RecordAgreement(candidate.id, SharingPurpose.WSP, dossier.evidence or Evidence.ELSEWHERE, day)
            service.record_agreement(session, command, actor=actor)
        links.renew(session, link, mark)
        return RowOutcome.CHANGED

    def _couple(self, work: Work, record: Read, mark: str) -> RowOutcome:
        """Somebody said that this is the dossier that was shown: from now on the row follows it."""
        alike = self._alike(work, [record]).get(record.row.number)
        if alike is None:
            raise MaybeTwin(())
        links.keep(
            work.session,
            work.actor.region_id,
            links.CANDIDATE,
            record.key,
            uuid.UUID(alike.id),
            mark,
            system=work.system,
        )
        return RowOutcome.SAME


def _name(candidate: Any) -> str:
    return full_name(candidate.first_name, candidate.name_prefix, candidate.last_name)
