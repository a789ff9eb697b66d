"""Random vacancies and candidates, with much that is not known."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from matching.types import (
    GUIDANCE,
    SHIFTS,
    TRANSPORT,
    WORK_CONDITIONS,
    Adaptable,
    CandidateProfile,
    Experience,
    Task,
    VacancyQuery,
    Wish,
)

TITLES = [
    "Schoonmaker",
    "medewerker linnenkamer",
    "Wasserij",
    "Tuinman",
    "Chauffeur",
    "kassa en winkel",
    "inpakwerk",
    "Iets met dieren",
    "",
    "🚚 bezorger",
    "maakt niet uit",
]
NOTES = [
    "",
    "Werkt graag buiten.",
    "Wil geen schoonmaak. Kan goed vouwen",
    "Houdt van dieren, niet van drukte",
    "Allergisch voor water en zeep. Van gras krijgt ze het benauwd",
    "Het lijf kan het niet meer.",
]
URIS = ["urn:a", "urn:b"]
DAY = date(2027, 1, 11)


def maybe(strategy: Any) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def some(members: Sequence[str], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(members), max_size=most, unique=True).map(tuple)


titles = st.sampled_from(TITLES)
hours = st.sampled_from([8.0, 16.0, 20.0, 24.0, 32.0, 40.0])
days = st.integers(-100, 100).map(lambda n: DAY + timedelta(days=n))
licences = maybe(some(["B", "BE", "C", "CE", "AM"]))
diplomas = maybe(some(["vca", "vca basis", "bhv"]))
lats = maybe(st.floats(52.9, 53.2))
lons = maybe(st.floats(6.4, 6.8))
flags = maybe(st.booleans())


def vacancies(record_id: str = "v") -> st.SearchStrategy[VacancyQuery]:
    return st.builds(
        VacancyQuery,
        id=st.just(record_id),
        title=titles,
        description=st.sampled_from(NOTES),
        esco_uri=maybe(st.sampled_from(URIS)),
        tasks=maybe(st.lists(st.builds(Task, name=titles, hours_per_week=maybe(hours)), max_size=3).map(tuple)),
        hours_min=maybe(hours),
        hours_max=maybe(hours),
        shifts=maybe(some(SHIFTS)),
        start_date=maybe(days),
        lat=lats,
        lon=lons,
        public_transport=flags,
        driving_licences_required=licences,
        diplomas_required=diplomas,
        education_min=maybe(st.integers(0, 7)),
        language_nl_min=maybe(st.integers(0, 4)),
        skills_required=maybe(some(TITLES)),
        skills_wished=maybe(some(TITLES)),
        work_conditions=maybe(some(WORK_CONDITIONS[:5])),
        guidance_on_site=maybe(st.sampled_from(GUIDANCE)),
        adaptable=st.builds(
            Adaptable, hours=st.booleans(), times=st.booleans(), tasks=st.booleans(), guidance=st.booleans()
        ),
        garantiebaan=flags,
    )


def candidates(record_id: str = "c") -> st.SearchStrategy[CandidateProfile]:
    return st.builds(
        CandidateProfile,
        id=st.just(record_id),
        wishes=maybe(
            st.lists(st.builds(Wish, title=titles, esco_uri=maybe(st.sampled_from(URIS))), max_size=2).map(tuple)
        ),
        experience=maybe(
            st.lists(
                st.builds(
                    Experience,
                    title=titles,
                    esco_uri=maybe(st.sampled_from(URIS)),
                    years=maybe(st.floats(0, 30)),
                    ended_year=maybe(st.integers(1990, 2027)),
                ),
                max_size=2,
            ).map(tuple)
        ),
        skills=maybe(some(TITLES)),
        education_level=maybe(st.integers(0, 7)),
        diplomas=diplomas,
        language_nl=maybe(st.integers(0, 4)),
        driving_licences=licences,
        transport=maybe(some(TRANSPORT)),
        lat=lats,
        lon=lons,
        max_travel_minutes=maybe(st.sampled_from([0, 15, 30, 45, 60])),
        hours_min=maybe(hours),
        hours_max=maybe(hours),
        shifts_ok=maybe(some(SHIFTS, 4)),
        available_from=maybe(days),
        cannot=maybe(some(WORK_CONDITIONS[:5])),
        needs_guidance=maybe(st.sampled_from(GUIDANCE)),
        doelgroepregister=flags,
        motivation=maybe(st.integers(1, 5)),
        notes=st.sampled_from(NOTES),
        development_wishes=maybe(some(TITLES)),
        waiting_since=maybe(days),
        updated_on=maybe(days),
    )


def many_candidates(most: int = 6) -> st.SearchStrategy[list[CandidateProfile]]:
    return st.lists(candidates(), min_size=0, max_size=most).map(
        lambda found: [
            CandidateProfile(**{n: getattr(c, n) for n in c.__slots__} | {"id": f"c{k}"}) for k, c in enumerate(found)
        ]
    )


def many_vacancies(most: int = 6) -> st.SearchStrategy[list[VacancyQuery]]:
    return st.lists(vacancies(), min_size=0, max_size=most).map(
        lambda found: [
            VacancyQuery(**{n: getattr(v, n) for n in v.__slots__} | {"id": f"v{k}"}) for k, v in enumerate(found)
        ]
    )
