"""Carries out a granted erasure; called by the worker, the only one with the role that may."""

import uuid

from sqlalchemy import select, update

from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.privacy import queries
from wsp.privacy.enums import RequestKind, RequestState
from wsp.privacy.erasure import erase_person
from wsp.privacy.errors import StandsInTheWay
from wsp.privacy.mentions import replace_decided
from wsp.privacy.models import DataRequest


def erase_for_request(region: str, request_id: uuid.UUID, *, actor: Actor) -> None:
    """Erase the person of a granted request, once; does nothing when it was done already.

    Raises:
        StandsInTheWay: something came in between; the job tries again later, and the request shows why.

    """
    with db.retention_work(region) as session:
        row = session.scalars(select(DataRequest).where(DataRequest.id == request_id).with_for_update()).one_or_none()
        granted = {RequestState.GRANTED.value, RequestState.PARTLY.value}
        if row is None or row.subject_id is None or row.kind != RequestKind.ERASURE or row.state not in granted:
            return
        if reasons := queries.obstacles(session, row.subject_id):
            raise StandsInTheWay(reasons)
        replace_decided(session, row.subject_id, actor=actor)
        erase_person(session, row.subject_id, actor=actor, reason=f"Verzoek AVG-{row.number}")
        session.execute(update(DataRequest).where(DataRequest.id == request_id).values(carried_out_at=clock.now()))
