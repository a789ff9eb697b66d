"""What a made-up person can do and wants: wishes, experience, skills and a text that belong together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wsp.demo import trades
from wsp.demo.chance import Chance, Deck
from wsp.demo.plan import Group, material
from wsp.foundation import clock
from wsp.reference import lists
from wsp.reference.starter import StarterOccupation

_FIELDS: Mapping[str, float] = {
    "magazijn": 12, "schoonmaak": 11, "groen": 9, "horeca": 9, "zorg": 8, "productie": 12, "bouw": 5, "techniek": 6,
    "winkel": 11, "vervoer": 5, "kantoor": 8, "facilitair": 6, "post": 3, "textiel": 3, "voeding": 3,
    "dier-landbouw": 4, "recycling": 3, "ambacht-recreatie": 2,
}  # fmt: skip
"""How often people look for work in a field, of a hundred and twenty."""
_EDUCATION: Mapping[str, Mapping[int, float]] = {
    "0-30": {0: 18, 1: 34, 2: 28, 3: 12, 4: 6, 5: 2},
    "30-50": {0: 10, 1: 28, 2: 30, 3: 18, 4: 10, 5: 4},
    "50-80": {0: 5, 1: 18, 2: 26, 3: 24, 4: 18, 5: 8, 6: 1},
    "80-100": {0: 2, 1: 8, 2: 12, 3: 22, 4: 26, 5: 22, 6: 6, 7: 2},
    "jongeren": {1: 20, 2: 56, 3: 14, 4: 10},
    "wsw": {0: 12, 1: 34, 2: 32, 3: 14, 4: 6, 5: 2},
}
_CANNOT: Mapping[str, tuple[int, int]] = {
    "0-30": (3, 6), "30-50": (2, 4), "50-80": (1, 3), "80-100": (0, 1), "jongeren": (0, 3), "wsw": (2, 4),
}  # fmt: skip
_CARS = 5
"""Of ten people with licence B, how many can use a car."""
_OLD_WORKER = 30


@dataclass(frozen=True)
class Path:
    """Somebody's work: what they want, what they did, and how well they speak Dutch."""

    wished: tuple[StarterOccupation, ...]
    done: tuple[tuple[StarterOccupation, Decimal, int | None], ...]
    """Occupation, years, and the year in which it ended."""
    education: int
    language: int


def draw_path(chance: Chance, group: Group, age: int, language: int) -> Path:
    """Choose work that fits a group, an age and a level of Dutch."""
    education = chance.weighted(_EDUCATION[group.code])
    field = chance.weighted(_FIELDS)
    first = _occupation(chance, field, education, language)
    wished = [first]
    if chance.yes(0.62):
        other = field if chance.yes(0.6) else chance.weighted(_FIELDS)
        second = _occupation(chance, other, education, language)
        wished += [second] if second is not first else []
    done: list[tuple[StarterOccupation, Decimal, int | None]] = []
    if age >= 20 and chance.yes(0.82 if age > _OLD_WORKER else 0.55):  # noqa: PLR2004 - younger people come from school (said by the line itself)
        year = clock.today().year
        for position in range(chance.weighted({1: 55, 2: 33, 3: 12})):
            same = position == 0 and chance.yes(0.5)
            work = first if same else _occupation(chance, chance.weighted(_FIELDS), education, language)
            if any(work is each for each, _, _ in done):
                continue
            ended = year - chance.number(0, 2 + 4 * position) - (0 if chance.yes(0.4) else chance.number(1, 6))
            longest = max(1, min(age - 17, 14))
            years = Decimal(chance.number(1, 2 * longest)) / 2
            done.append((work, years, max(ended, year - (age - 17)) if chance.yes(0.9) else None))
    return Path(tuple(wished), tuple(done), education, language)


def _occupation(chance: Chance, field: str, education: int, language: int) -> StarterOccupation:
    """Work in a field that is not out of reach; when nothing is, the simplest work there."""
    pool = trades.by_field()[field]
    within = [work for work in pool if work.education <= education + 1 and work.language <= language + 1]
    if not within:
        return min(pool, key=lambda work: (work.education, work.language, work.code))
    return chance.weighted({work: 8.0 - work.education for work in within})


class Writer:
    """Writes profile texts: every list of sentences is dealt evenly, so that none repeats often."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._decks = {part: Deck(chance, sentences) for part, sentences in material("profiles").items()}

    def text(self, path: Path) -> str:
        """Write what somebody can do, in two to four plain sentences, without a name."""
        chance = self._chance
        work = path.wished[0]
        source = path.done[0][0] if path.done else work
        skills = chance.some(trades.skill_phrases(work if chance.yes(0.6) else source), 3)
        tasks = chance.some(trades.task_phrases(source), 2)
        slots: dict[str, Any] = {
            "skill": skills[0],
            "skill_cap": skills[0][0].upper() + skills[0][1:],
            "skill2": skills[1 % len(skills)],
            "skill3": skills[2 % len(skills)],
            "task": tasks[0],
            "task2": tasks[-1],
            "work": work.name,
            "before": source.name,
            "years": _years(path),
        }
        parts = [self._deal("strength", len(skills), slots)]
        if chance.yes(0.8):
            parts.append(self._deal("experience" if path.done else "starter", 3, slots))
        rest = []
        if chance.yes(0.75):
            rest.append(self._deal("way", 3, slots))
        if chance.yes(0.45):
            rest.append(self._deal("wish", 3, slots))
        if path.language <= 1 and chance.yes(0.5):
            rest.append(self._deal("languages", 3, slots))
        if chance.yes(0.3):
            parts = rest[:1] + parts + rest[1:]
        else:
            parts += rest
        return " ".join(parts)

    def development(self) -> str:
        """What somebody wants to learn."""
        return self._decks["development"].deal()

    def _deal(self, part: str, skills: int, slots: Mapping[str, Any]) -> str:
        sentence = self._decks[part].deal()
        while ("{skill3}" in sentence and skills < 3) or ("{skill2}" in sentence and skills < 2):  # noqa: PLR2004 (said by the line itself)
            sentence = self._decks[part].deal()
        return sentence.format(**slots)


def _years(path: Path) -> str:
    if not path.done:
        return "enkele"
    years = int(path.done[0][1])
    return {0: "een half", 1: "een"}.get(years, str(years))


def skills_of(chance: Chance, path: Path) -> list[str]:
    """Skills that belong to the wished work, and some from earlier work."""
    found = chance.some(path.wished[0].skills, chance.number(1, 3))
    for work, _, _ in path.done[:2]:
        found += [skill for skill in chance.some(work.skills, chance.number(1, 2)) if skill not in found]
    return found


def diplomas_of(chance: Chance, path: Path) -> list[str]:
    """Certificates from earlier work, by the name people know them by."""
    held: list[str] = []
    for work, _, _ in path.done:
        held += [lists.label("certificates", code) for code in work.certificates if chance.yes(0.6)]
    for code in path.wished[0].certificates:
        held += [lists.label("certificates", code)] if chance.yes(0.22) else []
    return sorted(set(held))


def cannot_do(chance: Chance, group: Group, path: Path) -> list[str]:
    """Work conditions that somebody cannot meet; nearly always others than those of the wished work."""
    low, high = _CANNOT[group.code]
    count = chance.number(low, high)
    needed = {condition for work in path.wished for condition in work.conditions}
    codes = list(lists.labels("work_conditions"))
    easy = [code for code in codes if code not in needed]
    found = chance.some(easy, count)
    if count and needed and chance.yes(0.14):
        found[-1] = chance.one(sorted(needed))
    return [code for code in codes if code in found]


def licences_of(chance: Chance, group: Group, age: int, path: Path) -> list[str]:
    """Driving licences, in the order of the list."""
    share = {"0-30": 0.16, "30-50": 0.3, "50-80": 0.48, "80-100": 0.66, "jongeren": 0.2, "wsw": 0.24}[group.code]
    held: set[str] = set()
    if age >= 18 and chance.yes(share):  # noqa: PLR2004 - the age for a licence (said by the line itself)
        held.add("B")
    if chance.yes(0.08):
        held.add("AM")
    drove = [work for work, _, _ in path.done if {"C", "D"} & set(work.driving_licences)]
    for work in drove:
        held |= {"B", *work.driving_licences}
    return [code for code in lists.labels("driving_licences") if code in held]


def transport_of(chance: Chance, licences: Sequence[str]) -> list[str]:
    """How somebody can travel, in the order of the list."""
    modes = {
        "fiets": chance.yes(0.82),
        "ov": chance.yes(0.68),
        "auto": "B" in licences and chance.number(1, 10) <= _CARS,
        "scooter": ("AM" in licences or "B" in licences) and chance.yes(0.12),
    }
    return [mode for mode, able in modes.items() if able] or ["ov"]


def shifts_of(chance: Chance, path: Path) -> list[str]:
    """When somebody can work; most of the time also when the wished work is done."""
    able = {"dag"} if chance.yes(0.94) else set()
    if chance.yes(0.7):
        able |= set(path.wished[0].shifts)
    for shift, share in (("avond", 0.25), ("weekend", 0.22), ("nacht", 0.05)):
        if chance.yes(share):
            able.add(shift)
    return [shift for shift in lists.labels("shifts") if shift in able] or ["dag"]
