"""The model card: what the ranking is, what it knows, how it was judged. Written from the running configuration."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.audit import forbidden_fields
from matching.types import DEFAULT_SETTINGS, DEFAULT_WEIGHTS, HARD_CRITERIA, SOFT_CRITERIA, Settings, Weights
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.shortlists.enums import CRITERION_LABELS, DecisionKind
from wsp.shortlists.models import ShortlistDecision, WeightVersion
from wsp.shortlists.oversight import words
from wsp.shortlists.oversight.flipping import NOT_THERE
from wsp.shortlists.runs import ENGINE_VERSION, law_edition
from wsp.shortlists.weighing import queries as weighing
from wsp.shortlists.weighing.decisions import lists_shown
from wsp.shortlists.weighing.enums import WeightState

_MONTHS: Final = 12


@dataclass(frozen=True)
class Section:
    """A heading with sentences, and lines of name and value."""

    title: str
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """The whole card of a day."""

    title: str
    on: date | None
    sections: tuple[Section, ...]


def for_region(session: Session, region: str) -> Card:
    """The card of a region: its weights, and what was counted there in the last year."""
    weights = weighing.active(session, region)
    row = session.scalars(
        select(WeightVersion).where(WeightVersion.region_id == region, WeightVersion.state == WeightState.ACTIVE.value)
    ).one_or_none()
    today = clock.today()
    return _card(weights, today, [_version(row), _counted(session, region, today)])


def standard() -> Card:
    """The card of the program as it is delivered, without a region: for the documentation."""
    return _card(DEFAULT_WEIGHTS, None, [])


def _card(weights: Weights, on: date | None, measured: Sequence[Section]) -> Card:
    shares = weights.shares()
    return Card(
        title=words.NAME,
        on=on,
        sections=(
            Section("Wat het is", (words.SHORT, words.GOAL)),
            Section("Wie beslist", (words.HUMAN,)),
            Section("Niet bedoeld voor", points=words.NOT_FOR),
            Section(
                "Hoe het rekent",
                (words.METHOD,),
                lines=(
                    ("Rekenmachine", f"versie {ENGINE_VERSION}"),
                    ("Gewichten", weights.version),
                    *((("Meegeleverde wetswaarden", law_edition()),) if on else ()),
                ),
            ),
            Section(
                "Onderdelen van de score",
                ("Het getal is het deel van honderd dat een onderdeel meetelt.",),
                lines=tuple(
                    (f"{CRITERION_LABELS[code]} ({_number(100 * shares.get(code, 0))})", words.SOFT[code])
                    for code in SOFT_CRITERIA
                ),
            ),
            Section(
                "Eisen",
                ("Voldoet iemand niet, en kan de werkgever dat niet aanpassen? Dan valt die af, met de reden.",),
                lines=tuple((CRITERION_LABELS[code], words.HARD[code]) for code in HARD_CRITERIA),
            ),
            Section("Wat in teksten wordt gelezen", points=words.TEXTS),
            Section("Getallen bij de eisen", lines=_settings(DEFAULT_SETTINGS)),
            Section("Gegevens die meedoen", points=tuple(dict.fromkeys(words.CANDIDATE_FIELDS.values()))),
            Section(
                "Gegevens die er niet zijn",
                ("De rekenmachine heeft hier geen veld voor.", f"Velden die niet mogen: {len(forbidden_fields())}."),
                points=NOT_THERE,
            ),
            *measured,
            Section("Grenzen", points=words.LIMITS),
            Section("Risico's en wat we doen", (words.RISKS,)),
        ),
    )  # fmt: skip


def _version(row: WeightVersion | None) -> Section:
    if row is None:
        return Section("Waar de gewichten vandaan komen", ("De regio gebruikt de gewichten die zijn meegeleverd.",))
    lines = [("Versie", weighing.name(row)), ("Waarom", row.reason)]
    if row.decided_at is not None:
        lines.append(("Goedgekeurd", clock.local(row.decided_at).date().isoformat()))
    if row.evidence:
        found = row.evidence
        lines += [
            ("Geleerd van", f"{found['lists']} lijsten, {found['chosen']} voordrachten"),
            ("Kwaliteit op lijsten die apart zijn gehouden",
             f"van {_number(found['before'], 3)} naar {_number(found['after'], 3)} (NDCG@10)"),
            ("Winst, 95 procent zekerheid", f"{_number(found['low'], 3)} tot {_number(found['high'], 3)}"),
        ]  # fmt: skip
    return Section("Waar de gewichten vandaan komen", lines=tuple(lines))


def _counted(session: Session, region: str, on: date) -> Section:
    since = datetime.combine(add_months(on, -_MONTHS), time(), tzinfo=clock.AMSTERDAM)
    rows = session.execute(
        select(ShortlistDecision.kind, func.count())
        .where(ShortlistDecision.region_id == region, ShortlistDecision.created_at >= since)
        .group_by(ShortlistDecision.kind)
    )
    counts = {row[0]: row[1] for row in rows}
    return Section(
        "Geteld in de laatste twaalf maanden",
        lines=(
            ("Lijsten getoond", str(lists_shown(session, region, since=since))),
            ("Mensen apart gezet, met reden", str(counts.get(DecisionKind.SET_ASIDE, 0))),
            ("Vragen gesteld over iets onbekends", str(counts.get(DecisionKind.ASKED, 0))),
        ),
    )


_SETTING_LABELS: Final = {
    "travel_met": "Reis voldoet tot zo vaak de eigen grens",
    "travel_violated": "Reis voldoet niet boven zo vaak de eigen grens",
    "travel_default_max": "Grens in minuten als die onbekend is",
    "available_grace_days": "Dagen die iemand later mag beginnen",
    "neutral": "Waarde van een onderdeel dat onbekend is",
    "adaptation_cost": "Deel van de score dat één aanpassing kost",
    "more_adaptations_factor": "Zo vaak meer bij meer aanpassingen",
    "core_cost": "Deel dat het kost als het hoofdwerk wegvalt",
    "core_share": "Vanaf dit deel van de uren is iets hoofdwerk",
    "waiting_full_days": "Dagen wachten waarna de wachttijd vol meetelt",
    "fresh_days": "Dagen dat een profiel vers is",
    "stale_days": "Dagen waarna een profiel oud is",
}


def _settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_SETTING_LABELS[each.name], _number(getattr(settings, each.name), 2))
        for each in fields(settings)
        if each.name in _SETTING_LABELS
    )


def _number(value: float, decimals: int = 1) -> str:
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") or "0"


def markdown(card: Card) -> str:
    """The card as a file."""
    day = "" if card.on is None else f" ({card.on.isoformat()})"
    out = [f"# Modelkaart: {card.title}{day}", ""]
    for section in card.sections:
        out += [f"## {section.title}", ""]
        for text in section.text:
            out += [text, ""]
        if section.points:
            out += [*(f"- {each}" for each in section.points), ""]
        if section.lines:
            out += ["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in section.lines), ""]
    return "\n".join(out)
