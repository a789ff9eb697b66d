"""`wsp rule`: one instrument for facts typed as key=value, for scripts and for checking by hand.

Pure: takes texts, gives plain values, raises `InvalidInput` or a `LawError` with one clear Dutch line. What the
command assumes because it was not typed stands among the steps.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from wsp.foundation.errors import InvalidInput
from wsp.instruments import catalogue, codes, task_line
from wsp.instruments.assessment import Assessment, Status, step_record
from wsp.instruments.assumptions import assumptions
from wsp.instruments.facts import PlacementFacts
from wsp.instruments.questions import QUESTIONS
from wsp.instruments.reading import day as read_day
from wsp.instruments.reading import decimal, read
from wsp.law.errors import NotSupportedError
from wsp.law.local import LOCAL_RULES, refusal
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import daily, hourly, monthly, weekly
from wsp.law.steps import Step, Working
from wsp.law.values import LocalChoice

Result = dict[str, Any]

_LOCAL: Final = "beleid."
"""Before the code of a municipality's own rule: `--set beleid.social_return.percentage=2`."""
_FREE_CODE: Final = "loonwaarde"
_ALIASES: Final = {
    "lks": codes.LKS,
    "lkv": codes.LKV,
    "no-riskpolis": codes.NO_RISK,
    "minimumloon": "wml",
    "behoud-van-uitkering": codes.BEHOUD,
    "detachering": codes.DETACHERING_INDIVIDUEEL,
    "groepsdetachering": codes.DETACHERING_GROEP,
    "verhuizing": codes.VERHUIZING,
    "sroi": codes.SOCIAL_RETURN,
}
"""Shorter names; an underscore may stand for a hyphen."""


@dataclass(frozen=True, slots=True)
class Key:
    """One setting of a rule: its name, what it means and the fact that it fills."""

    name: str
    meaning: str
    fact: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    summary: str
    keys: tuple[Key, ...]
    answer: Callable[[LawBook, date, dict[str, Any]], Result]
    local: tuple[Key, ...] = ()


def _wml(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    working = Working(lawbook, on)
    age, bbl = given["age"], given.get("bbl", False)
    per_month = monthly(working, age, bbl=bbl)
    result: Result = {"per_hour": None, "per_month": float(per_month)}
    if lawbook.holds("wml.hour", on):
        result["per_hour"] = float(hourly(working, age, bbl=bbl))
    else:
        result["per_week"] = float(weekly(working, age, bbl=bbl))
        result["per_day"] = float(daily(working, age, bbl=bbl))
    return result | _explained(working)


def _measured(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    working = Working(lawbook, on)
    tasks = [task_line.read(given[name]) for name in task_line.NAMES if name in given]
    measurement = task_line.measure(tasks, working)
    return {"loonwaarde": measurement.percentage, "exact": str(measurement.exact)} | _explained(working)


def _explained(working: Working) -> Result:
    return {
        "provisional": bool(working.reasons),
        "provisional_reasons": list(working.reasons),
        "steps": [step_record(step) for step in working.steps],
        "sources": [source.as_record() for source in working.sources],
    }


def _instrument(code: str) -> Callable[[LawBook, date, dict[str, Any]], Result]:
    def answer(lawbook: LawBook, on: date, given: dict[str, Any]) -> Result:
        assumed = assumptions(code, given, lawbook, on)
        facts = PlacementFacts(**(given | {each.fact: each.value for each in assumed}))
        found = catalogue.get(code).assess(facts, lawbook, on)
        if not found.supported:
            raise NotSupportedError(found.reason)
        used = [Step(f"Aanname: {each.sentence}.") for each in assumed]
        return _result(found, used)

    return answer


_ELIGIBLE: Final = {Status.ELIGIBLE: True, Status.NOT_ELIGIBLE: False, Status.UNKNOWN: None}


def _result(answer: Assessment, assumed: Iterable[Step]) -> Result:
    record = answer.as_record()
    steps = [step_record(step) for step in assumed] + record["steps"]
    month, year = answer.amount_per_month, answer.amount_per_year
    daily_amounts = [amount.value for amount in answer.amounts if amount.unit == "EUR/day"]
    return {
        "eligible": _ELIGIBLE[answer.status],
        "amount_per_month": None if month is None else float(month),
        "amount_per_year": None if year is None else float(year),
        "amount_per_day": float(daily_amounts[0]) if daily_amounts else None,
        "provisional": answer.provisional,
        "steps": steps,
        "sources": record["sources"],
        "reason": answer.reason,
        "missing": [
            gap | {"key": QUESTIONS[gap["fact"]].key if gap["fact"] in QUESTIONS else _LOCAL + gap["fact"]}
            for gap in record["missing"]
        ],
        "amounts": record["amounts"],
        "provisional_reasons": record["provisional_reasons"],
        "term": record["term"],
        "apply_where": answer.apply_where,
        "apply_who": answer.apply_who,
        "apply_before": record["apply_before"],
        "deadlines": record["deadlines"],
        "combines": record["combines"],
        "excludes": record["excludes"],
    }


def _keys(facts: Iterable[str], required: tuple[str, ...] = ()) -> tuple[Key, ...]:
    found = []
    for fact in facts:
        question = QUESTIONS[fact]
        needed = fact in required
        found.append(Key(question.key, question.help + (" (verplicht)" if needed else ""), fact, needed))
    return tuple(found)


def _local_keys(code: str) -> tuple[Key, ...]:
    return tuple(
        Key(_LOCAL + rule.code, f"eigen regel van de gemeente: {rule.title}", rule.code)
        for rule in LOCAL_RULES.values()
        if rule.instrument == code
    )


_RULES: Final = {
    **{
        each.code: _Rule(each.summary, _keys(each.asks), _instrument(each.code), _local_keys(each.code))
        for each in catalogue.all()
    },
    "wml": _Rule("wettelijk minimumloon voor een leeftijd", _keys(("age", "bbl"), required=("age",)), _wml),
    _FREE_CODE: _Rule(
        "loonwaarde volgens de landelijke methode",
        tuple(Key(name, task_line.MEANING, name, required=name == task_line.NAMES[0]) for name in task_line.NAMES),
        _measured,
    ),
}

RULES: Final = tuple(_RULES)
"""Names that `wsp rule` knows."""


def rule(name: str, on: str, settings: Iterable[str], lawbook: LawBook | None = None) -> Result:
    """Answer one rule for one day.

    Args:
        name: one of `RULES`.
        on: the day whose law counts, as yyyy-mm-dd.
        settings: texts "key=value"; `keys(name)` tells which.
        lawbook: the law to use; the national one that ships with the product when None.

    Returns:
        Values ready for JSON. An instrument gives `eligible` (true, false, or null when facts are missing),
        `amount_per_month` and `amount_per_year` in euro rounded to cents or null, `provisional`, `missing`, `steps`,
        `sources` and more; `wml` gives `per_hour` and `per_month`; `loonwaarde` gives `loonwaarde`.

    Raises:
        InvalidInput: an unknown rule or key, a key given twice, an impossible value.
        LawError: the product does not support this day.

    """
    wanted = _get(name)
    lawbook = lawbook or LawBook.national()
    day = read_day(on)
    lawbook.on("wml.adult_age", day)  # refuses a day before the first one of the product, for every rule alike
    given, own = _read(wanted, settings, lawbook, day)
    if own:
        choices = {code: (choice,) for code, choice in own.items()}
        lawbook = replace(lawbook, choices={**lawbook.choices, **choices})
    return wanted.answer(lawbook, day, given)


def keys(name: str) -> tuple[Key, ...]:
    """Return the settings of a rule, those for a municipality's own rules last.

    Raises:
        InvalidInput: if there is no such rule.

    """
    wanted = _get(name)
    return wanted.keys + wanted.local


def summary(name: str) -> str:
    """Return what a rule answers, in Dutch."""
    return _get(name).summary


def help_text() -> str:
    """Return, for each rule, what it answers and which keys it takes: text for `wsp rule --help`."""
    blocks = []
    for name, each in _RULES.items():
        rows = [f"  {key.name}=...  {key.meaning}" for key in each.keys + each.local]
        blocks.append("\n".join([f"{name}: {each.summary}", *rows]))
    return "\n\n".join(blocks)


def lines(result: Result) -> list[str]:
    """Write a result for people: the sentences of the steps, then the outcome."""
    text = [step["sentence"] for step in result["steps"]]
    text += [f"Wij hebben nodig: {gap['question']} ({gap['key']})" for gap in result.get("missing", [])]
    text += [f"Voorlopig: {reason}" for reason in result["provisional_reasons"]]
    for name, words in (("per_hour", "per uur"), ("per_month", "per maand")):
        if result.get(name) is not None:
            text.append(f"{result[name]:.2f} euro {words}")
    if "loonwaarde" in result:
        text.append(f"De loonwaarde is {result['loonwaarde']} %.")
    return [*text, result["reason"]] if "reason" in result else text


def _get(name: str) -> _Rule:
    wanted = name.strip().lower().replace("_", "-")
    try:
        return _RULES[_ALIASES.get(wanted, wanted)]
    except KeyError:
        raise InvalidInput(f"Onbekende regel: {name}. Kies uit {', '.join(RULES)}.") from None


def _read(
    wanted: _Rule, settings: Iterable[str], lawbook: LawBook, day: date
) -> tuple[dict[str, Any], dict[str, LocalChoice]]:
    known = {key.name: key for key in wanted.keys}
    own = {key.name: key for key in wanted.local}
    seen: set[str] = set()
    given: dict[str, Any] = {}
    choices: dict[str, LocalChoice] = {}
    for setting in settings:
        name, separator, text = (part.strip() for part in setting.partition("="))
        if not separator:
            raise InvalidInput(f"Schrijf sleutel=waarde, niet: {setting}.")
        if name not in known and name not in own:
            raise InvalidInput(f"Onbekende sleutel: {name}. Kies uit {', '.join([*known, *own])}.")
        if name in seen:
            raise InvalidInput(f"De sleutel {name} staat er twee keer.")
        seen.add(name)
        try:
            if name in own:
                choices[own[name].fact] = _choice(own[name].fact, text, lawbook, day)
            else:
                given[known[name].fact] = _value(known[name], text, lawbook, day)
        except InvalidInput as problem:
            why = problem.message[0].lower() + problem.message[1:]
            raise InvalidInput(f"{name}={text} kan niet: {why}") from None
    missing = [key.name for key in wanted.keys if key.required and key.fact not in given]
    if missing:
        raise InvalidInput(f"Geef ook: {', '.join(missing)}.")
    return given, choices


def _value(key: Key, text: str, lawbook: LawBook, day: date) -> Any:
    question = QUESTIONS.get(key.fact)
    return text if question is None else read(question, text, lawbook, day)


def _choice(code: str, text: str, lawbook: LawBook, day: date) -> LocalChoice:
    value = decimal(text)
    if value < 0:
        raise InvalidInput("Geef een getal van 0 of meer.")
    problem = refusal(code, value, LOCAL_RULES[code].unit, lawbook.parameters, day)
    if problem:
        raise InvalidInput(problem)
    return LocalChoice(code, day, value, "getypt bij wsp rule")
