"""The log for the privacy officer: who looked at whom, who did what, and the report of a data breach."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from flask import Response, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.accounts.service.limits import Limit
from wsp.audit import reading
from wsp.audit.enums import PURPOSE_LABELS, Purpose, purpose_label
from wsp.audit.models import AuditEvent, ReadEvent
from wsp.audit.reading import LogFilter
from wsp.duplicates import queries as duplicates
from wsp.duplicates.enums import Kind
from wsp.foundation import clock
from wsp.foundation.errors import InvalidInput
from wsp.privacy import queries
from wsp.privacy.errors import UnknownPerson
from wsp.web.access import current_actor, current_session, requires
from wsp.web.export import Cell, spreadsheet
from wsp.web.ids import id_of
from wsp.web.listing import ListPage, address, page_number
from wsp.web.privacy import actions
from wsp.web.privacy.blueprint import blueprint

_DAYS: Final = 30
_SHOWN: Final = 100
GONE: Final = "gewist"
AREAS: Final = {
    "candidate": "Kandidaten",
    "employer": "Werkgevers",
    "vacan": "Vacatures",
    "introduction": "Voordrachten",
    "placement": "Plaatsingen",
    "shortlist": "Matchlijsten",
    "privacy": "Privacy",
    "user": "Gebruikers",
    "session": "Inloggen",
}
"""First letters of an action -> the part of the program."""


@blueprint.get("/privacy/inzagelog")
@requires(Permission.AUDIT_READ)
def read_log() -> str:
    """Who looked at whom, by person, colleague, period and kind."""
    session, actor = current_session(), current_actor()
    wanted, problem = _wanted()
    page = reading.reads(session, actor, wanted, page=page_number())
    return render_template(
        "privacy/reads.html",
        page=ListPage(page),
        **_context(wanted, problem, page.rows),
        purposes={purpose.value: label for purpose, label in PURPOSE_LABELS.items()},
        purpose_label=purpose_label,
        export=address().replace(request.path, url_for("privacy.export_reads"), 1),
    )


@blueprint.post("/privacy/inzagelog/exporteren")
@requires(Permission.AUDIT_READ, step_up=True, limit=Limit.EXPORT)
def export_reads() -> Response:
    """The same as a spreadsheet; the export is itself in the log."""
    session, actor = current_session(), current_actor()
    wanted, _ = _wanted()
    rows = reading.all_reads(session, actor, wanted)
    people, numbers, organisations = _names(rows)
    return spreadsheet(
        "Inzagelog",
        ("Wanneer", "Medewerker", "Organisatie", "Dossier", "Wat", "Kenmerk"),
        (
            (
                row.created_at,
                people.get(row.user_id, "het systeem") if row.user_id else "het systeem",
                organisations.get(row.organisation_id) if row.organisation_id else None,
                numbers.get(row.subject_id, GONE),
                purpose_label(row.purpose),
                row.request_id,
            )
            for row in rows
        ),
        action="privacy.reads_exported",
        filters=_said(),
    )


@blueprint.get("/privacy/handelingen")
@requires(Permission.AUDIT_READ)
def action_log() -> str:
    """Who did what, and what was refused."""
    session, actor = current_session(), current_actor()
    wanted, problem = _wanted()
    page = reading.events(session, actor, wanted, page=page_number())
    return render_template(
        "privacy/events.html",
        page=ListPage(page),
        **_context(wanted, problem, page.rows),
        areas=AREAS,
        act=actions.act,
        about=actions.about,
        export=address().replace(request.path, url_for("privacy.export_events"), 1),
    )


@blueprint.post("/privacy/handelingen/exporteren")
@requires(Permission.AUDIT_READ, step_up=True, limit=Limit.EXPORT)
def export_events() -> Response:
    """The same as a spreadsheet, without what changed: that stands in the dossiers (N4)."""
    session, actor = current_session(), current_actor()
    wanted, _ = _wanted()
    rows = reading.all_events(session, actor, wanted)
    people, numbers, organisations = _names(rows)
    return spreadsheet(
        "Handelingen",
        ("Wanneer", "Medewerker", "Organisatie", "Handeling", "Resultaat", "Gaat over", "Kenmerk"),
        (
            (
                row.created_at,
                people.get(row.user_id, row.actor_kind) if row.user_id else row.actor_kind,
                organisations.get(row.organisation_id) if row.organisation_id else None,
                actions.act(row),
                row.result,
                actions.about(row, numbers),
                row.request_id,
            )
            for row in rows
        ),
        action="privacy.events_exported",
        filters=_said(),
    )


@blueprint.get("/privacy/datalek")
@requires(Permission.AUDIT_READ)
def breach() -> str:
    """Whose data were shown in a period, and to whom: what a report of a data breach asks (AVG art. 33)."""
    session, actor = current_session(), current_actor()
    wanted, problem = _wanted()
    seen = reading.subjects_seen(session, actor, wanted)
    return render_template(
        "privacy/breach.html",
        seen=seen[:_SHOWN],
        total=len(seen),
        looks=sum(each.times for each in seen),
        numbers=queries.numbers(session, [each.subject_id for each in seen[:_SHOWN]]),
        gone=GONE,
        wanted=wanted,
        problem=problem,
        staff=_staff(),
        typed=request.args,
        export=address().replace(request.path, url_for("privacy.export_breach"), 1),
    )


@blueprint.post("/privacy/datalek/exporteren")
@requires(Permission.AUDIT_READ, step_up=True, limit=Limit.EXPORT)
def export_breach() -> Response:
    """The whole list, one person a row."""
    session, actor = current_session(), current_actor()
    wanted, _ = _wanted()
    seen = reading.subjects_seen(session, actor, wanted)
    numbers = queries.numbers(session, [each.subject_id for each in seen])
    return spreadsheet(
        "Datalek",
        ("Dossier", "Hoe vaak gezien", "Door hoeveel medewerkers", "Eerste keer", "Laatste keer"),
        (_seen_row(each, numbers) for each in seen),
        action="privacy.breach_exported",
        filters=_said(),
    )


def _seen_row(each: reading.Seen, numbers: dict[uuid.UUID, str]) -> Sequence[Cell]:
    return numbers.get(each.subject_id, GONE), each.times, each.users, each.first, each.last


def _wanted() -> tuple[LogFilter, str | None]:
    """What the address asks; an unknown dossier finds nobody and says so."""
    today = clock.today()
    given = request.args
    problem = None
    subject_ids = None
    if number := given.get("dossier", "").strip():
        try:
            person = queries.by_number(current_session(), current_actor(), number)
            subject_ids = frozenset(duplicates.known_as(current_session(), Kind.CANDIDATE, person.id))
        except UnknownPerson as error:
            problem, subject_ids = error.message, frozenset()
    purpose = given.get("wat", "")
    area = given.get("deel", "")
    return (
        LogFilter(
            first=_day("van") or today - timedelta(days=_DAYS),
            last=_day("tot") or today,
            subject_ids=subject_ids,
            user_id=id_of(given.get("medewerker", "")),
            purpose=purpose if purpose in set(Purpose) else None,
            action=area if area in AREAS else None,
            refused=given.get("geweigerd") == "1",
        ),
        problem,
    )


def _context(
    wanted: LogFilter, problem: str | None, rows: Sequence[ReadEvent] | Sequence[AuditEvent]
) -> dict[str, object]:
    people, numbers, organisations = _names(rows)
    return {
        "wanted": wanted,
        "problem": problem,
        "people": people,
        "numbers": numbers,
        "organisations": organisations,
        "staff": _staff(),
        "gone": GONE,
        "typed": request.args,
        "filtered": any(value.strip() for name, value in request.args.items() if name != "pagina"),
    }


def _names(
    rows: Sequence[ReadEvent] | Sequence[AuditEvent],
) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, str], dict[uuid.UUID, str]]:
    session = current_session()
    return (
        accounts.names(session, [row.user_id for row in rows]),
        queries.numbers(session, [row.subject_id for row in rows]),
        accounts.organisation_names(session, [row.organisation_id for row in rows]),
    )


def _staff() -> dict[str, str]:
    return {
        str(person.user_id): f"{person.name}, {person.organisation_name}"
        for person in accounts.staff(current_session(), current_actor().region_id)
    }


def _said() -> dict[str, str]:
    """The filters as the log keeps them: a number of a dossier is no contents."""
    return {name: value for name, value in request.args.items() if value.strip() and name != "pagina"}


def _day(name: str) -> date | None:
    text = request.args.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"Kies bij '{name}' een datum, zoals 2026-09-30.") from None
