"""The targets of a region, as somebody entered them."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.banenafspraak.enums import TargetSector
from wsp.banenafspraak.models import WHOLE_REGION, BanenafspraakTarget
from wsp.banenafspraak.report import Target
from wsp.foundation.versions import known

Key = tuple[int, str, TargetSector]
"""Year, municipality (empty: the whole region) and sector."""


def targets(session: Session, region: str, *, as_known_at: datetime | None = None) -> dict[Key, Target]:
    """Return all targets by year, area and sector, newest year first."""
    statement = (
        select(BanenafspraakTarget)
        .where(BanenafspraakTarget.region_id == region, known(BanenafspraakTarget, as_known_at=as_known_at))
        .order_by(BanenafspraakTarget.valid.desc(), BanenafspraakTarget.municipality_code, BanenafspraakTarget.sector)
    )
    found: dict[Key, Target] = {}
    for row in session.scalars(statement):
        assert row.valid_from is not None  # noqa: S101 (the verb always gives a year)
        year, sector = row.valid_from.year, TargetSector(row.sector)
        found[year, row.municipality_code, sector] = Target(
            sector=sector,
            municipality_code=row.municipality_code,
            jobs=row.jobs,
            year=year,
            source=row.source,
            entered_at=row.recorded_at,
        )
    return found


def of_region(found: dict[Key, Target], day: date) -> dict[TargetSector, Target]:
    """Return the targets of the whole region for the year of `day`.

    Where the two sectors were entered and the total was not, the total is their sum: no number is made up.
    """
    own = {sector: target for (year, area, sector), target in found.items() if (year, area) == (day.year, WHOLE_REGION)}
    return own | _summed(own.values())


def of_municipality(found: dict[Key, Target], code: str, day: date) -> Target | None:
    """Return the total that was entered for one municipality and the year of `day`."""
    own = {sector: target for (year, area, sector), target in found.items() if (year, area) == (day.year, code)}
    return (own | _summed(own.values())).get(TargetSector.TOTAL)


def _summed(entered: Iterable[Target]) -> dict[TargetSector, Target]:
    by_sector = {target.sector: target for target in entered}
    market, government = by_sector.get(TargetSector.MARKET), by_sector.get(TargetSector.GOVERNMENT)
    if TargetSector.TOTAL in by_sector or market is None or government is None:
        return {}
    return {
        TargetSector.TOTAL: Target(
            sector=TargetSector.TOTAL,
            municipality_code=market.municipality_code,
            jobs=market.jobs + government.jobs,
            year=market.year,
            source="; ".join(dict.fromkeys((market.source, government.source))),
            entered_at=max(market.entered_at, government.entered_at),
        )
    }
