"""`wsp report banenafspraak`: the report for scripts, as JSON or as rows of one figure each."""

import csv
import io
import json
from datetime import date, datetime, time

from wsp.banenafspraak import queries
from wsp.banenafspraak.errors import UnusableDay
from wsp.banenafspraak.figures import HEADS, figures
from wsp.banenafspraak.report import Report
from wsp.banenafspraak.rules import quarter_end
from wsp.foundation import clock, db

FORMATS = ("json", "csv")


def report(region: str, on: str | None, as_known_on: str | None) -> Report:
    """Make the report of a region; days are texts such as 2026-09-30, without `on` the last quarter end.

    Raises:
        UnusableDay: a text that is no day, or a day before the banenafspraak began.
        UnknownRegion: no region has this code.

    """
    known = None
    if as_known_on is not None:
        known = datetime.combine(_day(as_known_on), time.max, tzinfo=clock.AMSTERDAM)
    day = quarter_end(clock.today()) if on is None else _day(on)
    with db.unit_of_work(region) as session:
        return queries.report(session, region, on=day, as_known_at=known)


def written(found: Report, form: str) -> str:
    """Return the report as text in one of FORMATS."""
    if form == "json":
        return json.dumps(found.as_record(), ensure_ascii=False, indent=2)
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\n")
    rows.writerow(HEADS)
    rows.writerows(figure.row() for figure in figures(found))
    return out.getvalue().rstrip("\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableDay(f"Geef een datum als jaar-maand-dag, zoals 2026-09-30. Er staat nu {text[:20]}.") from None
