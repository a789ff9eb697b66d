"""A made-up country of people and vacancies from a seed, for measurements and for tests with a crowd.

Nobody in it exists. The shares (who has a car, how far people travel, how many hours, what is not known) are round
numbers in the neighbourhood of what employer services see; they decide how many fall out at each criterion and so how
much work a ranking is. Towns have sizes by Zipf's law in a box the size of the Netherlands; titles and skills follow
Zipf's law too, and what somebody did resembles what somebody wants.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final, TypeVar

from matching.lexicon import work_fields
from matching.phrases import candidate_phrases, vacancy_phrases
from matching.text import TextSpace
from matching.types import WORK_CONDITIONS, Adaptable, CandidateProfile, Experience, Task, VacancyQuery, Wish

T = TypeVar("T")

DAY: Final = date(2027, 1, 11)
_HEADS: Final = (
    "medewerker {}", "{}medewerker", "hulp {}", "assistent {}", "allround medewerker {}", "{} in de avond",
    "leerling {}", "voorman {}", "teamleider {}", "zelfstandig werkend {}", "{} en magazijn", "begeleider {}",
)  # fmt: skip
_SKILLS: Final = ("{}", "netjes {}", "ervaring met {}", "{} onder tijdsdruk", "machines voor {}")
_TOLD: Final = (
    "Werkt graag met {}", "Heeft thuis veel aan {} gedaan", "Kan goed zelfstandig {}", "Leert {} op de werkvloer",
    "Was sterk in {} tijdens de stage", "Zoekt een rustige plek met {}", "Helpt een kennis met {}",
)  # fmt: skip
_DENIED: Final = ("Wil geen {}", "Liever niet {}")
_OFFERED: Final = (
    "Je houdt je bezig met {} en houdt je werkplek netjes", "Samen met je collega's zorg je voor {}",
    "We zoeken iemand die {} leuk vindt", "Ervaring met {} is fijn, maar je leert het bij ons",
    "Je begint rustig en krijgt uitleg over {}", "In ons team draait het om {} en om elkaar helpen",
)  # fmt: skip
_DIPLOMAS: Final = (
    "VCA basis", "BHV", "heftruckcertificaat", "sociale hygiëne", "code 95", "mbo 2 logistiek", "mbo 2 zorg",
    "mbo 3 verzorgende", "HACCP", "VOL-VCA", "groenverzorging", "lascertificaat", "EHBO", "mbo 2 horeca",
)  # fmt: skip
_LICENCES: Final = ((), (), (), ("B",), ("B",), ("B",), ("AM",), ("B", "BE"), ("B", "C"))
_LONGEST: Final = 60


class Country:
    """People and vacancies from a seed; the same seed gives the same country.

    Args:
        seed: any number.
        places: how many postcode areas there are.
        titles: occupation names to draw wishes and vacancies from; without them names are made of the built-in
            kinds of work.
    """

    def __init__(self, *, seed: int, places: int = 4_000, titles: Sequence[str] = ()) -> None:
        """Draw the towns and put the words ready."""
        self._seed = seed
        random = Random(seed)  # noqa: S311 (made-up people, no secret)
        fields = [stem for stem in sorted(work_fields().stems) if len(stem) > 3]  # noqa: PLR2004 (whole words)
        random.shuffle(fields)
        self._fields = fields
        made = [head.format(field) for field in fields for head in _HEADS]
        self._titles = [title for title in titles if len(title) <= _LONGEST] or made
        random.shuffle(self._titles)
        self._title_odds = _zipf(len(self._titles))
        self._field_odds = _zipf(len(fields))
        towns = [(random.uniform(50.8, 53.4), random.uniform(3.8, 7.1)) for _ in range(max(places // 12, 1))]
        self._town_odds = _zipf(len(towns), power=0.9)
        self._places = [
            (lat + random.gauss(0, 0.03), lon + random.gauss(0, 0.05)) for lat, lon in towns for _ in range(12)
        ]

    def candidates(self, count: int, *, seed: int = 1) -> Iterator[CandidateProfile]:
        """So many people, one by one."""
        random = Random(f"{self._seed} candidates {seed}")  # noqa: S311 (made-up people, no secret)
        for number in range(count):
            yield self._candidate(random, candidate_id(number))

    def vacancies(self, count: int, *, seed: int = 1) -> Iterator[VacancyQuery]:
        """So many vacancies, one by one."""
        random = Random(f"{self._seed} vacancies {seed}")  # noqa: S311 (made-up work, no secret)
        for number in range(count):
            yield self._vacancy(random, vacancy_id(number))

    def space(self, sample: int = 4_000) -> TextSpace:
        """Text space fitted on some of the people and vacancies and on all titles."""
        people = (phrase.text for each in self.candidates(sample) for phrase in candidate_phrases(each))
        work = (phrase.text for each in self.vacancies(sample) for phrase in vacancy_phrases(each))
        return TextSpace(words=[*self._titles, *self._fields]).fit([*self._titles, *people, *work])

    def _place(self, random: Random) -> tuple[float, float]:
        town = _draw(random, self._town_odds)
        return self._places[town * 12 + random.randrange(12)]

    def _candidate(self, random: Random, record_id: str) -> CandidateProfile:
        lat, lon = self._place(random)
        field = _draw(random, self._field_odds)
        near = [self._title(random, field) for _ in range(4)]
        hours = random.choice(((8, 16), (12, 20), (16, 24), (16, 32), (20, 28), (24, 32), (24, 36), (32, 40), (36, 40)))
        known = _Known(random)
        return CandidateProfile(
            id=record_id,
            wishes=known(0.9, tuple(Wish(title=title) for title in near[: random.choice((1, 1, 2))])),
            experience=known(
                0.85,
                tuple(
                    Experience(title=title, years=random.randint(1, 40) / 2, ended_year=random.randint(2005, 2026))
                    for title in near[4 - random.choice((0, 1, 1, 2, 3)) :]
                ),
            ),
            skills=known(0.8, tuple(self._phrase(random, _SKILLS, field) for _ in range(random.randint(1, 4)))),
            education_level=known(0.92, random.choices(range(8), (2, 6, 18, 24, 26, 16, 6, 2))[0]),
            diplomas=known(0.8, tuple(random.sample(_DIPLOMAS, random.choice((0, 0, 0, 1, 1, 2))))),
            language_nl=known(0.95, random.choices(range(5), (1, 7, 20, 40, 32))[0]),
            driving_licences=known(0.92, random.choice(_LICENCES)),
            transport=known(
                0.95,
                tuple(
                    mode
                    for mode, share in (("fiets", 0.85), ("ov", 0.7), ("auto", 0.35), ("scooter", 0.08))
                    if _chance(random, share)
                ),
            ),
            lat=lat, lon=lon,
            max_travel_minutes=known(0.9, random.choices((15, 20, 30, 45, 60, 75), (8, 6, 38, 28, 16, 4))[0]),
            hours_min=known(0.92, float(hours[0])), hours_max=known(0.92, float(hours[1])),
            shifts_ok=known(0.92, _some(random, (("dag", 0.95), ("avond", 0.4), ("nacht", 0.12), ("weekend", 0.4)))),
            available_from=known(0.85, DAY + timedelta(days=random.randint(-120, 90))),
            cannot=known(0.85, tuple(c for c in WORK_CONDITIONS if _chance(random, 0.09))),
            needs_guidance=known(0.9, random.choices(("geen", "licht", "intensief"), (45, 42, 13))[0]),
            loonwaarde=known(0.5, float(random.randint(6, 20) * 5)),
            doelgroepregister=known(0.85, _chance(random, 0.35)),
            motivation=known(0.7, random.randint(1, 5)),
            notes=self._notes(random, field),
            development_wishes=(self._phrase(random, _SKILLS, field),) if _chance(random, 0.3) else None,
            waiting_since=known(0.9, DAY - timedelta(days=random.randint(0, 1500))),
            updated_on=known(0.9, DAY - timedelta(days=random.randint(0, 600))),
        )  # fmt: skip

    def _vacancy(self, random: Random, record_id: str) -> VacancyQuery:
        lat, lon = self._place(random)
        field = _draw(random, self._field_odds)
        known = _Known(random)
        asked = random.choice(((16, 24), (20, 32), (24, 32), (24, 40), (32, 40), (36, 40), (8, 20)))
        return VacancyQuery(
            id=record_id,
            title=self._title(random, field),
            description=". ".join(self._phrase(random, _OFFERED, field) for _ in range(random.randint(0, 5))),
            tasks=known(
                0.9,
                tuple(
                    Task(name=self._phrase(random, _SKILLS, field), hours_per_week=known(0.8, random.randint(2, 20)))
                    for _ in range(random.randint(1, 4))
                ),
            ),
            hours_min=known(0.95, float(asked[0])), hours_max=known(0.95, float(asked[1])),
            shifts=known(0.95, _some(random, (("dag", 0.95), ("avond", 0.2), ("nacht", 0.05), ("weekend", 0.2)))),
            start_date=known(0.9, DAY + timedelta(days=random.randint(0, 60))),
            lat=lat, lon=lon,
            public_transport=known(0.9, _chance(random, 0.75)),
            driving_licences_required=known(0.95, random.choice(((), (), (), (), ("B",), ("B",), ("C",)))),
            diplomas_required=known(0.95, tuple(random.sample(_DIPLOMAS, random.choice((0, 0, 0, 0, 0, 1, 2))))),
            education_min=known(0.9, random.choices(range(7), (30, 15, 20, 15, 12, 6, 2))[0]),
            language_nl_min=known(0.95, random.choices(range(5), (5, 30, 40, 20, 5))[0]),
            skills_required=known(0.8, self._skills(random, field, most=3)),
            skills_wished=known(0.6, self._skills(random, field, most=2)),
            work_conditions=known(0.9, tuple(c for c in WORK_CONDITIONS if _chance(random, 0.15))),
            guidance_on_site=known(0.9, random.choices(("geen", "licht", "intensief"), (30, 55, 15))[0]),
            adaptable=Adaptable(
                hours=_chance(random, 0.3), times=_chance(random, 0.15), tasks=_chance(random, 0.2),
                guidance=_chance(random, 0.3),
            ),
            garantiebaan=known(0.9, _chance(random, 0.3)),
            wage_hour=random.randint(1450, 2200) / 100,
        )  # fmt: skip

    def _title(self, random: Random, field: int) -> str:
        """Often a title near the field, sometimes any."""
        at = _draw(random, self._title_odds)
        if _chance(random, 0.7):
            at = (field * 7 + at % 9) % len(self._titles)
        return self._titles[at]

    def _phrase(self, random: Random, patterns: Sequence[str], field: int) -> str:
        near = field if _chance(random, 0.6) else _draw(random, self._field_odds)
        return random.choice(patterns).format(self._fields[near])

    def _skills(self, random: Random, field: int, *, most: int) -> tuple[str, ...]:
        return tuple(self._phrase(random, _SKILLS, field) for _ in range(random.randint(0, most)))

    def _notes(self, random: Random, field: int) -> str:
        told = [self._phrase(random, _TOLD, field) for _ in range(random.choice((0, 1, 1, 2, 3)))]
        if _chance(random, 0.15):
            told.append(self._phrase(random, _DENIED, _draw(random, self._field_odds)))
        return ". ".join(told)


class _Known:
    """Gives a value, or ``None`` for the share that is not known."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def __call__(self, share: float, value: T) -> T | None:
        return value if _chance(self._random, share) else None


def candidate_id(number: int) -> str:
    """Id of the n-th candidate, in the form and length of ids in a database."""
    return f"00000000-0000-4000-8000-{number:012}"


def vacancy_id(number: int) -> str:
    """Id of the n-th vacancy."""
    return f"00000000-0000-4000-9000-{number:012}"


def _chance(random: Random, share: float) -> bool:
    return random.random() < share


def _zipf(count: int, *, power: float = 0.7) -> list[float]:
    return list(accumulate((rank + 1) ** -power for rank in range(count)))


def _draw(random: Random, odds: list[float]) -> int:
    return bisect(odds, random.random() * odds[-1])


def _some(random: Random, shares: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(name for name, share in shares if _chance(random, share)) or (shares[0][0],)
