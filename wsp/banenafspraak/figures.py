"""The report as rows of one figure each: what a spreadsheet or an open-data file holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wsp.banenafspraak.enums import TARGET_LABELS, Source, Treatment
from wsp.banenafspraak.report import Flows, Report
from wsp.foundation.clock import day_in_words

HEADS = ("Blok", "Regel", "Datum", "Maat", "Waarde", "Eenheid", "Bron", "Status")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `value` None: not known, or too few people to show."""

    block: str
    line: str
    on: date | None
    measure: str
    value: Decimal | int | None
    unit: str
    source: Source = Source.OWN

    @property
    def status(self) -> str:
        """Whether it is official: a figure of our own never is."""
        return "indicatief" if self.source is Source.OWN else "gepubliceerd"

    def row(self) -> tuple[str, str, date | None, str, Decimal | int | None, str, str, str]:
        """Return the cells under HEADS."""
        return (self.block, self.line, self.on, self.measure, self.value, self.unit, self.source.value, self.status)


def figures(report: Report) -> Iterator[Figure]:
    """Yield every figure of the report, in the order of the screen."""
    yield from _headlines(report)
    yield from _series(report)
    yield from _bridge(report)
    yield from _sectors(report)
    yield from _cohorts(report)
    yield from _left_out(report)
    yield from _municipalities(report)
    yield from _national(report)


def bridge_rows(flows: Flows, on: date) -> tuple[tuple[str, int], ...]:
    """Return the seven lines of the bridge with their sign; the first and the last are totals."""
    found = flows.bridge
    return (
        (f"Aan het werk op {day_in_words(flows.since)}", found.before),
        ("Vindt werk", found.found),
        ("Verliest werk", -found.lost),
        ("Komt in de doelgroep en werkt al", found.entered),
        ("Gaat uit de doelgroep en werkt nog", -found.left),
        ("Correctie", found.correction),
        (f"Aan het werk op {day_in_words(on)}", found.now),
    )


def _headlines(report: Report) -> Iterator[Figure]:
    block = "A In het kort"
    for head in report.headlines:
        yield Figure(block, head.label, report.on, "stand", head.value, head.unit)
        for name, compared in (("een kwartaal eerder", head.quarter), ("een jaar eerder", head.year)):
            if compared is not None:
                yield Figure(block, head.label, compared.on, f"stand {name}", compared.before, head.unit)
                yield Figure(block, head.label, report.on, f"verschil met {name}", compared.difference, head.unit)
                yield Figure(block, head.label, report.on, f"verschil met {name}", compared.percent, "procent")


def _series(report: Report) -> Iterator[Figure]:
    block = "D Verloop"
    for point in report.series:
        yield Figure(block, point.label, point.on, "banen", point.jobs, "banen")
        yield Figure(block, point.label, point.on, "mensen", point.persons, "personen")
        yield Figure(block, point.label, point.on, "doel", point.target, "banen")


def _bridge(report: Report) -> Iterator[Figure]:
    if report.flows is not None:
        for name, persons in bridge_rows(report.flows, report.on):
            yield Figure("C Wie kwam erbij, wie ging weg", name, report.on, "mensen", persons, "personen")


def _sectors(report: Report) -> Iterator[Figure]:
    block = "D Banen per sector"
    for line in report.sectors:
        yield Figure(block, line.label, report.on, "contracturen per week", line.contract_hours, "uren")
        yield Figure(block, line.label, report.on, "waarvan ingeleend", line.hired_hours, "uren")
        yield Figure(block, line.label, report.on, "betaalde uren per week", line.paid_hours, "uren")
        yield Figure(block, line.label, report.on, "mensen", line.persons, "personen")
        yield Figure(block, line.label, report.on, "banen", line.jobs, "banen")
        if line.target is not None:
            yield Figure(block, line.label, report.on, "doel", line.target.jobs, "banen")
            yield Figure(block, line.label, report.on, "verschil met doel", line.above_target, "banen")


def _cohorts(report: Report) -> Iterator[Figure]:
    block = "E Blijven mensen aan het werk"
    for cohort in report.cohorts:
        for name, count in (
            ("begonnen", cohort.persons),
            ("aan het werk na 6 maanden", cohort.after_6),
            ("aan het werk na 12 maanden", cohort.after_12),
            ("zelfde werkgever na 12 maanden", cohort.same_employer_12),
        ):
            yield Figure(block, cohort.label, cohort.quarter, name, count, "personen")


def _left_out(report: Report) -> Iterator[Figure]:
    for out in (report.beschut, *report.left_out):
        block = "F Beschut werk" if out.treatment is Treatment.BESCHUT else "Telt niet mee"
        yield Figure(block, out.label, report.on, "mensen", out.persons, "personen")
        yield Figure(block, out.label, report.on, "contracturen per week", out.contract_hours, "uren")


def _municipalities(report: Report) -> Iterator[Figure]:
    block = "G Per gemeente"
    for line in report.municipalities:
        yield Figure(block, line.name, report.on, "in het register", line.registered, "personen")
        yield Figure(block, line.name, report.on, "aan het werk", line.at_work, "personen")
        yield Figure(block, line.name, report.on, "banen", line.jobs, "banen")
        if line.target is not None:
            yield Figure(block, line.name, report.on, "doel", line.target.jobs, "banen")


def _national(report: Report) -> Iterator[Figure]:
    block = "Landelijk"
    for line in report.national:
        name = TARGET_LABELS[line.sector]
        agreed = "afspraak aan het eind van het jaar"
        yield Figure(block, name, report.on, agreed, line.agreed, "banen", Source.PUBLISHED)
        yield Figure(block, name, line.measured_on, "extra banen", line.measured, "banen", Source.PUBLISHED)
