"""Agreement to be shared: what holds, what an employer would see, giving and taking back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Response, request

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.candidates import queries, service
from wsp.candidates.enums import EVIDENCE_LABELS, PURPOSE_LABELS, PURPOSE_MEANING, Evidence, SharingPurpose
from wsp.candidates.masking import Viewer, masked
from wsp.candidates.models import SharingAgreement
from wsp.candidates.schemas import RecordAgreementSchema, WithdrawAgreementSchema
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.errors import NotFound
from wsp.web.access import current_actor, current_session, requires
from wsp.web.candidates import pages
from wsp.web.candidates.blueprint import blueprint
from wsp.web.employer_field import find_employer


@dataclass(frozen=True)
class AgreementLine:
    """An agreement, or its withdrawal, as the page shows it."""

    id: uuid.UUID
    purpose: SharingPurpose
    label: str
    employer_id: uuid.UUID | None
    employer: str | None
    given: bool
    holds: bool
    evidence: str
    on: date
    until: date | None
    by: str | None


def lines(candidate_id: uuid.UUID) -> list[AgreementLine]:
    """All agreements of a candidate with the names in them, newest first."""
    session, actor = current_session(), current_actor()
    rows: Sequence[SharingAgreement] = queries.agreements(session, candidate_id)
    firms = employers.names(session, actor, [row.employer_id for row in rows if row.employer_id])
    people = accounts.names(session, [row.recorded_by for row in rows])
    today = clock.today()
    return [
        AgreementLine(
            id=row.id,
            purpose=SharingPurpose(row.purpose),
            label=PURPOSE_LABELS[SharingPurpose(row.purpose)],
            employer_id=row.employer_id,
            employer=firms.get(row.employer_id, "een werkgever") if row.employer_id else None,
            given=row.given,
            holds=row.given and today in row.valid,
            evidence=EVIDENCE_LABELS[Evidence(row.evidence)] if row.evidence in set(Evidence) else row.evidence,
            on=row.given_on,
            until=row.valid_until,
            by=people.get(row.recorded_by) if row.recorded_by else None,
        )
        for row in rows
    ]


@blueprint.route("/kandidaten/<uuid:candidate_id>/akkoord", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_AGREEMENT)
def record_agreement(candidate_id: uuid.UUID) -> Response:
    """Record an agreement, next to exactly what an employer would see."""
    dossier = pages.kept(candidate_id, details=True)
    candidate, home = dossier.row, dossier.residence
    purpose = request.args.get("doel", "")
    return pages.answer(
        RecordAgreementSchema(candidate_id=candidate_id, find_employer=find_employer),
        shown=dossier.shown,
        title="Akkoord vastleggen",
        button="Akkoord vastleggen",
        saved="Het akkoord is vastgelegd.",
        save=lambda command: service.record_agreement(current_session(), command, actor=current_actor()),
        values={"purpose": purpose if purpose in set(SharingPurpose) else None, "given_on": clock.today()},
        template="candidates/agreement.html",
        more={
            "anonymous": masked(candidate, viewer=Viewer.EMPLOYER_ANONYMOUS, residence=home),
            "named": masked(candidate, viewer=Viewer.EMPLOYER_NAMED, residence=home),
            "meanings": {PURPOSE_LABELS[p]: text for p, text in PURPOSE_MEANING.items()},
            "lines": lines(candidate_id),
        },
    )


@blueprint.route("/kandidaten/<uuid:candidate_id>/akkoord/<uuid:agreement_id>/intrekken", methods=["GET", "POST"])
@requires(Permission.CANDIDATE_AGREEMENT)
def withdraw_agreement(candidate_id: uuid.UUID, agreement_id: uuid.UUID) -> Response:
    """Take one agreement back."""
    _candidate, shown = pages.kept_dossier(candidate_id)
    line = next((found for found in lines(candidate_id) if found.id == agreement_id and found.holds), None)
    if line is None:
        raise NotFound("Dit akkoord is er niet meer. Kijk in het dossier wat nu geldt.")
    return pages.answer(
        WithdrawAgreementSchema(candidate_id=candidate_id, purpose=line.purpose, employer_id=line.employer_id),
        shown=shown,
        title="Akkoord intrekken",
        button="Akkoord intrekken",
        saved="Het akkoord is ingetrokken.",
        save=lambda command: service.withdraw_agreement(current_session(), command, actor=current_actor()),
        values={"withdrawn_on": clock.today()},
        template="candidates/withdraw.html",
        more={"line": line},
    )
