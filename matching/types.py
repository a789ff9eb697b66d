"""What goes into the engine and what comes out: dataclasses without behaviour, that nobody changes.

All are frozen but the two of which a ranking makes two hundred: to make a frozen one costs five times as much.
Two conventions hold everywhere. ``None`` means *not known*, an empty tuple means *asked and none*. Amounts of
time are hours a week or minutes one way, distances are straight-line kilometres, dates are ``datetime.date``.

There is deliberately no field for name, BSN, sex, origin, birth date, nationality or address. ``pc4``, ``lat``
and ``lon`` serve the computation of a distance and nothing else; a test checks that they have no other reader.
"""

import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Generic, TypeAlias, TypeVar

from matching.validation import InvalidInputError, check_finite, check_level, check_members, check_place

SHIFTS: Final = ("dag", "avond", "nacht", "weekend")
GUIDANCE: Final = ("geen", "licht", "intensief")
TRANSPORT: Final = ("fiets", "ov", "auto", "scooter")
WORK_CONDITIONS: Final = (
    "tillen_zwaar", "staan_lang", "lopen_veel", "buiten", "hoogte", "lawaai", "prikkels", "klantcontact",
    "tempo_hoog", "alleen_werken", "ploegendienst", "temperatuur_koud", "stof", "beeldschermwerk", "autorijden",
    "fijne_motoriek",
)  # fmt: skip
EDUCATION_LEVELS: Final = range(8)
LANGUAGE_LEVELS: Final = range(5)
MOTIVATION_LEVELS: Final = range(1, 6)

HARD_CRITERIA: Final = (
    "uren", "diensttijden", "werkomstandigheden", "begeleiding", "rijbewijs", "diploma", "opleiding", "taal",
    "doelgroepregister", "reistijd", "beschikbaarheid",
)  # fmt: skip
SOFT_CRITERIA: Final = (
    "beroep", "vaardigheden_taken", "reistijd", "opleidingsfit", "urenfit", "begeleidingsfit", "motivatie",
    "ontwikkelwens", "wachttijd", "versheid",
)  # fmt: skip

Scalar: TypeAlias = float | int | str | bool | date | None
Value: TypeAlias = Scalar | tuple[Scalar, ...]
T = TypeVar("T")


class Verdict(enum.StrEnum):
    """Answer of one hard criterion; UNKNOWN is a question to ask and never a no."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Reason(enum.StrEnum):
    """Why a hard criterion came out as it did; (criterion, reason) selects the sentence that a screen shows."""

    OK = "ok"
    NOT_ASKED = "not_asked"
    CANDIDATE_UNKNOWN = "candidate_unknown"
    VACANCY_UNKNOWN = "vacancy_unknown"
    BELOW = "below"
    ABOVE = "above"
    MISSING = "missing"
    CONFLICT = "conflict"
    NO_MODE = "no_mode"
    BAND = "band"
    TOO_LATE = "too_late"
    NOT_REGISTERED = "not_registered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One task of a vacancy with its hours a week (``None``: not known)."""

    name: str
    hours_per_week: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Work somebody would like, in own words, with the occupation it was linked to when known."""

    title: str
    esco_uri: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """Work somebody did; ``ended_year`` ``None`` means not known, the running year means still doing it."""

    title: str
    esco_uri: str | None = None
    years: float | None = None
    ended_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptable:
    """What the employer is willing to change: a violation then costs score instead of excluding."""

    hours: bool = False
    times: bool = False
    tasks: bool = False
    guidance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyQuery:
    """A vacancy as the engine sees it.

    ``shifts`` are all needed. ``education_min`` 0 none, 1 primary, 2 praktijkonderwijs/vso/entree, 3 vmbo,
    4 mbo 2, 5 mbo 3-4/havo/vwo, 6 hbo, 7 wo. ``language_nl_min`` (speaking) 0 none, 1 a few words, 2 simple,
    3 good, 4 fluent. ``public_transport``: can the work place be reached by it at the working hours.
    ``wage_hour`` (euros) and ``contract_months`` are carried along for what is shown; no criterion reads them.
    """

    id: str
    title: str = ""
    description: str = ""
    esco_uri: str | None = None
    tasks: tuple[Task, ...] | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    shifts: tuple[str, ...] | None = None
    start_date: date | None = None
    pc4: str | None = None
    lat: float | None = None
    lon: float | None = None
    public_transport: bool | None = None
    driving_licences_required: tuple[str, ...] | None = None
    diplomas_required: tuple[str, ...] | None = None
    education_min: int | None = None
    language_nl_min: int | None = None
    skills_required: tuple[str, ...] | None = None
    skills_wished: tuple[str, ...] | None = None
    work_conditions: tuple[str, ...] | None = None
    guidance_on_site: str | None = None
    adaptable: Adaptable = field(default_factory=Adaptable)
    garantiebaan: bool | None = None
    wage_hour: float | None = None
    contract_months: float | None = None

    def __post_init__(self) -> None:
        """Refuse what no computation can use.

        Raises:
            InvalidInputError: not a finite number, outside its scale, or outside a closed list.
        """
        where = f"vacancy {self.id}"
        check_finite(self, where)
        for task in self.tasks or ():
            check_finite(task, where)
        check_level(self.education_min, EDUCATION_LEVELS, where, "education_min")
        check_level(self.language_nl_min, LANGUAGE_LEVELS, where, "language_nl_min")
        check_members(self.shifts, SHIFTS, where, "shifts")
        check_members(self.work_conditions, WORK_CONDITIONS, where, "work_conditions")
        check_members(self.guidance_on_site, GUIDANCE, where, "guidance_on_site")
        check_place(self.lat, self.lon, where)


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateProfile:
    """A person as the engine sees one: what somebody can, wants and needs, and nothing about who it is.

    Levels as in `VacancyQuery`. ``cannot`` lists work conditions, never a diagnosis. ``loonwaarde`` (percent)
    is carried along for the instruments that are shown next to a match; no criterion reads it.
    ``waiting_since`` and ``updated_on`` are dates, so that everything that depends on today follows from the
    ``on`` of the ranking.
    """

    id: str
    wishes: tuple[Wish, ...] | None = None
    experience: tuple[Experience, ...] | None = None
    skills: tuple[str, ...] | None = None
    education_level: int | None = None
    diplomas: tuple[str, ...] | None = None
    language_nl: int | None = None
    driving_licences: tuple[str, ...] | None = None
    transport: tuple[str, ...] | None = None
    pc4: str | None = None
    lat: float | None = None
    lon: float | None = None
    max_travel_minutes: float | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    shifts_ok: tuple[str, ...] | None = None
    available_from: date | None = None
    cannot: tuple[str, ...] | None = None
    needs_guidance: str | None = None
    loonwaarde: float | None = None
    doelgroepregister: bool | None = None
    motivation: int | None = None
    notes: str = ""
    development_wishes: tuple[str, ...] | None = None
    waiting_since: date | None = None
    updated_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse what no computation can use.

        Raises:
            InvalidInputError: not a finite number, outside its scale, or outside a closed list.
        """
        where = f"candidate {self.id}"
        check_finite(self, where)
        for job in self.experience or ():
            check_finite(job, where)
        check_level(self.education_level, EDUCATION_LEVELS, where, "education_level")
        check_level(self.language_nl, LANGUAGE_LEVELS, where, "language_nl")
        check_level(self.motivation, MOTIVATION_LEVELS, where, "motivation")
        check_members(self.transport, TRANSPORT, where, "transport")
        check_members(self.shifts_ok, SHIFTS, where, "shifts_ok")
        check_members(self.cannot, WORK_CONDITIONS, where, "cannot")
        check_members(self.needs_guidance, GUIDANCE, where, "needs_guidance")
        check_place(self.lat, self.lon, where)


@dataclass(slots=True)
class CriterionResult:
    """One hard criterion for one pair, in numbers and codes; a screen turns it into a sentence.

    ``value`` is what the person has (for MISSING and CONFLICT: the items that are the problem), ``limit`` what
    the vacancy or the person sets as the limit, ``detail`` what else explains it (kilometres, mode of travel).
    ``adaptable``: the employer is willing to change this.
    """

    criterion: str
    verdict: Verdict
    reason: Reason
    value: Value = None
    limit: Value = None
    adaptable: bool = False
    detail: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Contribution:
    """What one soft criterion or one adaptation adds to the score: ``points`` = ``weight`` x ``value``.

    ``known`` is false where the neutral value stood in for a value that is not known. ``evidence`` names the
    words of the profile that carried a text criterion.
    """

    criterion: str
    weight: float
    value: float
    points: float
    known: bool = True
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCandidate:
    """One candidate for one vacancy, explained. The points of the contributions add up to ``score``."""

    candidate_id: str
    score: float
    excluded: bool
    hard: tuple[CriterionResult, ...]
    contributions: tuple[Contribution, ...]
    violated: tuple[str, ...]
    unknown: tuple[str, ...]
    adaptations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedVacancy:
    """One vacancy for one candidate, explained.

    ``score`` is the candidate's side, to which the contributions add up; ``vacancy_score`` is the vacancy's
    side; ``reciprocal`` is their geometric mean and decides the order.
    """

    vacancy_id: str
    score: float
    vacancy_score: float
    reciprocal: float
    excluded: bool
    hard: tuple[CriterionResult, ...]
    contributions: tuple[Contribution, ...]
    violated: tuple[str, ...]
    unknown: tuple[str, ...]
    adaptations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking(Generic[T]):
    """Answer of one ranking: the best ones, those that fell out, and the counts of all that were looked at."""

    query_id: str
    on: date
    weights_version: str
    ranked: tuple[T, ...]
    fallen_out: tuple[T, ...]
    ranked_count: int
    fallen_out_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Named weights of the soft criteria, set by the region; only their proportions matter.

    ``motivatie`` and ``ontwikkelwens`` weigh nothing unless a dated policy decision says otherwise, and a
    criterion that weighs nothing is not shown.
    """

    version: str
    values: Mapping[str, float]

    def __post_init__(self) -> None:
        """Refuse unknown criteria, negative weights and weights that are all zero (InvalidInputError)."""
        for code, weight in self.values.items():
            if code not in SOFT_CRITERIA:
                message = f"weights {self.version}: unknown criterion {code}"
                raise InvalidInputError(message)
            if not math.isfinite(weight) or weight < 0:
                message = f"weights {self.version}: {code} must be zero or more"
                raise InvalidInputError(message)
        if not sum(self.values.values()) > 0:
            message = f"weights {self.version}: at least one weight must be above zero"
            raise InvalidInputError(message)

    def share(self, code: str) -> float:
        """Weight of a criterion as part of 1."""
        return self.values.get(code, 0.0) / sum(self.values.values())

    def shares(self) -> dict[str, float]:
        """Every criterion that weighs something, with its part of 1."""
        total = sum(self.values.values())
        return {code: weight / total for code, weight in self.values.items() if weight > 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Minutes one way for one means of transport over ``km`` straight-line kilometres.

    ``fixed`` + ``near`` x min(km, ``bend``) + ``far`` x max(0, km - ``bend``).
    """

    fixed: float
    near: float
    far: float
    bend: float = math.inf

    def __post_init__(self) -> None:
        """Refuse travel that takes less time over a longer distance (InvalidInputError)."""
        if not min(self.fixed, self.near, self.far, self.bend) >= 0:
            raise InvalidInputError("travel: minutes must be zero or more")


def _default_travel() -> dict[str, Travel]:
    return {
        "fiets": Travel(fixed=2, near=5, far=5),
        "ov": Travel(fixed=12, near=2.2, far=1.1, bend=10),
        "auto": Travel(fixed=5, near=1.42, far=1.42),
        "scooter": Travel(fixed=3, near=2.5, far=2.5),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Numbers of the hard criteria and of the soft values, with the defaults of the region.

    ``travel_met`` and ``travel_violated`` are multiples of the person's own maximum: up to the first the
    criterion is met, above the second it is not, in between it is a question. ``travel_default_max`` minutes
    is the ceiling when the person's maximum is not known. ``available_grace_days`` is how many days after the
    start date somebody may become available. ``adaptation_cost`` is the part of the score that one adaptation
    takes off, multiplied by ``more_adaptations_factor`` when more than one is needed. Taking out tasks that are
    ``core_share`` of the work or more leaves another job: that takes off ``core_cost``. ``neutral`` is the value of
    a soft criterion that is not known.
    """

    travel: Mapping[str, Travel] = field(default_factory=_default_travel)
    travel_met: float = 1.05
    travel_violated: float = 1.4
    travel_default_max: float = 90.0
    available_grace_days: int = 42
    neutral: float = 0.6
    adaptation_cost: float = 0.1
    more_adaptations_factor: float = 1.3
    core_cost: float = 0.85
    core_share: float = 0.5
    waiting_full_days: int = 730
    fresh_days: int = 90
    stale_days: int = 365


CANDIDATE_WEIGHTS: Final = Weights(
    version="kandidaat-1",
    values={"beroep": 0.6, "reistijd": 0.15, "urenfit": 0.15, "begeleidingsfit": 0.1},
)
"""What a vacancy is worth to the person: the other side of the match."""
DEFAULT_SETTINGS: Final = Settings()
DEFAULT_WEIGHTS: Final = Weights(
    version="standaard-1",
    values={
        "beroep": 0.40, "vaardigheden_taken": 0.40, "reistijd": 0.06, "opleidingsfit": 0.02, "urenfit": 0.05,
        "begeleidingsfit": 0.04, "motivatie": 0.0, "ontwikkelwens": 0.0, "wachttijd": 0.015, "versheid": 0.015,
    },
)  # fmt: skip
