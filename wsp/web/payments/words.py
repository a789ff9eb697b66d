"""Looks of states, and the filters that every page of payments reads from its address."""

import uuid
from datetime import date
from typing import Final

from flask import request

from wsp.accounts import queries as accounts
from wsp.foundation.errors import NotFound
from wsp.foundation.workdays import add_months
from wsp.payments.enums import DecisionState, OrderState
from wsp.payments.queries import settings
from wsp.web.access import current_actor, current_session
from wsp.web.ids import id_of

ORDER_LOOKS: Final = {
    OrderState.DRAFT: ("unknown", "edit"),
    OrderState.APPROVED: ("info", "check"),
    OrderState.EXPORTED: ("info", "arrow"),
    OrderState.PAID: ("ok", "check"),
    OrderState.REJECTED: ("no", "cross"),
    OrderState.RETURNED: ("no", "history"),
    OrderState.CLAIMED: ("warn", "clock"),
    OrderState.RECEIVED: ("ok", "check"),
    OrderState.LAPSED: ("plain", None),
}
DECISION_LOOKS: Final = {
    DecisionState.DRAFT: ("unknown", "edit"),
    DecisionState.APPROVED: ("info", "check"),
    DecisionState.SENT: ("ok", "check"),
    DecisionState.REVOKED: ("plain", "cross"),
}
_NAMES: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


def month_name(month: date) -> str:
    """Return "oktober 2026"."""
    return f"{_NAMES[month.month - 1]} {month.year}"


def month_value(month: date) -> str:
    """Return the month as an address says it: 2026-10."""
    return f"{month:%Y-%m}"


def read_month(text: str) -> date | None:
    """Return the first day of a month such as 2026-10; None for anything else."""
    try:
        return date.fromisoformat(f"{text.strip()}-01") if text.strip() else None
    except ValueError:
        return None


def asked_month(text: str) -> date:
    """As `read_month`, for a month that is part of an address.

    Raises:
        NotFound: it is no month.

    """
    found = read_month(text)
    if found is None:
        raise NotFound("Deze maand bestaat niet. Ga terug naar Betalingen en kies een maand.")
    return found


def months_around(today: date, before: int, after: int) -> list[date]:
    """The months from `before` months ago up to `after` months ahead."""
    first = today.replace(day=1)
    return [add_months(first, count) for count in range(-before, after + 1)]


def read_id(name: str) -> uuid.UUID | None:
    """An id that the address filters by; nonsense filters nothing."""
    return id_of(request.args.get(name, ""))


def payers() -> dict[uuid.UUID, str]:
    """Municipalities for which the visitor works here, by name."""
    return {each.id: each.name for each in settings.municipalities(current_session(), current_actor())}


def payer_names(ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The names of these municipalities."""
    return accounts.organisation_names(current_session(), ids)
