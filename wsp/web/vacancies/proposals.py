"""What the description of a vacancy states beside its fields: shown as proposals, taken over by a person.

Nothing is filled in by itself. A field that is empty, or that says something else than the text, gives one proposal;
a list gives one for what the text adds to it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from marshmallow import ValidationError

from wsp.foundation import clock
from wsp.foundation.fields import Choices
from wsp.shortlists.stated import same_paper, stated_in
from wsp.vacancies import words
from wsp.web.forms import Field, Form

Raw = Mapping[str, Sequence[str]]

TAKE: Final = "neem-"
"""A button of a proposal sends this with what it is about, or with `ALL`."""
ALL: Final = "alles"
TAKEN: Final = "Overgenomen uit de omschrijving. Kijk of het klopt."
HOURS: Final = "uren"
_ENDS: Final = ("hours_min", "hours_max")


class Proposal(NamedTuple):
    """What the text states about one question of the form."""

    about: str
    """Name of the fact, or `HOURS` for both ends of the hours a week."""
    label: str
    stated: str
    """In words, as on the card of a vacancy."""
    held: str
    """What the form has now, in words; "" when it has nothing."""
    values: dict[str, list[str]]
    """Fields as they are after taking this over."""


def proposals(form: Form[Any], *, description: str, working_times: str = "") -> list[Proposal]:
    """What the text of a vacancy adds to the fields of `form`, or says otherwise, in the order of the form."""
    if not description.strip() and not working_times.strip():
        return []
    stated = stated_in(description, working_times=working_times, on=clock.today())
    found = []
    for name in form.schema.fields:
        if name == _ENDS[0]:
            found += _hours(form, stated)
        elif name in stated and name not in _ENDS:
            found += _one(form, name, stated[name])
    return found


def pressed(sent: Mapping[str, str]) -> str:
    """What the pressed button is to take over; "" when it was another button."""
    button = sent.get("doe", "")
    return button.removeprefix(TAKE) if button.startswith(TAKE) else ""


def taken(found: Sequence[Proposal], chosen: str) -> dict[str, list[str]]:
    """The fields that change when `chosen` is taken over: one proposal, or `ALL`."""
    return {
        name: values for each in found if chosen in (each.about, ALL) for name, values in each.values.items()
    }  # fmt: skip


def _one(form: Form[Any], name: str, stated: Any) -> list[Proposal]:
    held = _held(form[name])
    value = stated
    if isinstance(stated, tuple):
        kept = tuple(held or ())
        stated = tuple(each for each in stated if not _among(name, each, kept))
        order = list(form[name].options)
        value = kept + stated if not order else tuple(code for code in order if code in kept + stated)
    if stated in (held, ()):
        return []
    now = "" if held in (None, (), False) else words.shown(name, held)
    return [Proposal(name, words.LABELS[name], words.shown(name, stated), now, _typed(form, {name: value}))]


def _among(name: str, stated: str, held: Sequence[str]) -> bool:
    if name == "diplomas":
        return any(same_paper(stated, each) for each in held)
    return stated in held


def _hours(form: Form[Any], stated: Mapping[str, Decimal]) -> list[Proposal]:
    """Both ends at once: "24 tot 32 uur" is one answer."""
    low, high = (stated.get(name) for name in _ENDS)
    held_low, held_high = (_held(form[name]) for name in _ENDS)
    fixed = low == high and held_low is None
    same = (low is None or fixed or low == held_low) and (high is None or high == held_high)
    if (low is None and high is None) or same:
        return []
    after_low = low if low is not None else held_low
    after_high = high if high is not None else held_high
    if after_low is not None and after_high is not None and after_low > after_high:
        after_low, after_high = low, high
    now = "" if held_low is None and held_high is None else words.hours(held_low, held_high)
    after = dict(zip(_ENDS, (after_low, after_high), strict=True))
    return [Proposal(HOURS, "Uren per week", words.hours(low, high), now, _typed(form, after))]


def _held(field: Field) -> Any:
    """What a field holds now; None when it is empty or cannot be read."""
    raw = [value for value in field.values if value] if isinstance(field.asked, Choices) else field.value.strip()
    if not raw:
        return None
    try:
        return field.asked.deserialize(raw)
    except ValidationError:
        return None


def _typed(form: Form[Any], facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """Facts as somebody would type them in this form."""
    shown: Form[Any] = Form(form.schema, values=facts)
    return {name: list(shown[name].values) for name in facts}
