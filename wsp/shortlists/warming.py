"""The stores of every region ready before somebody asks: when a web worker begins, and when a day does.

A store holds for one day (`index`), and hearing what everybody's texts say takes a minute for fifty thousand people.
The first account manager of the morning should not be the one who waits for that.
"""

from collections.abc import Sequence
from datetime import timedelta
from threading import Event, Thread
from typing import Final

from matching.ranking import Ranker
from matching.types import VacancyQuery
from wsp.accounts.queries import regions_at_work
from wsp.foundation import clock, db
from wsp.foundation.logging import get_logger
from wsp.shortlists.index import index

EVERY: Final = timedelta(minutes=10)
"""Soon after midnight the stores of the new day are there; what changed meanwhile is taken in beforehand."""


def warm() -> Sequence[str]:
    """Bring the stores of every region in which somebody works up to date; returns these regions."""
    with db.unit_of_work(None) as session:
        regions = regions_at_work(session)
    for region in regions:
        day = clock.today()
        with db.unit_of_work(region) as session:
            people = index().candidates(session, region, on=day)
            index().vacancies(session, region, on=day)
        # What a first ranking loads (compiled loops, words) is then there too.
        Ranker().candidates_for(VacancyQuery(id="warming"), people, on=day, top=1)
    return regions


def keep_warm(stop: Event) -> None:
    """`warm` until `stop` is set. A database that is away for a while is no reason to end."""
    while True:
        try:
            warm()
        except Exception:  # noqa: BLE001 (a store that is not ready is built by who asks for it; the log tells why)
            get_logger().warning("warming failed", exc_info=True)
        if stop.wait(EVERY.total_seconds()):
            return


def begin() -> Event:
    """`keep_warm` beside the requests of this process; set the event to end it. It ends with the process too."""
    stop = Event()
    Thread(target=keep_warm, args=(stop,), name="warming", daemon=True).start()
    return stop
