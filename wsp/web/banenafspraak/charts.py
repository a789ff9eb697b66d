"""The figures and numeric tables of the report, made from the report and from nothing else."""

from wsp.banenafspraak.figures import bridge_rows
from wsp.banenafspraak.report import Cohort, Point, Report
from wsp.banenafspraak.rules import is_year_measurement, quarter_end
from wsp.banenafspraak.simulation import Outcome
from wsp.web.charts import Bridge, Column, Columns, Flow, Table
from wsp.web.i18n import day, number, percent

_SHORT = (
    "Vindt\nwerk",
    "Verliest\nwerk",
    "Komt erbij,\nwerkt al",
    "Valt af,\nwerkt nog",
)


def jobs_and_target(report: Report) -> Columns:
    """Banen on the quarter ends, each beside the target of its year."""
    now = report.total
    summary = f"Op {day(report.on)} zijn er {number(now.jobs, 1)} banen."
    if now.target is not None:
        summary += f" Het doel voor {now.target.year} is {number(now.target.jobs)}."
    return Columns(
        key="banen",
        title="Banen en doel",
        summary=summary,
        rows=[Column(_named(point), point.jobs, point.target, provisional=point.indicative) for point in report.series],
        of="Banen",
        period="Peildatum",
        decimals=1,
        final_name="eind december",
        provisional_name="kwartaal, indicatief",
        target_name="doel",
    )


def _named(point: Point) -> str:
    """The month of a quarter end (sep 26), short enough for nine columns; any other day in full."""
    _day, month, year = day(point.on, short=True).split()
    return f"{month} {year[-2:]}" if quarter_end(point.on) == point.on else f"{point.on:%d-%m-%y}"


def simulated(outcome: Outcome) -> Columns:
    """Banen with the changes on every reference date of a what-if, each beside the target of its year."""
    last = outcome.quarters[-1]
    return Columns(
        key="doorgerekend",
        title="Banen met je wijzigingen",
        summary=f"Op {day(last.on)} zijn er {number(last.after.jobs, 1)} banen.",
        rows=[
            Column(f"{each.on:%d-%m-%y}", each.after.jobs, each.target, provisional=not is_year_measurement(each.on))
            for each in outcome.quarters
        ],
        of="Banen",
        period="Peildatum",
        decimals=1,
        final_name="eind december",
        provisional_name="kwartaal, indicatief",
        target_name="doel",
    )


def flow_bridge(report: Report) -> Bridge | None:
    """Who came and who went, from the earlier day to this one; the correction is always drawn."""
    if report.flows is None:
        return None
    rows = bridge_rows(report.flows, report.on)
    first, last = rows[0], rows[-1]
    between = [Flow(short, persons) for short, (_name, persons) in zip(_SHORT, rows[1:5], strict=True)]
    return Bridge(
        key="brug",
        title="Wie kwam erbij, wie ging weg",
        summary=f"Van {number(first[1])} naar {number(last[1])} mensen aan het werk.",
        rows=[
            Flow(f"Aan het werk\n{day(report.flows.since, short=True)}", first[1], "total"),
            *between,
            Flow("Correctie", rows[5][1], "correction"),
            Flow(f"Aan het werk\n{day(report.on, short=True)}", last[1], "total"),
        ],
        of="Mensen",
    )


def durability(report: Report) -> Table:
    """Who still works 6 and 12 months after the start, and who with the same employer."""
    return Table(
        caption="Wie na 6 en 12 maanden nog werkt",
        heads=("Begonnen in", "Mensen", "Na 6 maanden", "Na 12 maanden"),
        rows=tuple(_cohort(each) for each in report.cohorts),
        right=frozenset({1, 2, 3}),
    )


def _cohort(cohort: Cohort) -> tuple[str, ...]:
    half = "nog niet" if cohort.share_6 is None else percent(cohort.share_6)
    year = "nog niet" if cohort.share_12 is None else f"{percent(cohort.share_12)} ({percent(cohort.share_same_12)})"
    return (cohort.label, number(cohort.persons), half, year)
