"""What an introduction asks of this visitor now: one primary act, and the other steps that may follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.actor import Actor
from wsp.placements.enums import INTRODUCTION_STATES, IntroductionState
from wsp.placements.queries import IntroductionCard
from wsp.web.introductions.words import STEP_LABELS

_I = IntroductionState
CLOSING: Final = (_I.REJECTED, _I.WITHDRAWN)
NEEDS_FORM: Final = frozenset({_I.INVITED, *CLOSING})
"""Steps that ask for more than a press on a button."""
_ORDER: Final = (
    _I.CLIENT_MANAGER_ASKED, _I.ANONYMOUS, _I.INTEREST, _I.CANDIDATE_ASKED, _I.NAMED, _I.INVITED, _I.INTERVIEW,
    *CLOSING,
)  # fmt: skip
"""Steps that a person takes here; aangenomen comes with the placement, verlopen by itself."""


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
    """What this visitor is asked to do; None when nothing follows."""
    state = _I(card.row.state)
    if INTRODUCTION_STATES.final(state) or card.placement_id is not None:
        return None
    if actor.may(Permission.INTRODUCTION_MAKE):
        return _account_manager(card, state)
    if actor.may(Permission.INTRODUCTION_DECIDE):
        asked = _client_manager(card, state)
        if asked is not None:
            return asked
    return Now(INTRODUCTION_STATES.labels[state], _ELSEWHERE[state], "clock")


def others(card: IntroductionCard, actor: Actor) -> Sequence[Act]:
    """The other steps that this visitor may take, in the order of the work."""
    if card.placement_id is not None:
        return ()
    steps: Sequence[IntroductionState] = ()
    if actor.may(Permission.INTRODUCTION_MAKE):
        steps = _ORDER
    elif actor.may(Permission.INTRODUCTION_DECIDE):
        steps = CLOSING
    first = now(card, actor)
    shown = {act.address for act in (first.act, first.second) if act is not None} if first else set()
    allowed = INTRODUCTION_STATES.transitions[_I(card.row.state)]
    found = [step_to(card, state, post=False) for state in steps if state in allowed]
    return [act for act in found if act.address not in shown]


def step_to(card: IntroductionCard, state: IntroductionState, *, post: bool | None = None) -> Act:
    """The button of a step: at once where nothing more is asked."""
    at_once = state not in NEEDS_FORM if post is None else post
    return Act(
        STEP_LABELS[state], url_for("introductions.step", introduction_id=card.row.id, name=state.value), at_once
    )


def _client_manager(card: IntroductionCard, state: IntroductionState) -> Now | None:
    if state is _I.CLIENT_MANAGER_ASKED and card.row.agreed_at is None:
        return Now(
            "Geef antwoord op deze voordracht",
            f"Mag deze kandidaat zonder naam worden aangeboden aan {card.employer.name}?",
            "question",
            Act("Akkoord geven", url_for("introductions.agree", introduction_id=card.row.id), post=True),
            Act("Nu niet", url_for("introductions.not_now", introduction_id=card.row.id)),
        )
    if state is _I.CANDIDATE_ASKED:
        return Now(
            "Vraag de kandidaat om akkoord",
            f"{card.employer.name} wil kennismaken. Bespreek wat de werkgever dan te zien krijgt.",
            "handshake",
            Act("Akkoord vastleggen", url_for("candidates.record_agreement", candidate_id=card.row.candidate_id)),
            step_to(card, _I.NAMED),
        )
    return None


def _account_manager(card: IntroductionCard, state: IntroductionState) -> Now:
    if state is _I.CLIENT_MANAGER_ASKED and card.row.agreed_at is None:
        return Now("Wacht op de klantmanager", "Duurt het lang? Bel dan even.", "clock")
    if state in (_I.INTERVIEW, _I.HIRED):
        place = Act("Plaatsen", url_for("placements.new", voordracht=card.row.id))
        return Now("Leg de uitkomst vast", "Is het een ja? Leg dan de plaatsing vast.", "handshake", place)
    following, title, text, icon = _NEXT[state]
    second = Act("Plaatsen", url_for("placements.new", voordracht=card.row.id)) if state in _PLACEABLE else None
    return Now(title, text, icon, step_to(card, following), second)


_PLACEABLE: Final = frozenset({_I.NAMED, _I.INVITED})
"""An employer may say yes before, or without, a talk."""

_NEXT: Final = {
    _I.LONGLIST: (
        _I.CLIENT_MANAGER_ASKED, "Vraag de klantmanager om akkoord",
        "Zonder akkoord kun je de kandidaat niet aanbieden.", "question",
    ),
    _I.CLIENT_MANAGER_ASKED: (
        _I.ANONYMOUS, "Bied de kandidaat zonder naam aan",
        "De klantmanager gaf akkoord. De werkgever ziet alleen werk en vaardigheden.", "building",
    ),
    _I.ANONYMOUS: (
        _I.INTEREST, "Vraag de werkgever om antwoord",
        "Wil de werkgever kennismaken? Leg dat dan vast.", "phone",
    ),
    _I.INTEREST: (
        _I.CANDIDATE_ASKED, "Vraag de kandidaat om akkoord",
        "De naam gaat pas naar de werkgever na akkoord voor deze werkgever.", "question",
    ),
    _I.CANDIDATE_ASKED: (
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

_ELSEWHERE: Final = {
    _I.LONGLIST: "De accountmanager bekijkt of deze kandidaat past.",
    _I.CLIENT_MANAGER_ASKED: "De accountmanager gaat verder na het akkoord.",
    _I.ANONYMOUS: "De werkgever moet nog antwoorden.",
    _I.INTEREST: "De accountmanager vraagt de kandidaat om akkoord.",
    _I.CANDIDATE_ASKED: "De klantmanager vraagt de kandidaat om akkoord.",
    _I.NAMED: "De werkgever moet nog antwoorden.",
    _I.INVITED: "Er is een gesprek gepland.",
    _I.INTERVIEW: "De accountmanager legt de uitkomst vast.",
    _I.HIRED: "De accountmanager legt de plaatsing vast.",
}
"""What others do, for who only reads along."""
