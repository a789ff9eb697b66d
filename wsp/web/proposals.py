"""What a text states beside the fields of its form: shown as proposals, taken over by a person.

Nothing is filled in by itself. A field that is empty, or that says something else than the text, gives one proposal;
a list gives one for what the text adds to it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from marshmallow import ValidationError
from werkzeug.datastructures import MultiDict

from wsp.foundation.fields import Choices
from wsp.shortlists.stated import same_paper
from wsp.web.forms import Field, Form

TAKE: Final = "neem-"
"""A button of a proposal sends this with what it is about, with `ALL`, or with `LOOK`."""
ALL: Final = "alles"
LOOK: Final = "niets"
"""Takes nothing over: shows what the text says now, before anything is kept."""
HOURS: Final = "uren"
_ENDS: Final = ("hours_min", "hours_max")


class Proposal(NamedTuple):
    """What the text states about one question of the form."""

    about: str
    """Name of the fact, or `HOURS` for both ends of the hours a week."""
    label: str
    stated: str
    """In words, as on the card."""
    held: str
    """What the form has now, in words; "" when it has nothing."""
    values: dict[str, list[str]]
    """Fields as they are after taking this over."""


@dataclass(frozen=True)
class Wording:
    """How the facts of a record read in Dutch."""

    labels: Mapping[str, str]
    shown: Callable[[str, Any], str]
    hours: Callable[[Decimal | None, Decimal | None], str]


def proposals(form: Form[Any], stated: Mapping[str, Any], wording: Wording) -> list[Proposal]:
    """What a text that states these facts adds to the fields of `form`, or says otherwise, in the order of the form."""
    found = []
    for name in form.schema.fields:
        if name == _ENDS[0]:
            found += _hours(form, stated, wording)
        elif name in stated and name not in _ENDS:
            found += _one(form, name, stated[name], wording)
    return found


def pressed(sent: Mapping[str, str]) -> str:
    """What the pressed button is to take over; "" when it was another button."""
    button = sent.get("doe", "")
    return button.removeprefix(TAKE) if button.startswith(TAKE) else ""


def taken(found: Sequence[Proposal], chosen: str) -> dict[str, list[str]]:
    """The fields that change when `chosen` is taken over: one proposal, or `ALL`."""
    return {name: values for each in found if chosen in (each.about, ALL) for name, values in each.values.items()}


def taken_over(typed: MultiDict[str, str], found: Sequence[Proposal], chosen: str) -> tuple[MultiDict[str, str], str]:
    """What was typed with `chosen` taken over, for a form that is shown again; and what to say about it."""
    changed = typed.copy()
    for name, values in taken(found, chosen).items():
        changed.setlist(name, values)
    if chosen != LOOK:
        return changed, "Overgenomen. Kijk of het klopt. Bewaar daarna."
    return changed, "" if found else "In de tekst staat niets wat hier nog niet is ingevuld."


def _one(form: Form[Any], name: str, stated: Any, wording: Wording) -> list[Proposal]:
    held = _held(form[name])
    value = stated
    if isinstance(stated, tuple):
        kept = tuple(held or ())
        if not stated and held is not None:
            return []
        more = tuple(each for each in stated if not _among(name, each, kept))
        if stated and not more:
            return []
        order = form[name].options
        together = kept + more
        value = [code for code in order if code in together] if order else list(together)
        stated = more
    if stated == held:
        return []
    now = "" if held is None or held is False else wording.shown(name, held)
    words = wording.shown(name, stated)
    return [Proposal(name, wording.labels[name], words, now, _typed(form, {name: value}))]


def _among(name: str, stated: str, held: Sequence[str]) -> bool:
    if name == "diplomas":
        return any(same_paper(stated, each) for each in held)
    return stated in held


def _hours(form: Form[Any], stated: Mapping[str, Decimal], wording: Wording) -> list[Proposal]:
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
    now = "" if held_low is None and held_high is None else wording.hours(held_low, held_high)
    after = dict(zip(_ENDS, (after_low, after_high), strict=True))
    return [Proposal(HOURS, "Uren per week", wording.hours(low, high), now, _typed(form, after))]


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
