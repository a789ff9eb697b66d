"""Reads judged lists and scores a ranking with NDCG@10.

`python -m tests.matching.judged [NAME ...]` prints per list the mean over vacancies with the fields as written, and
with what notes and descriptions say filled in, as `rank-file` does; `--show` adds each vacancy and its first fourteen.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import log2
from pathlib import Path
from statistics import mean

from matching.ranking import Ranker
from matching.reading import filled_candidate, filled_vacancy
from matching.store import CandidateStore, space_for
from matching.types import Adaptable, CandidateProfile, Experience, Task, VacancyQuery, Wish

ON = date(2027, 1, 11)
FILES = (
    "judged.txt", "judged_everyday.txt", "judged_apart.txt", "judged_fresh.txt", "judged_second.txt",
    "judged_third.txt", "judged_last.txt", "judged_other.txt", "judged_else.txt", "judged_fifth.txt",
    "judged_sixth.txt", "judged_seventh.txt", "judged_eighth.txt", "judged_ninth.txt",
)  # fmt: skip
SPARSE = frozenset({
    "judged_other.txt", "judged_else.txt", "judged_fifth.txt", "judged_sixth.txt",
    "judged_seventh.txt", "judged_eighth.txt", "judged_ninth.txt",
})  # fmt: skip
"""Files in which what is not said is not known; elsewhere it is what most people have."""


@dataclass
class Judged:
    """Vacancies and the candidates that are ranked for each of them; what is not graded is 0."""

    vacancies: list[VacancyQuery] = field(default_factory=list)
    candidates: list[CandidateProfile] = field(default_factory=list)
    grades: dict[tuple[str, str], int] = field(default_factory=dict)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


def _fields(cell: str) -> dict[str, str]:
    return dict(word.split("=", 1) for word in cell.split())


def _items(fields: Mapping[str, str], name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    cell = fields.get(name)
    return default if cell is None else tuple(item.replace("_", " ") for item in cell.split(",") if item != "-")


def read(name: str) -> list[Judged]:
    """The pools of a file."""
    sparse = name in SPARSE
    pools = [Judged()]
    for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line[2:].split("|")]
        if line.startswith("P") and pools[-1].vacancies:
            pools.append(Judged())
        elif line.startswith("V"):
            pools[-1].vacancies.append(_vacancy(f"v{len(pools[-1].vacancies)}", [*cells, ""], sparse=sparse))
        elif line.startswith("C"):
            _judge(pools[-1], [*cells, ""], sparse=sparse)
    return pools


def _vacancy(number: str, cells: list[str], *, sparse: bool) -> VacancyQuery:
    title, description, tasks, required, wished, conditions, adapt, extra = cells[:8]
    fields = _fields(extra)
    made = VacancyQuery(
        id=number, title=title, description=description,
        tasks=tuple(
            Task(name=name, hours_per_week=float(hours))
            for name, hours in (task.rsplit(":", 1) for task in _list(tasks))
        ),
        skills_required=_list(required), skills_wished=_list(wished), work_conditions=tuple(conditions.split()),
        hours_min=20, hours_max=32, shifts=_items(fields, "shifts", ("dag",)), start_date=ON, lat=53.0, lon=6.56,
        public_transport=True, driving_licences_required=_items(fields, "licences"),
        diplomas_required=_items(fields, "diplomas"), education_min=0, language_nl_min=1, guidance_on_site="licht",
        adaptable=Adaptable(**dict.fromkeys(adapt.split(), True)), garantiebaan=fields.get("register") == "ja",
    )  # fmt: skip
    if not sparse:
        return made
    low, high = _span(fields.get("hours"))
    return replace(
        made, hours_min=low, hours_max=high, shifts=_items(fields, "shifts"), start_date=None, lat=None, lon=None,
        public_transport=None, education_min=_level(fields, "education"), language_nl_min=_level(fields, "language"),
        guidance_on_site=fields.get("guidance"),
    )  # fmt: skip


def _span(cell: str | None) -> tuple[float | None, float | None]:
    if cell is None:
        return None, None
    low, _, high = cell.partition("-")
    return (float(low) if low else None), float(high or low)


def _level(fields: Mapping[str, str], name: str) -> int | None:
    return int(fields[name]) if name in fields else None


def _job(cell: str) -> Experience:
    """A job with its years and when it ended; somebody who left those out does not know them."""
    title, *told = cell.rsplit("/", 2)
    number = [float(each) if each.strip().isdigit() else None for each in told]
    years, ended = number if len(number) == 2 else (None, None)  # both, or neither
    return Experience(title=title, years=years, ended_year=None if ended is None else int(ended))


def _judge(pool: Judged, cells: list[str], *, sparse: bool) -> None:
    grade, wishes, experience, skills, cannot, notes, extra = cells[:7]
    number, fields = len(pool.candidates), _fields(extra)
    profile = CandidateProfile(
        # shuffled ids, so that the order by id cannot help
        id=f"c{(number * 37) % (1009 if sparse else 101):03}",
        wishes=tuple(Wish(title=title) for title in _list(wishes)),
        experience=tuple(_job(job) for job in _list(experience)),
        skills=_list(skills), cannot=tuple(cannot.split()), notes=notes, driving_licences=_items(fields, "licences"),
        transport=("fiets", "ov"), lat=53.0 + (number % 5) / 200, lon=6.56, max_travel_minutes=45, hours_min=16,
        hours_max=28 + number % 3 * 4, shifts_ok=_items(fields, "shifts", ("dag",)),
        available_from=date(2026, 12, 1), needs_guidance="licht", diplomas=_items(fields, "diplomas"),
        education_level=2 + number % 3, language_nl=3, doelgroepregister=None, motivation=1 + number % 5,
    )  # fmt: skip
    if sparse:
        low, high = _span(fields.get("hours"))
        profile = replace(
            profile, wishes=profile.wishes or None, experience=profile.experience or None,
            skills=profile.skills or None,
            driving_licences=_items(fields, "licences") or None, transport=None, lat=None, lon=None,
            max_travel_minutes=float(fields["max_travel"]) if "max_travel" in fields else None, hours_min=low,
            hours_max=high, shifts_ok=_items(fields, "shifts") or None, available_from=None,
            needs_guidance=fields.get("guidance"), diplomas=_items(fields, "diplomas") or None,
            education_level=_level(fields, "education"), language_nl=_level(fields, "language"),
            doelgroepregister={"ja": True, "nee": False}.get(fields.get("register", "")), motivation=None,
            cannot=profile.cannot or None,
        )  # fmt: skip
    pool.candidates.append(profile)
    pool.grades[pool.vacancies[-1].id, profile.id] = int(grade)
    for pair in fields.get("also", "").split(","):
        if pair:
            other, also = pair.split(":")
            pool.grades[f"v{other}", profile.id] = int(also)


def ndcg(grades: list[int], ideal: list[int], depth: int = 10) -> float:
    """Of grades in the order of a ranking, against all grades in the best order."""

    def gain(found: list[int]) -> float:
        return sum((2**grade - 1) / log2(place + 2) for place, grade in enumerate(found[:depth]))

    return gain(grades) / gain(sorted(ideal, reverse=True))


def filled(judged: Judged) -> Judged:
    """The same lists with empty fields filled from descriptions and notes, as in `rank-file`."""
    return replace(
        judged, vacancies=[filled_vacancy(vacancy, on=ON) for vacancy in judged.vacancies],
        candidates=[filled_candidate(profile, on=ON) for profile in judged.candidates],
    )  # fmt: skip


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


def main() -> None:
    """Print the means, and with `--show` the lists."""
    names = [name for name in FILES if any(part in name for part in sys.argv[1:])]
    ranker = Ranker()
    for name in names or FILES:
        pools = read(name)
        plain: dict[str, tuple[float, list[tuple[str, int, float]]]] = {}
        noted = dict(plain)
        for pool in pools:
            plain |= scores(ranker, pool)
            noted |= scores(ranker, filled(pool))
        for title, (score, order) in noted.items() if "--show" in sys.argv else ():
            sys.stdout.write(f"  {title}: {plain[title][0]:.3f}, with notes {score:.3f}\n")
            people = {p.id: p for pool in pools for p in pool.candidates}
            for found, grade, points in order[:14]:
                sys.stdout.write(f"    {grade} {points:.3f} {found} {people[found].notes[:100]}\n")
        means = [mean(score for score, _ in found.values()) for found in (plain, noted)]
        sys.stdout.write(f"{name}\t{means[0]:.4f}\t{means[1]:.4f}\n")


if __name__ == "__main__":
    main()
