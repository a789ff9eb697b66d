"""From an address to plans: the form, the scenarios beside it, and what may be added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from flask import request
from marshmallow import Schema
from werkzeug.datastructures import MultiDict

from wsp.foundation.errors import InvalidInput
from wsp.instruments.enums import CoachKind, JobcoachRegime
from wsp.placements.planner import Coach, Plan, Proposal
from wsp.placements.planner.changes import Scenario, offered, read
from wsp.placements.shown import Shown
from wsp.web.forms import Form
from wsp.web.planner.view import Comparison, compare

BESIDE: Final = "anders"
"""The name in an address that holds a scenario; it may occur three times."""
MONTHS: Final = 24
"""Calendar months that a plan shows: the first without a measurement, and a year of what follows."""


@dataclass(frozen=True)
class Beside(Shown):
    """A scenario that may stand beside the base: a box to tick."""

    text: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Asked(Shown):
    """What came of an address: the form, the boxes, and the plans when nothing is wrong."""

    form: Form[Any]
    beside: tuple[Beside, ...]
    found: Comparison | None

    @property
    def query(self) -> str:
        """What stands in the address behind its path, for a link to the same plans on paper."""
        text = urlencode(list(request.args.items(multi=True)))
        return f"?{text}" if text else ""

    @property
    def status(self) -> int:
        """Of the answer."""
        return 200 if self.found is not None else 400


def typed(
    defaults: Mapping[str, str | list[str]], *, whole: str, drop: frozenset[str] = frozenset()
) -> MultiDict[str, str]:
    """What stands in the address, without the scenarios and what `drop` names.

    An address without the field `whole` is no form that was sent, but a link that knows some of it: `defaults` give
    the rest.
    """
    found: MultiDict[str, str] = MultiDict(
        [(name, value) for name, value in request.args.items(multi=True) if name != BESIDE and name not in drop]
    )
    if whole in found:
        return found
    for name, given in defaults.items():
        if name not in found:
            found.setlist(name, [given] if isinstance(given, str) else given)
    return found


def asked(
    schema: Schema,
    values: MultiDict[str, str],
    make: Callable[[dict[str, Any], Scenario], Plan],
    *,
    today: date,
    employer: bool = False,
    placement: tuple[Decimal, int | None] | None = None,
) -> Asked:
    """Load the form, make the plan of the base and of each scenario, and put them side by side.

    `placement` are hours and loonwaarde of a placement that exists; a proposal has them in its form.
    """
    for_placement = placement is not None
    form: Form[Any] = Form(schema, typed=values)
    if not form.valid():
        return Asked(form, _boxes(None, (), placement), None)
    given = form.command
    own = _own(given)
    try:
        ticked = read(request.args.getlist(BESIDE), for_placement=for_placement)
        beside = read([*(each.text for each in ticked), *own], for_placement=for_placement)
        plans = [(scenario, make(given, scenario)) for scenario in (Scenario(), *beside)]
    except InvalidInput as error:
        form.refuse(error)
        return Asked(form, _boxes(given, (), placement), None)
    return Asked(form, _boxes(given, ticked, placement), compare(plans, today=today, employer=employer))


def _own(given: Mapping[str, Any]) -> list[str]:
    """The scenario of the two free fields; none when both are empty."""
    changes = []
    if given.get("own_hours") is not None:
        changes.append(f"uren:{given['own_hours'].normalize():f}")
    if given.get("own_share") is not None:
        changes.append(f"loonwaarde:{given['own_share']}")
    return [",".join(changes)] if changes else []


def _boxes(
    given: Mapping[str, Any] | None, ticked: tuple[Scenario, ...], placement: tuple[Decimal, int | None] | None
) -> tuple[Beside, ...]:
    options: dict[str, str] = {}
    if given is not None:
        hours, share = placement or (given["hours"], given["share"])
        trial = None if placement else bool(given["trial"])
        options = offered(hours, share, trial=trial, instruments=given["instruments"])
    labels = options | {each.text: each.label for each in ticked}
    chosen = {each.text for each in ticked}
    return tuple(Beside(text, label[:1].upper() + label[1:], text in chosen) for text, label in labels.items())


def proposal_of(given: Mapping[str, Any], share: int | None = None) -> Proposal:
    """The work that was typed; `share` is the loonwaarde that is known when none was typed."""
    return Proposal(
        starts_on=given["starts_on"],
        months=given["months"],
        hours=given["hours"],
        full_week=given["full_week_hours"],
        wage_hour=given["wage_hour"],
        kind=given["kind"],
        loonwaarde=share if given.get("share") is None else given["share"],
        later=given["later"],
        first_months=given["first_months"],
        trial=given["trial"],
        instruments=frozenset(given["instruments"]),
        coach=coach_of(given),
    )


def coach_of(given: Mapping[str, Any]) -> Coach | None:
    """The guidance that was chosen: somebody from outside with hours, or an intern coach in a regime."""
    chosen = given.get("coach")
    if not chosen:
        return None
    if chosen == CoachKind.EXTERN.value:
        return Coach(kind=CoachKind.EXTERN, hours=given.get("coach_hours"))
    return Coach(kind=CoachKind.INTERN, regime=JobcoachRegime(chosen))
