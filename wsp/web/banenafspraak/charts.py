"""The two figures of the report, drawn from the report and from nothing else."""

from wsp.banenafspraak.figures import bridge_rows
from wsp.banenafspraak.report import Report
from wsp.web.charts import Bridge, Column, Columns, Flow
from wsp.web.i18n import day, number

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
        rows=[Column(point.label, point.jobs, point.target, provisional=point.indicative) for point in report.series],
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
