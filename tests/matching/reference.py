"""The engine once more, slow and obvious: one pair at a time, plain Python, no columns.

It shares only the text space (how two texts are compared) with the engine.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from matching.criteria import beroep, vaardigheden_taken
from matching.phrases import CandidatePhrase, Phrase, VacancyPhrase, candidate_phrases, vacancy_phrases
from matching.text import TextSpace
from matching.types import CandidateProfile, VacancyQuery, Weights

GUIDANCE = ["geen", "licht", "intensief"]
LICENCES = {
    "BE": {"B", "AM"}, "B": {"AM"}, "C": {"C1", "B", "AM"}, "C1": {"B", "AM"},
    "CE": {"C", "C1", "C1E", "BE", "B", "AM"}, "D": {"D1", "B", "AM"},
}  # fmt: skip
YES, NO, ASK = "met", "not_met", "unknown"


def _level(minimum: int | None, level: int | None, highest: int) -> str:
    if minimum == 0 or level == highest:
        return YES
    if minimum is None or level is None:
        return ASK
    return YES if level >= minimum else NO


def _subset(required: Any, held: Any, covers: Callable[[str, str], bool]) -> str:
    if required == ():
        return YES
    if required is None or held is None:
        return ASK
    return YES if all(any(covers(need, have) for have in held) for need in required) else NO


def hours(v: VacancyQuery, c: CandidateProfile) -> str:
    if c.hours_max is not None and v.hours_min is not None and c.hours_max < v.hours_min:
        return NO
    if c.hours_min is not None and v.hours_max is not None and c.hours_min > v.hours_max:
        return NO
    lo, hi = v.hours_min, v.hours_max
    if None not in (lo, hi, c.hours_min, c.hours_max):
        return YES
    if None not in (lo, hi) and any(x is not None and lo <= x <= hi for x in (c.hours_min, c.hours_max)):
        return YES  # one end of the person's range lies inside, wherever the other end may be
    if c.hours_min is not None and c.hours_max is not None:
        within = [x for x in (lo, hi) if x is not None and c.hours_min <= x <= c.hours_max]
        return YES if within else ASK  # an end of the vacancy's range that the person can work
    return ASK


def km(v: VacancyQuery, c: CandidateProfile) -> float | None:
    if None in (v.lat, v.lon, c.lat, c.lon):
        return None
    p1, p2 = math.radians(v.lat), math.radians(c.lat)
    d = math.radians(c.lon - v.lon)
    a = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(d / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(1, a)))


def mode_minutes(mode: str, d: float) -> float:
    return {
        "fiets": 5 * d + 2, "scooter": 2.5 * d + 3, "auto": 1.42 * d + 5,
        "ov": 12 + 2.2 * min(d, 10) + 1.1 * max(0, d - 10),
    }[mode]  # fmt: skip


def quickest(v: VacancyQuery, c: CandidateProfile, *, hope: bool) -> float | None:
    """Minutes; None when not known; infinite without any means."""
    modes = [m for m in c.transport or () if m != "ov" or v.public_transport or (hope and v.public_transport is None)]
    if not modes:
        return math.inf
    d = km(v, c)
    return None if d is None else min(mode_minutes(m, d) for m in modes)


def travel(v: VacancyQuery, c: CandidateProfile) -> str:
    if c.transport is None:
        return ASK
    hoped, sure = quickest(v, c, hope=True), quickest(v, c, hope=False)
    if hoped == math.inf:
        return NO
    if hoped is None:
        return ASK
    limit = 90 if c.max_travel_minutes is None else 1.4 * c.max_travel_minutes
    if hoped > limit:
        return NO
    return YES if c.max_travel_minutes is not None and sure <= 1.05 * c.max_travel_minutes else ASK


def verdicts(v: VacancyQuery, c: CandidateProfile) -> dict[str, str]:
    result = {"uren": hours(v, c), "reistijd": travel(v, c)}
    if v.shifts == () or (c.shifts_ok is not None and len(set(c.shifts_ok)) == 4):
        result["diensttijden"] = YES
    elif v.shifts is None or c.shifts_ok is None:
        result["diensttijden"] = ASK
    else:
        result["diensttijden"] = YES if set(v.shifts) <= set(c.shifts_ok) else NO
    if v.work_conditions == () or c.cannot == ():
        result["werkomstandigheden"] = YES
    elif v.work_conditions is None or c.cannot is None:
        result["werkomstandigheden"] = ASK
    else:
        result["werkomstandigheden"] = NO if set(v.work_conditions) & set(c.cannot) else YES
    need = None if c.needs_guidance is None else GUIDANCE.index(c.needs_guidance)
    site = None if v.guidance_on_site is None else GUIDANCE.index(v.guidance_on_site)
    result["begeleiding"] = _level(need, site, 2)
    result["opleiding"] = _level(v.education_min, c.education_level, 7)
    result["taal"] = _level(v.language_nl_min, c.language_nl, 4)
    result["rijbewijs"] = _subset(
        v.driving_licences_required,
        c.driving_licences,
        lambda need, have: need == have or need in LICENCES.get(have, ()),
    )
    result["diploma"] = _subset(
        v.diplomas_required,
        c.diplomas,
        lambda need, have: set(need.split()) <= {*have.split(), *(["basis"] if have == "vca" else [])},
    )
    if v.garantiebaan is False or c.doelgroepregister:
        result["doelgroepregister"] = YES
    elif v.garantiebaan is None or c.doelgroepregister is None:
        result["doelgroepregister"] = ASK
    else:
        result["doelgroepregister"] = NO
    if v.start_date is None or c.available_from is None:
        result["beschikbaarheid"] = ASK
    else:
        result["beschikbaarheid"] = NO if (c.available_from - v.start_date).days > 42 else YES
    return result


def squash(x: float, full: float) -> float:
    return math.sqrt(min(max(x / full, 0), 1))


class TextReference:
    """Text criteria of one pair, with two loops over the phrases of both sides."""

    def __init__(self, v: VacancyQuery, c: CandidateProfile, space: TextSpace, on: date) -> None:
        self.v, self.c = vacancy_phrases(v), candidate_phrases(c)
        self.year = on.year + (on.timetuple().tm_yday - 1) / 365.25
        texts = sorted({phrase.text for phrase in (*self.v, *self.c)})
        vectors = space.encode(texts)
        self.cosines = (vectors @ vectors.T).toarray()
        self.at = {text: number for number, text in enumerate(texts)}

    def cosine(self, a: Phrase, b: Phrase) -> float:
        if a.uri is not None and a.uri == b.uri:
            return 1.0
        return float(self.cosines[self.at[a.text], self.at[b.text]])

    def worth(self, p: Phrase) -> float:
        if p.kind != CandidatePhrase.EXPERIENCE:
            return 1.0
        worth = 1.0 if p.years is None else 0.75 + 0.25 * min(p.years / 3, 1)
        if p.ended_year is not None:
            worth *= 1 - 0.4 * min(max((self.year - p.ended_year) / 20, 0), 1)
        return worth

    def best(self, target: Mapping[Any, float], offered: Any, full: float) -> float:
        found = [0.0]
        for a in self.v:
            for b in self.c:
                strength = target.get(a.kind, 0) * a.reach * offered.get(b.kind, 0) * self.worth(b)
                found.append(strength * self.cosine(a, b) if strength else 0.0)
        return squash(max(found), full)

    def has(self, *kinds: int) -> bool:
        return any(p.kind in kinds for p in self.c)

    def overall(self) -> float:
        return self.best({VacancyPhrase.WHOLE: 1}, {CandidatePhrase.WHOLE: 1}, 0.6)

    def left(self, value: float, least: float) -> float:
        unable = self.best({VacancyPhrase.TITLE: 1, VacancyPhrase.TASK: 1}, {CandidatePhrase.UNABLE: 1}, 0.75)
        return max(value, least if self.has(CandidatePhrase.OPEN) else 0) * (1 - unable**1.5)

    def beroep(self) -> float:
        return self.left(self.wanted_or_done(), 0.4)

    def vaardigheden_taken(self) -> float:
        return self.left(self.covered(), 0.3)

    def wanted_or_done(self) -> float:
        if not self.has(CandidatePhrase.WISH, CandidatePhrase.EXPERIENCE):
            return 0.3
        wish = self.best(beroep.TARGET, {CandidatePhrase.WISH: 1}, 0.6)
        done = self.best(beroep.TARGET, {CandidatePhrase.EXPERIENCE: 1}, 0.6)
        against = self.best({VacancyPhrase.TITLE: 1, VacancyPhrase.TASK: 0.9}, {CandidatePhrase.AGAINST: 1}, 0.6)
        share = 0.65 if self.has(CandidatePhrase.WISH) else 0.85
        return (0.35 * (1 - (1 - wish) * (1 - share * done)) + 0.65 * self.overall()) * (1 - against)

    def covered(self) -> float:
        if not self.has(*vaardigheden_taken.OFFERED):
            return 0.3
        total = covered = 0.0
        for a in self.v:
            weight = vaardigheden_taken.ASKED.get(a.kind, 0) * a.weight
            if weight:
                met = max(vaardigheden_taken.OFFERED.get(b.kind, 0) * self.worth(b) * self.cosine(a, b) for b in self.c)
                total += weight
                covered += weight * squash(met, 0.6)
        return 0.65 * (covered / total if total else 0.0) + 0.35 * self.overall()


def soft(v: VacancyQuery, c: CandidateProfile, space: TextSpace, on: date) -> dict[str, float]:
    text = TextReference(v, c, space, on)
    values = {"beroep": text.beroep(), "vaardigheden_taken": text.vaardigheden_taken()}
    taken = quickest(v, c, hope=True)
    values["reistijd"] = 0.6
    if c.transport is not None and taken is not None and taken != math.inf:
        ratio = taken / max(45 if c.max_travel_minutes is None else c.max_travel_minutes, 1)
        values["reistijd"] = min(max((1.4 - ratio) / 0.9, 0), 1)
    values["opleidingsfit"] = 0.6
    if c.education_level is not None and v.education_min is not None:
        above = c.education_level - v.education_min
        values["opleidingsfit"] = 0.0 if above < 0 else min(max(1 - 0.15 * (above - 1), 0.4), 1)
    values["urenfit"] = 0.6
    if None not in (v.hours_min, v.hours_max, c.hours_min, c.hours_max):
        short, long = v.hours_min - c.hours_max, c.hours_min - v.hours_max
        gap = max(short, long, 0)
        asked = v.hours_min if gap == short else v.hours_max
        values["urenfit"] = min(max(1 - gap / (0.5 * max(asked, 1)), 0), 1)
    values["begeleidingsfit"] = 0.6
    if c.needs_guidance is not None and v.guidance_on_site is not None:
        missing = GUIDANCE.index(c.needs_guidance) - GUIDANCE.index(v.guidance_on_site)
        values["begeleidingsfit"] = 1.0 if missing <= 0 else 0.4 if missing == 1 else 0.0
    values["wachttijd"] = 0.6
    if c.waiting_since is not None:
        values["wachttijd"] = min(max((on - c.waiting_since).days / 730, 0), 1)
    values["versheid"] = 0.6
    if c.updated_on is not None:
        values["versheid"] = min(max((365 - (on - c.updated_on).days) / 275, 0), 1)
    return values


def base_score(v: VacancyQuery, c: CandidateProfile, space: TextSpace, on: date, weights: Weights) -> float:
    return sum(weights.share(code) * value for code, value in soft(v, c, space, on).items())
