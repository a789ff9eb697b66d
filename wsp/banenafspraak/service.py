"""Enter a target."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.audit import service as audit
from wsp.banenafspraak.commands import SetTarget
from wsp.banenafspraak.errors import UnusableTarget
from wsp.banenafspraak.models import WHOLE_REGION, BanenafspraakTarget
from wsp.foundation.actor import Actor
from wsp.foundation.versions import known, period, record_version
from wsp.reference import queries as reference


def set_target(session: Session, command: SetTarget, *, actor: Actor) -> BanenafspraakTarget:
    """Enter a target for a year; what stood there is superseded, so that an older report stays as it was.

    Raises:
        UnusableTarget: a municipality of another region.

    """
    first, last = date(command.year, 1, 1), date(command.year, 12, 31)
    if command.municipality_code != WHOLE_REGION:
        own = {each.code for each in reference.municipalities(session, actor.region_id, on=last)}
        if command.municipality_code not in own:
            sentence = "Kies een gemeente van deze regio, of de hele regio."
            raise UnusableTarget(sentence, fields={"municipality_code": [sentence]})
    before = session.scalar(
        select(BanenafspraakTarget.jobs).where(
            BanenafspraakTarget.region_id == actor.region_id,
            BanenafspraakTarget.municipality_code == command.municipality_code,
            BanenafspraakTarget.sector == command.sector.value,
            known(BanenafspraakTarget, on=last),
        )
    )
    target = record_version(
        session,
        BanenafspraakTarget(
            region_id=actor.region_id,
            municipality_code=command.municipality_code,
            sector=command.sector.value,
            jobs=command.jobs,
            source=command.source,
            valid=period(first, last),
            recorded_by=actor.user_id,
        ),
        subject="municipality_code",
        also=("sector",),
    )
    audit.record(
        session,
        actor,
        "banenafspraak.target_set",
        subject=("banenafspraak_target", target.id),
        before=None if before is None else {"banen": before},
        after={
            "banen": command.jobs,
            "jaar": command.year,
            "sector": command.sector,
            "gebied": command.municipality_code or "hele regio",
            "bron": command.source,
        },
    )
    return target
