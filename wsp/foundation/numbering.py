"""Numbers that people read aloud (W-1234, K-2041, V-512, P-88): one series per region and kind, without gaps.

A counter row, not a database sequence: a sequence loses a number at every rollback, and a number that does
not exist makes people look for a dossier that never was. The row stays locked until the transaction ends, so
two people who add at the same moment get two numbers, in the order in which they commit.
"""

from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session

from wsp.foundation.db import Base, RegionOwned


class NumberSeries(RegionOwned, Base):
    """The last number given out in a series of a region."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("region_id", "id"), UniqueConstraint("region_id", "series"))

    series: Mapped[str]
    last: Mapped[int]


def next_number(session: Session, region: str, series: str) -> int:
    """Give out the next number of `series` ("employers") in `region`; the first one is 1.

    Ask for it as late as possible in a verb: whoever adds a record of the same kind waits until this
    transaction ends.
    """
    return reserve(session, region, series, 1).start


def reserve(session: Session, region: str, series: str, count: int) -> range:
    """Give out `count` numbers in a row, for an import or a seed that adds many records in one transaction.

    Raises:
        ValueError: if `count` is below 1.

    """
    if count < 1:
        message = f"cannot reserve {count} numbers"
        raise ValueError(message)
    # ON CONFLICT waits for a transaction that is giving out numbers and then sees its result, also for the
    # very first row: no two callers can read the same `last`.
    statement = (
        insert(NumberSeries)
        .values(region_id=region, series=series, last=count)
        .on_conflict_do_update(index_elements=["region_id", "series"], set_={"last": NumberSeries.last + count})
        .returning(NumberSeries.last)
    )
    last = session.execute(statement).scalar_one()
    return range(last - count + 1, last + 1)
