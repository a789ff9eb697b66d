"""What stands in a letter.

A letter gets one of these and nothing else: a fact that is no field here cannot reach an employer. On purpose there is
no field for register, ground, benefit, health, birth date, sex or BSN.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Sender:
    """Who writes, and who answers the telephone."""

    region: str
    name: str | None = None
    organisation: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, kw_only=True)
class Receiver:
    """To whom the letter goes; `address` holds the lines below the name of the organisation."""

    name: str
    contact: str | None = None
    address: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """An instrument as the employer reads of it.

    `amount` is euro per month; None when there is no monthly amount or it is not known yet. `rules_of` is the day whose
    law was used. `provisional` says why an amount is *voorlopig*; empty when it is not. `settled`: the rules give an
    answer; `granted`: who decides on it said yes, so that a letter never promises what nobody granted.
    """

    title: str
    text: str
    settled: bool = True
    granted: bool = False
    amount: Decimal | None = None
    rules_of: date | None = None
    until: date | None = None
    provisional: tuple[str, ...] = ()


@dataclass(frozen=True)
class HandIn:
    """Something the employer sends us by a day."""

    what: str
    by: date


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What every letter has; the frame around its own text is made of it (`templates/letters/layout.html`)."""

    reference: str
    """By what sender and receiver call it: P-88, B-12."""
    dated: date
    sender: Sender
    receiver: Receiver


@dataclass(frozen=True, kw_only=True)
class WorkerLetter(Letter):
    """A letter about one person."""

    worker: str
    """Name and number: "Sanne de Vries (K-2041)"."""


@dataclass(frozen=True, kw_only=True)
class PlacementConfirmation(WorkerLetter):
    """The confirmation of a placement. The employer knows who comes to work: the name is in it."""

    worker_name: str
    function: str
    contract: str
    paid: bool
    hours: Decimal
    starts_on: date
    ends_on: date | None
    wage: Decimal | None = None
    arrangements: tuple[Arrangement, ...] = ()
    hand_in: tuple[HandIn, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """Where, when and with whom somebody works."""

    address: tuple[str, ...]
    schedule: str
    """Days and times: "maandag tot en met donderdag, 8.00 tot 15.30 uur"."""
    supervisor: str
    """Who leads the work at the employer."""


@dataclass(frozen=True, kw_only=True)
class PlacementAgreement(WorkerLetter):
    """The agreement between employer, worker and werkgeversservicepunt about a job."""

    worker_name: str
    function: str
    contract: str
    hours: Decimal
    full_week: Decimal
    wage: Decimal
    starts_on: date
    ends_on: date | None
    workplace: Workplace
    tasks: tuple[str, ...]
    coach: str | None
    guidance: tuple[str, ...]
    """What was agreed about guidance at work, a line each."""
    arrangements: tuple[Arrangement, ...]
    report_days: int
    """Within how many days the employer reports a change; agreed by the parties."""
    evaluations: tuple[date, ...]
    signs_for_employer: str


@dataclass(frozen=True, kw_only=True)
class TrialAgreement(WorkerLetter):
    """The agreement about a trial (proefplaatsing): work without a wage, to see whether the job fits."""

    worker_name: str
    function: str
    hours: Decimal
    starts_on: date
    ends_on: date
    longest: str
    """The longest that the rules allow, in words with the article; who signs can check it."""
    permission_of: str
    """Who gives permission: a municipality, or UWV."""
    workplace: Workplace
    tasks: tuple[str, ...]
    goals: tuple[str, ...]
    coach: str | None
    job_contract: str
    """What the employer means to offer afterwards."""
    job_hours: Decimal
    evaluation_on: date
    insured_by: str
    signs_for_employer: str


@dataclass(frozen=True, kw_only=True)
class SubsidyRequest(WorkerLetter):
    """The employer's request for loonkostensubsidie, ready to be signed and sent to the municipality."""

    employer: str
    employer_address: tuple[str, ...]
    employer_contact: str
    kvk_number: str | None
    worker_name: str
    function: str
    contract: str
    hours: Decimal
    full_week: Decimal
    wage: Decimal
    starts_on: date
    ends_on: date | None
    wanted_from: date
    without_measurement: bool
    """The parties want to start with the fixed share, before anything is measured."""
    apply_before: date | None
    article: str
    attachments: tuple[str, ...]
    signs_for_employer: str


@dataclass(frozen=True, kw_only=True)
class Grant(WorkerLetter):
    """Tells the employer what was granted; the decision itself is a letter of its own."""

    worker_name: str
    arrangement: Arrangement
    starts_on: date
    decided_by: str
    decision_reference: str
    decided_on: date
    report_days: int
    conditions: tuple[str, ...]


@dataclass(frozen=True)
class Stops:
    """An instrument that ends, and its last day."""

    title: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PlacementEnd(WorkerLetter):
    """Tells the employer that a placement is over. Never why: that is no business of a letter."""

    worker_name: str
    function: str
    starts_on: date
    last_day: date
    stops: tuple[Stops, ...]
    hand_in: tuple[HandIn, ...]
    remark: str | None


@dataclass(frozen=True, kw_only=True)
class CoachEvaluation(WorkerLetter):
    """What the job coach reports to who pays for the coaching; the employer gets no copy of it."""

    employer: str
    function: str
    coach: str
    first_day: date
    last_day: date
    hours_given: Decimal
    goals: tuple[str, ...]
    goes_well: str
    attention: str
    agreed: tuple[str, ...]
    advice: str
    hours_next: Decimal | None
    """Hours a month that the coach asks for; None when coaching can stop."""


@dataclass(frozen=True, kw_only=True)
class DecidedAmount:
    """A period of a beschikking with euro per month; None: not known yet. `until` None: no end is known."""

    start: date
    until: date | None
    amount: Decimal | None
    basis: str
    """On what it rests, in words; never a percentage of somebody's loonwaarde."""
    provisional: bool = False


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(WorkerLetter):
    """A beschikking on an instrument (Awb art. 1:3), as the employer reads it."""

    placement: str
    """P-88."""
    function: str
    kind: str
    kind_label: str
    instrument: str
    ground: str
    starts_on: date
    ends_on: date | None
    motivation: str
    amounts: tuple[DecidedAmount, ...] = ()
    indexed: bool = False
    """The amounts follow the minimum wage on 1 January by themselves."""
    claimed: Decimal | None = None
    """Euro that must be paid back; None when this is no terugvordering."""
    claimed_months: tuple[date, ...] = ()
    pay_weeks: int
    authority: str
    signer: str
    mandate: str
    objection_address: tuple[str, ...]
    objection_until: date | None


@dataclass(frozen=True, kw_only=True)
class SocialReturnStatement(Letter):
    """How an employer stands with social return for one contract, in totals.

    On purpose there is no field for a person, a placement or a group: an amount of one person tells the group.
    """

    contract: str
    contract_reference: str | None
    municipality: str
    starts_on: date
    ends_on: date
    closed_on: date | None
    amount: Decimal
    """Euro that has to be filled in."""
    kinds: tuple[tuple[str, Decimal | None], ...]
    """Euro per kind. None: so few people count that the amount would tell of a person; then `filled` is None too."""
    filled: Decimal | None
    left: Decimal | None
    complete: bool
    """Everything is filled in."""
    unknown: bool
    """For some work no amount is settled yet; it is not in the totals. Never said where few people count."""
