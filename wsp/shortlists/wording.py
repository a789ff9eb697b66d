"""From the engine's numbers and codes to plain Dutch: short words for a chip, a sentence for the explanation."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from matching.explanation import ADAPTATION, FALLEN_OUT
from matching.types import Contribution, CriterionResult, Reason, Verdict
from wsp.reference import lists
from wsp.shortlists.enums import CRITERION_LABELS, STRENGTHS

KINDS: Final = {Verdict.MET: "ok", Verdict.NOT_MET: "no", Verdict.UNKNOWN: "unknown"}
"""Look of a chip per verdict."""
_MONTHS: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def strength(score: float, *, unknown: int, adaptations: int) -> str:
    """A score in words: "Sterke match", "Goede match na aanpassing", "Mogelijk, eerst 2 vragen"."""
    word = next(text for least, text in STRENGTHS if score >= least)
    if adaptations:
        return f"{word} na aanpassing"
    if unknown:
        return f"{word}, eerst {unknown} {'vraag' if unknown == 1 else 'vragen'}"
    return word


def chip(result: CriterionResult) -> str:
    """A few words for one hard criterion."""
    label = CRITERION_LABELS[result.criterion]
    if result.verdict is Verdict.UNKNOWN:
        return f"{label}: onbekend"
    wanted = offered(result)
    if result.verdict is Verdict.MET:
        return label if result.criterion not in ("uren", "reistijd") or not wanted else f"{label}: {wanted}"
    return f"{label}: {wanted}" if wanted else f"{label}: past niet"


def offered(result: CriterionResult) -> str:  # noqa: C901, PLR0911 (one line per criterion reads best)
    """What the person has, in words; empty when that is not known."""
    value = result.value
    match result.criterion:
        case "uren":
            return _range(value)
        case "diensttijden" if value:
            return "niet " + listed(lists.label("shifts", each).lower() for each in _many(value))
        case "werkomstandigheden" if value:
            return listed(lists.work_condition(each).label.lower() for each in _many(value)) + " kan niet"
        case "rijbewijs" if value:
            return listed(_many(value)) + " ontbreekt"
        case "diploma" if value:
            return listed(_many(value)) + " ontbreekt"
        case "opleiding":
            return _level("education_levels", value)
        case "taal":
            return _level("language_levels", value)
        case "doelgroepregister":
            return {True: "in het register", False: "niet in het register", None: ""}[value]  # type: ignore[index]  # the engine gives yes, no or None here
        case "reistijd":
            return "" if value is None else f"{round(float(value))} min"  # type: ignore[arg-type]  # checked where the value is made
        case "beschikbaarheid":
            return "" if value is None else f"vanaf {in_days(value)}"
        case "begeleiding":
            return "" if result.limit is None else f"nodig: {lists.label('guidance_levels', str(result.limit)).lower()}"
    return ""


def asked(result: CriterionResult) -> str:  # noqa: C901, PLR0911 (idem)
    """What the vacancy (or the person's own limit) asks, in words."""
    limit = result.limit
    match result.criterion:
        case "uren":
            return _range(limit)
        case "diensttijden":
            return listed(lists.label("shifts", each).lower() for each in _many(limit))
        case "werkomstandigheden":
            return listed(lists.work_condition(each).label.lower() for each in _many(limit)) or "niets bijzonders"
        case "rijbewijs" | "diploma":
            return listed(_many(limit)) or "niet nodig"
        case "opleiding":
            return _level("education_levels", limit) or "geen eis"
        case "taal":
            return _level("language_levels", limit) or "geen eis"
        case "doelgroepregister":
            return "garantiebaan" if limit else "geen garantiebaan"
        case "reistijd":
            return "" if limit is None else f"hoogstens {round(float(limit))} min"  # type: ignore[arg-type]  # checked where the value is made
        case "beschikbaarheid":
            return "" if limit is None else f"start {in_days(limit)}"
        case "begeleiding":
            offered_here = result.value
            return "" if offered_here is None else f"op de werkplek: {_guidance(offered_here)}"
    return ""


def why(result: CriterionResult) -> str:
    """One sentence: what the vacancy asks, what the person has, and what that means."""
    label = CRITERION_LABELS[result.criterion]
    if result.reason is Reason.NOT_ASKED:
        return f"{label}: de werkgever vraagt dit niet."
    if result.verdict is Verdict.UNKNOWN:
        who = "de vacature" if result.reason is Reason.VACANCY_UNKNOWN else "de kandidaat"
        if result.reason is Reason.BAND:
            return f"{label}: {offered(result)}, net boven de eigen grens ({asked(result)}). Vraag of dit kan."
        return f"{label}: dit weten we nog niet van {who}. Vraag het."
    parts = [part for part in (offered(result), asked(result)) if part]
    sentence = f"{label}: {', gevraagd '.join(parts)}." if parts else f"{label}: past."
    if result.verdict is Verdict.NOT_MET and result.adaptable:
        return sentence + " De werkgever wil dit aanpassen."
    return sentence


def contribution(item: Contribution) -> str:
    """Name of one line of the score."""
    if item.criterion == FALLEN_OUT:
        return "Valt af door een eis"
    if item.criterion.startswith(ADAPTATION):
        return f"Aanpassing: {CRITERION_LABELS[item.criterion.removeprefix(ADAPTATION)].lower()}"
    return CRITERION_LABELS[item.criterion]


def judgement(item: Contribution) -> tuple[str, str]:
    """(kind, words) of one line of the score, for its chip."""
    if item.points < 0:
        return "warn", "kost punten"
    if not item.known:
        return "unknown", "onbekend"
    for least, kind, words in ((0.8, "ok", "past goed"), (0.5, "ok", "past redelijk"), (0.25, "warn", "past deels")):
        if item.value >= least:
            return kind, words
    return "no", "past weinig"


def _many(value: Any) -> Sequence[str]:
    return () if value is None else tuple(str(each) for each in value)


def _range(value: Any) -> str:
    low, high = value if value is not None else (None, None)
    if low is None and high is None:
        return ""
    if low is None or high is None or low == high:
        known = [each for each in (low, high) if each is not None]
        return f"{number_text(known[0])} uur"
    return f"{number_text(low)} tot {number_text(high)} uur"


def number_text(value: float) -> str:
    """A number with a decimal comma, without needless zeros."""
    return f"{value:g}".replace(".", ",")


def _level(name: lists.LevelList, value: Any) -> str:
    return "" if value is None else lists.level_labels(name)[int(value)].lower()


def _guidance(value: Any) -> str:
    return lists.label("guidance_levels", str(value)).lower()


def in_days(value: Any) -> str:
    """A day, with the month in three letters."""
    on = value if isinstance(value, date) else date.fromisoformat(str(value))
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def listed(parts: Any) -> str:
    """Several things in a row: a, b en c."""
    texts = list(parts)
    return " en ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
