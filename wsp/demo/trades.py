"""What work is done where: the starter occupations by section, with phrases that fit into a sentence."""

from collections.abc import Mapping, Sequence
from functools import cache

from wsp.reference.starter import StarterOccupation, occupations


@cache
def by_section() -> Mapping[str, Sequence[StarterOccupation]]:
    """Occupations that occur in each SBI section."""
    found: dict[str, list[StarterOccupation]] = {}
    for occupation in occupations():
        for section in occupation.sections:
            found.setdefault(section, []).append(occupation)
    return found


@cache
def by_field() -> Mapping[str, Sequence[StarterOccupation]]:
    """Occupations of each field of work."""
    found: dict[str, list[StarterOccupation]] = {}
    for occupation in occupations():
        found.setdefault(occupation.field, []).append(occupation)
    return found


_JOB_ENDS = (
    "er",
    "hulp",
    "kracht",
    "eur",
    "ist",
    "man",
    "ant",
    "bediende",
    "assistent",
    "monteur",
    "kok",
    "ster",
    "chef",
)


def job_titles(occupation: StarterOccupation) -> Sequence[str]:
    """Names that an employer would put above a vacancy: the occupation's, and synonyms that name a person."""
    others = [name for name in occupation.synonyms if name.startswith("medewerker ") or name.endswith(_JOB_ENDS)]
    return [occupation.name, *others]


def task_phrases(occupation: StarterOccupation) -> Sequence[str]:
    """Tasks as they stand in the middle of a sentence; only those that end in a verb read well there."""
    phrases = [task[0].lower() + task[1:] for task in occupation.tasks if task.split()[-1].endswith("n")]
    return phrases or [occupation.tasks[0][0].lower() + occupation.tasks[0][1:]]


def skill_phrases(occupation: StarterOccupation) -> Sequence[str]:
    """Skills that can follow "kan goed": those that end in a verb."""
    return [skill for skill in occupation.skills if skill.split()[-1].endswith("n")] or list(occupation.skills)
