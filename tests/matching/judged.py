"""Reads the judged lists of judged.txt and scores a ranking with NDCG@10."""

from dataclasses import dataclass
from datetime import date
from math import log2
from pathlib import Path

from matching.ranking import Ranker
from matching.store import CandidateStore, space_for
from matching.types import Adaptable, CandidateProfile, Experience, Task, VacancyQuery, Wish

ON = date(2027, 1, 11)


@dataclass(frozen=True)
class Judged:
    vacancies: tuple[VacancyQuery, ...]
    candidates: tuple[CandidateProfile, ...]
    grades: dict[tuple[str, str], int]


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def read() -> Judged:
    vacancies: list[VacancyQuery] = []
    candidates: list[CandidateProfile] = []
    grades: dict[tuple[str, str], int] = {}
    for line in Path(__file__).with_name("judged.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line[2:].split("|")]
        if line.startswith("V"):
            title, description, tasks, required, wished, conditions, adapt = cells
            vacancies.append(
                VacancyQuery(
                    id=f"v{len(vacancies)}", title=title, description=description,
                    tasks=tuple(
                        Task(name=name, hours_per_week=float(hours))
                        for name, hours in (task.rsplit(":", 1) for task in _list(tasks))
                    ),
                    skills_required=_list(required), skills_wished=_list(wished),
                    work_conditions=tuple(conditions.split()), hours_min=20, hours_max=32, shifts=("dag",),
                    start_date=ON, lat=53.0, lon=6.56, public_transport=True, driving_licences_required=(),
                    diplomas_required=(), education_min=0, language_nl_min=1, guidance_on_site="licht",
                    adaptable=Adaptable(**dict.fromkeys(adapt.split(), True)), garantiebaan=False,
                )
            )  # fmt: skip
            continue
        grade, wishes, experience, skills, cannot, notes, extra = (*cells, "")[:7]
        number = len(candidates)
        profile = CandidateProfile(
            # shuffled ids, so that the order by id cannot help
            id=f"c{(number * 37) % 101:03}", wishes=tuple(Wish(title=title) for title in _list(wishes)),
            experience=tuple(
                Experience(title=title, years=float(years), ended_year=int(ended))
                for title, years, ended in (job.rsplit("/", 2) for job in _list(experience))
            ),
            skills=_list(skills), cannot=tuple(cannot.split()), notes=notes,
            driving_licences=("B",) if "driving_licences=B" in extra else (), transport=("fiets", "ov"),
            lat=53.0 + (number % 5) / 200, lon=6.56, max_travel_minutes=45, hours_min=16, hours_max=28 + number % 3 * 4,
            shifts_ok=("dag",), available_from=date(2026, 12, 1), needs_guidance="licht", diplomas=(),
            education_level=2 + number % 3, language_nl=3, doelgroepregister=None, motivation=1 + number % 5,
        )  # fmt: skip
        candidates.append(profile)
        grades[vacancies[-1].id, profile.id] = int(grade)
        for word in extra.split():
            if word.startswith("also="):
                for pair in word.removeprefix("also=").split(","):
                    other, also = pair.split(":")
                    grades[f"v{other}", profile.id] = int(also)
    return Judged(tuple(vacancies), tuple(candidates), grades)


def ndcg(grades: list[int], ideal: list[int], depth: int = 10) -> float:
    def gain(found: list[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(found[:depth]))

    return gain(grades) / gain(sorted(ideal, reverse=True))


def scores(ranker: Ranker, judged: Judged) -> dict[str, tuple[float, list[tuple[str, int, float]]]]:
    """Per vacancy NDCG@10 and the list itself."""
    space = space_for(judged.candidates, judged.vacancies)
    store = CandidateStore.from_profiles(judged.candidates, space=space)
    result = {}
    for vacancy in judged.vacancies:
        ranking = ranker.candidates_for(vacancy, store, on=ON, top=None, fallen_out=None)
        order = [(r.candidate_id, judged.grades.get((vacancy.id, r.candidate_id), 0), r.score)
                 for r in (*ranking.ranked, *ranking.fallen_out)]  # fmt: skip
        ideal = [grade for (of, _), grade in judged.grades.items() if of == vacancy.id]
        result[vacancy.title] = (ndcg([grade for _, grade, _ in order], ideal), order)
    return result
