"""What an introduction asks of this visitor now: one primary act, and the other steps that the table of states allows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.placements.enums import INTRODUCTION_STATES, STEP_LABELS, IntroductionState
from wsp.placements.queries import IntroductionCard, Waiting

_I = IntroductionState
CLOSING: Final = (_I.REJECTED, _I.WITHDRAWN)
NEEDS_FORM: Final = frozenset({_I.INVITED, *CLOSING})
"""Steps that ask for more than a press on a button."""
_ORDER: Final = (
    _I.ASKED_CLIENT_MANAGER, _I.OFFERED, _I.INTEREST, _I.ASKED_CANDIDATE, _I.NAMED, _I.INVITED, _I.INTERVIEW,
    _I.LONGLIST, *CLOSING,
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """A button: `post` sends a form at once, else it is a link to the page that asks for more."""

    label: str
    address: str
    post: bool = False


@dataclass(frozen=True)
class Now:
    """What must happen now; `act` None: somebody else is to move."""

    title: str
    text: str
    icon: str
    act: Act | None = None
    second: Act | None = None


def now(card: IntroductionCard, actor: Actor) -> Now | None:
    """What this visitor is asked to do; None when the introduction came to an end."""
    state = card.row.state
    if INTRODUCTION_STATES.final(state):
        return None
    if actor.may(Permission.INTRODUCTION_DECIDE) and card.row.waiting in {Waiting.CLIENT_MANAGER, Waiting.CANDIDATE}:
        return _client_manager(card)
    if actor.may(Permission.INTRODUCTION_MAKE):
        return _account_manager(card)
    return Now(INTRODUCTION_STATES.labels[state], _WAITS[state], "clock")


def others(card: IntroductionCard, actor: Actor) -> Sequence[Act]:
    """The other steps that may follow, in the order of the work."""
    if not actor.may(Permission.INTRODUCTION_MAKE):
        return ()
    first = now(card, actor)
    shown = {act.address for act in (first.act, first.second) if act is not None} if first else set()
    allowed = INTRODUCTION_STATES.transitions[card.row.state]
    steps = [step_to(card, state, post=False) for state in _ORDER if state in allowed]
    return [step for step in steps if step.address not in shown]


def step_to(card: IntroductionCard, state: IntroductionState, *, post: bool | None = None) -> Act:
    """The button of a step: at once where nothing more is asked."""
    at_once = state not in NEEDS_FORM if post is None else post
    address = url_for("introductions.step", introduction_id=card.row.id, name=state.value)
    return Act(STEP_LABELS[state], address, post=at_once)


def _client_manager(card: IntroductionCard) -> Now:
    row = card.row
    if row.waiting is Waiting.CANDIDATE:
        agree = url_for("candidates.record_agreement", candidate_id=row.shown.id)
        return Now(
            "Vraag de kandidaat om akkoord",
            f"{row.employer} wil kennismaken. Bespreek wat de werkgever dan te zien krijgt.",
            "handshake",
            Act("Akkoord vastleggen", agree),
        )
    return Now(
        "Geef antwoord op deze voordracht",
        f"Mag deze kandidaat zonder naam worden aangeboden aan {row.employer}?",
        "question",
        Act("Akkoord geven", url_for("introductions.agree", introduction_id=row.id), post=True),
        Act("Nu niet", url_for("introductions.not_now", introduction_id=row.id)),
    )


def _account_manager(card: IntroductionCard) -> Now:
    row = card.row
    match row.state:
        case _I.ASKED_CLIENT_MANAGER if row.waiting is not None:
            return Now("Wacht op de klantmanager", "Duurt het lang? Bel dan even.", "clock")
        case _I.INTERVIEW:
            place = Act("Plaatsen", url_for("placements.new", voordracht=row.id))
            return Now("Leg de uitkomst vast", "Is het een ja? Leg dan de plaatsing vast.", "handshake", place)
    following, title, text, icon = _NEXT[row.state]
    return Now(title, text, icon, step_to(card, following))


_NEXT: Final = {
    _I.LONGLIST: (
        _I.ASKED_CLIENT_MANAGER, "Vraag de klantmanager om akkoord",
        "Zonder akkoord kun je de kandidaat niet aanbieden.", "question",
    ),
    _I.ASKED_CLIENT_MANAGER: (
        _I.OFFERED, "Bied de kandidaat zonder naam aan",
        "De klantmanager gaf akkoord. De werkgever ziet alleen werk en vaardigheden.", "building",
    ),
    _I.OFFERED: (
        _I.INTEREST, "Vraag de werkgever om antwoord",
        "Wil de werkgever kennismaken? Leg dat dan vast.", "phone",
    ),
    _I.INTEREST: (
        _I.ASKED_CANDIDATE, "Vraag de kandidaat om akkoord",
        "De naam gaat pas naar de werkgever na akkoord voor deze werkgever.", "question",
    ),
    _I.ASKED_CANDIDATE: (
        _I.NAMED, "Stel de kandidaat met naam voor",
        "Dat kan zodra het akkoord voor deze werkgever er is.", "person",
    ),
    _I.NAMED: (
        _I.INVITED, "Plan een gesprek",
        "Spreek een moment af met de werkgever en de kandidaat.", "calendar",
    ),
    _I.INVITED: (
        _I.INTERVIEW, "Vraag hoe het gesprek ging",
        "Is het gesprek geweest? Leg dat dan vast.", "chat",
    ),
}  # fmt: skip
"""State -> the step that usually follows, and how the page asks for it."""

_WAITS: Final = {
    _I.LONGLIST: "De accountmanager bekijkt of deze kandidaat past.",
    _I.ASKED_CLIENT_MANAGER: "De accountmanager gaat verder na het akkoord.",
    _I.OFFERED: "De werkgever moet nog antwoorden.",
    _I.INTEREST: "De accountmanager vraagt de kandidaat om akkoord.",
    _I.ASKED_CANDIDATE: "De klantmanager vraagt de kandidaat om akkoord.",
    _I.NAMED: "De werkgever moet nog antwoorden.",
    _I.INVITED: "Er is een gesprek gepland.",
    _I.INTERVIEW: "De accountmanager legt de uitkomst vast.",
}
"""What others do, for who only reads along."""
