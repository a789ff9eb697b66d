"""What Mijn dag shows besides tasks: whom somebody guides, and what stops the work of others until it is filled in.

Nothing here is stored: each count is read now and leads to the page where it is settled, so it goes away by itself.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from flask import url_for

from wsp.accounts.permissions import Permission
from wsp.banenafspraak.rules import SMALLEST_SHOWN
from wsp.candidates import queries as candidates
from wsp.payments.letters import missing_settings
from wsp.payments.queries import settings
from wsp.placements import queries as placements
from wsp.placements.queries import FunnelLine
from wsp.policy import queries as policy
from wsp.web.access import current_actor, current_session
from wsp.web.i18n import day, plural
from wsp.web.policy.words import still_announced

_YEAR: Final = 365
_MINE: Final[dict[str, Any]] = {"van-mij": "1", "lopend": "1"}


@dataclass(frozen=True)
class Standing:
    """Something that waits, with the one way on."""

    title: str
    text: str
    button: str
    address: str
    symbol: str


def caseload() -> list[tuple[int, str, str]]:
    """Counts of the people that the actor guides, each with the list it counts; empty for who guides nobody."""
    actor = current_actor()
    if not actor.may(Permission.CANDIDATE_READ):
        return []
    found = candidates.caseload(current_session(), actor)
    if not found.total:
        return []
    counts: list[tuple[int, str, dict[str, Any]]] = [
        (found.total, "in begeleiding", {}),
        (found.matchable, "matchbaar", {"fase": "matchbaar"}),
        (found.stale, "langer dan 90 dagen niet nagekeken", {"verouderd": "1"}),
    ]
    if actor.may(Permission.CANDIDATE_AGREEMENT):
        counts.append((found.unshared, "nog niet gedeeld met het WSP", {"zonder-akkoord": "1"}))
    return [(count, text, url_for("candidates.list_candidates", **_MINE, **asked)) for count, text, asked in counts]


def funnel(on: date) -> list[FunnelLine]:
    """How far the introductions of the last year came, for who steers on targets; empty when that says too little."""
    actor = current_actor()
    if not (actor.may(Permission.BANENAFSPRAAK_TARGET) and actor.may(Permission.BANENAFSPRAAK_READ)):
        return []
    found = placements.funnel(current_session(), actor, since=on - timedelta(days=_YEAR), until=on)
    return found if found[0].count >= SMALLEST_SHOWN else []


def waiting(on: date) -> list[Standing]:
    """What an administrator or policy officer must fill in or check before others can go on."""
    actor = current_actor()
    found = []
    if actor.may(Permission.PAYMENT_MANAGE):
        found += _municipalities()
    if actor.may(Permission.POLICY_MANAGE):
        found += _policy(on)
    return found


def _municipalities() -> list[Standing]:
    session, actor = current_session(), current_actor()
    filled = settings.settings(session, actor)
    short = [each.name for each in settings.municipalities(session, actor) if missing_settings(filled.get(each.id))]
    if not short:
        return []
    return [
        Standing(
            f"Gegevens van {plural(len(short), 'gemeente', 'gemeenten')} ontbreken",
            f"{', '.join(short)}. Zonder deze gegevens kan niemand daar een beschikking verzenden.",
            "Vul de gegevens in",
            url_for("payments.list_settings"),
            "building",
        )
    ]


def _policy(on: date) -> list[Standing]:
    session, actor = current_session(), current_actor()
    proposals = policy.waiting(session, actor.region_id)
    found = []
    if mine := sum(each.entered_by_id != actor.user_id for each in proposals):
        found.append(
            Standing(
                f"{plural(mine, 'voorstel wacht', 'voorstellen wachten')} op jouw controle",
                "Een collega voerde dit in. Pas na jouw akkoord rekent het portaal ermee.",
                "Controleer",
                url_for("policy.show"),
                "check",
            )
        )
    announced = still_announced(on, [*proposals, *policy.current(session, actor.region_id)])
    if announced:
        first = min(row.valid_from for _, row in announced)
        found.append(
            Standing(
                f"{plural(len(announced), 'waarde uit de wet is', 'waarden uit de wet zijn')} aangekondigd",
                f"De eerste geldt vanaf {day(first)}. Controleer ze en voer ze in.",
                "Bekijk de waarden",
                url_for("policy.show"),
                "clock",
            )
        )
    return found
