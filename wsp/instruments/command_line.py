"""`wsp rule`: one instrument for facts typed as key=value, for scripts and for checking by hand.

Pure: takes texts, gives plain values, raises `InvalidInput` or a `LawError` with one clear Dutch line. What the
command assumes because it was not typed stands among the steps.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from wsp.foundation.errors import InvalidInput
from wsp.foundation.money import NotAnAmountError, exact, number
from wsp.instruments import jobcoaching, loonkostensubsidie, no_risk
from wsp.instruments.assessment import Assessment, Status, step_record
from wsp.instruments.facts import Ground, JobcoachRegime, PlacementFacts
from wsp.law.lookup import LawBook
from wsp.law.minimum_wage import daily, hourly, monthly, weekly
from wsp.law.steps import Step, Working

Result = dict[str, Any]
_Reader = Callable[[str, LawBook, date], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """One setting of a rule: its name, what it means and how a text becomes a value."""

    name: str
    meaning: str
    read: _Reader
    required: bool = False


def _yes_no(text: str, _lawbook: LawBook, _on: date) -> bool:
    try:
        return {"ja": True, "nee": False}[text.lower()]
    except KeyError:
        raise InvalidInput("kies ja of nee.") from None


def _whole(text: str, limit: int, what: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > limit:
        raise InvalidInput(f"geef {what}.")
    return int(text)


def _age(text: str, _lawbook: LawBook, _on: date) -> int:
    return _whole(text, 120, "een leeftijd in hele jaren, van 0 tot en met 120")


def _loonwaarde(text: str, _lawbook: LawBook, _on: date) -> int:
    return _whole(text, 100, "een heel percentage van 0 tot en met 100")


def _decimal(text: str) -> Decimal:
    try:
        return exact(text.replace(",", "."))
    except NotAnAmountError:
        raise InvalidInput("geef een getal, zoals 32 of 32,5.") from None


def _hours(text: str, lawbook: LawBook, on: date) -> Decimal:
    hours = _decimal(text)
    longest = lawbook.on("arbeidstijdenwet.week_maximum", on).value
    if not 0 < hours <= longest:
        raise InvalidInput(f"geef meer dan 0 en ten hoogste {number(longest)} uur per week.")
    return hours


def _wage(text: str, _lawbook: LawBook, _on: date) -> Decimal:
    wage = _decimal(text)
    if wage < 0:
        raise InvalidInput("geef een loon van 0 euro of meer.")
    return wage


def _day(text: str, _lawbook: LawBook, _on: date) -> date:
    return _date(text)


def _ground(text: str, _lawbook: LawBook, _on: date) -> Ground:
    try:
        return Ground(text)
    except ValueError:
        raise InvalidInput(f"kies uit {', '.join(Ground)}.") from None


def _regime(text: str, _lawbook: LawBook, _on: date) -> JobcoachRegime:
    try:
        return JobcoachRegime(text)
    except ValueError:
        raise InvalidInput(f"kies uit {', '.join(JobcoachRegime)}.") from None


_AGE: Final = Key("leeftijd", "leeftijd in hele jaren", _age)
_LOONWAARDE: Final = Key("loonwaarde", "gemeten loonwaarde, heel percentage van 0 tot en met 100", _loonwaarde)
_FORFAIT: Final = Key("forfaitair", "ja: zonder meting beginnen; nee (standaard)", _yes_no)
_HOURS: Final = Key("uren", "uren per week in het contract", _hours)
_START: Final = Key("start", "eerste dag van het dienstverband, jjjj-mm-dd", _day)
_END: Final = Key("einde", "laatste dag van het contract, jjjj-mm-dd", _day)
_WAJONG: Final = Key("wajong", "ja of nee: heeft of had Wajong", _yes_no)
_GROUND: Final = Key("grond", f"andere grond: {', '.join(Ground)}", _ground)


@dataclass(frozen=True, slots=True)
class _Rule:
    summary: str
    keys: tuple[Key, ...]
    answer: Callable[[LawBook, date, Mapping[str, Any]], Result]


def _loonkostensubsidie(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    if given.get("forfaitair") and "loonwaarde" in given:
        raise InvalidInput("Geef loonwaarde of forfaitair=ja, niet allebei.")
    if not given.get("forfaitair") and "loonwaarde" not in given:
        raise InvalidInput("Geef de loonwaarde, zoals loonwaarde=60, of forfaitair=ja.")
    assumed = [Step("Aanname: de werknemer hoort tot de doelgroep loonkostensubsidie.")]
    age = given.get("leeftijd")
    if age is None:
        age = int(lawbook.on("wml.adult_age", on).value)
        assumed.append(Step(f"Aanname: de werknemer is {age} jaar of ouder."))
    full_week = given.get("voltijd")
    if full_week is None:
        full_week = _legal_week(lawbook)
        if given["uren"] > full_week:
            raise InvalidInput(f"Boven {number(full_week)} uur is ook voltijd nodig, zoals voltijd=40.")
        assumed.append(Step(f"Aanname: een volle werkweek is {number(full_week)} uur."))
    facts = PlacementFacts(
        in_doelgroep_lks=True,
        age=age,
        hours_per_week=given["uren"],
        full_week_hours=full_week,
        loonwaarde=given.get("loonwaarde"),
        forfaitair=given.get("forfaitair"),
    )
    return _result(loonkostensubsidie.assess(facts, lawbook, on), assumed)


def _legal_week(lawbook: LawBook) -> Decimal:
    """Return the full week of the law as it began: the command's assumption, also for days before it."""
    first = lawbook.parameters.parameter("participatiewet.loonkostensubsidie.full_week").values[0]
    return lawbook.on("participatiewet.loonkostensubsidie.full_week", first.valid_from).value


def _no_risk(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    assumed = []
    runs = given.get("lks")
    if runs is None:
        runs = False
        assumed.append(Step("Aanname: er loopt geen loonkostensubsidie."))
    facts = PlacementFacts(
        doelgroepregister=given.get("doelgroepregister"),
        wajong=given.get("wajong"),
        beschut=given.get("beschut"),
        no_risk_ground=given.get("grond"),
        lks_runs=runs,
        loonwaarde=given.get("loonwaarde"),
        forfaitair=given.get("forfaitair"),
        starts_on=given.get("start"),
        ends_on=given.get("einde"),
    )
    return _result(no_risk.assess(facts, lawbook, on), assumed)


def _jobcoaching(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    facts = PlacementFacts(
        in_doelgroep_lks=given.get("doelgroep"),
        wajong=given.get("wajong"),
        no_risk_ground=given.get("grond"),
        needs_guidance=given.get("begeleiding"),
        hours_per_week=given.get("uren"),
        wage_per_month=given.get("loon"),
        age=given.get("leeftijd"),
        jobcoach_regime=given.get("regime"),
        starts_on=given.get("start"),
        ends_on=given.get("einde"),
        permanent=given.get("vast"),
    )
    return _result(jobcoaching.assess(facts, lawbook, on), [])


def _wml(lawbook: LawBook, on: date, given: Mapping[str, Any]) -> Result:
    working = Working(lawbook, on)
    age, bbl = given["leeftijd"], given.get("bbl", False)
    per_month = monthly(working, age, bbl=bbl)
    result: Result = {"per_hour": None, "per_month": float(per_month)}
    if lawbook.holds("wml.hour", on):
        result["per_hour"] = float(hourly(working, age, bbl=bbl))
    else:
        result["per_week"] = float(weekly(working, age, bbl=bbl))
        result["per_day"] = float(daily(working, age, bbl=bbl))
    return result | {
        "provisional": bool(working.reasons),
        "provisional_reasons": list(working.reasons),
        "steps": [step_record(step) for step in working.steps],
        "sources": [source.as_record() for source in working.sources],
    }


_ELIGIBLE: Final = {Status.ELIGIBLE: True, Status.NOT_ELIGIBLE: False, Status.UNKNOWN: None}


def _result(answer: Assessment, assumed: Iterable[Step]) -> Result:
    record = answer.as_record()
    steps = [step_record(step) for step in assumed] + record["steps"]
    amount = answer.amount_per_month
    return {
        "eligible": _ELIGIBLE[answer.status],
        "amount_per_month": None if amount is None else float(amount),
        "provisional": answer.provisional,
        "steps": steps,
        "sources": record["sources"],
        "reason": answer.reason,
        "missing": record["missing"],
        "amounts": record["amounts"],
        "provisional_reasons": record["provisional_reasons"],
        "term": record["term"],
        "apply_where": answer.apply_where,
        "apply_who": answer.apply_who,
    }


_RULES: Final = {
    loonkostensubsidie.CODE: _Rule(
        "wat de gemeente per maand meebetaalt aan het loon",
        (
            _LOONWAARDE,
            Key("uren", "uren per week in het contract (verplicht)", _hours, required=True),
            Key("voltijd", "uren van een volle week in dit bedrijf; verplicht boven de volle week van de wet", _hours),
            _FORFAIT,
            Key("leeftijd", "leeftijd in hele jaren; zonder: het volle minimumloon", _age),
        ),
        _loonkostensubsidie,
    ),
    no_risk.CODE: _Rule(
        "ziekengeld van UWV als de werknemer ziek wordt",
        (
            Key("doelgroepregister", "ja of nee: staat in het doelgroepregister", _yes_no),
            _WAJONG,
            Key("beschut", "ja of nee: beschut werk", _yes_no),
            _GROUND,
            Key("lks", "ja of nee (standaard): er loopt loonkostensubsidie", _yes_no),
            _LOONWAARDE,
            _FORFAIT,
            _START,
            _END,
        ),
        _no_risk,
    ),
    jobcoaching.CODE: _Rule(
        "begeleiding op de werkplek",
        (
            Key("doelgroep", "ja of nee: hoort tot de doelgroep loonkostensubsidie", _yes_no),
            _WAJONG,
            _GROUND,
            Key("begeleiding", "ja of nee: heeft begeleiding op het werk nodig", _yes_no),
            _HOURS,
            Key("loon", "bruto loon per maand in euro", _wage),
            _AGE,
            Key("regime", f"interne jobcoach: {', '.join(JobcoachRegime)}", _regime),
            _START,
            _END,
            Key("vast", "ja: contract zonder einddatum", _yes_no),
        ),
        _jobcoaching,
    ),
    "wml": _Rule(
        "wettelijk minimumloon voor een leeftijd",
        (
            Key("leeftijd", "leeftijd in hele jaren (verplicht)", _age, required=True),
            Key("bbl", "ja: werkt in een bbl-opleiding; nee (standaard)", _yes_no),
        ),
        _wml,
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
        `amount_per_month` in euro rounded to cents or null, `provisional`, `steps`, `sources` and more; `wml`
        gives `per_hour` and `per_month`.

    Raises:
        InvalidInput: an unknown rule or key, a key given twice, an impossible value, a missing one.
        LawError: the law as stored has no answer for this day.

    """
    wanted = _get(name)
    lawbook = lawbook or LawBook.national()
    day = _date(on)
    lawbook.on("wml.adult_age", day)  # refuses a day before the first one of the product, for every rule alike
    given = _read(wanted, settings, lawbook, day)
    return wanted.answer(lawbook, day, given)


def keys(name: str) -> tuple[Key, ...]:
    """Return the settings of a rule.

    Raises:
        InvalidInput: if there is no such rule.

    """
    return _get(name).keys


def help_text() -> str:
    """Return, for each rule, what it answers and which keys it takes: text for `wsp rule --help`."""
    blocks = []
    for name, each in _RULES.items():
        rows = [f"  {key.name}=...  {key.meaning}" for key in each.keys]
        blocks.append("\n".join([f"{name}: {each.summary}", *rows]))
    return "\n\n".join(blocks)


def lines(result: Result) -> list[str]:
    """Write a result for people: the sentences of the steps, then the outcome."""
    text = [step["sentence"] for step in result["steps"]]
    text += [f"Nog uit te zoeken: {gap['question']}" for gap in result.get("missing", [])]
    text += [f"Voorlopig: {reason}" for reason in result["provisional_reasons"]]
    return [*text, result["reason"]] if "reason" in result else text


def _get(name: str) -> _Rule:
    try:
        return _RULES[name]
    except KeyError:
        raise InvalidInput(f"Onbekende regel: {name}. Kies uit {', '.join(RULES)}.") from None


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"Geen datum: {text}. Schrijf jjjj-mm-dd, zoals 2026-01-01.") from None


def _read(wanted: _Rule, settings: Iterable[str], lawbook: LawBook, day: date) -> dict[str, Any]:
    known = {key.name: key for key in wanted.keys}
    given: dict[str, Any] = {}
    for setting in settings:
        name, separator, text = (part.strip() for part in setting.partition("="))
        if not separator:
            raise InvalidInput(f"Schrijf sleutel=waarde, niet: {setting}.")
        if name not in known:
            raise InvalidInput(f"Onbekende sleutel: {name}. Kies uit {', '.join(known)}.")
        if name in given:
            raise InvalidInput(f"De sleutel {name} staat er twee keer.")
        try:
            given[name] = known[name].read(text, lawbook, day)
        except InvalidInput as problem:
            raise InvalidInput(f"{name}={text} kan niet: {problem.message}") from None
    missing = [key.name for key in wanted.keys if key.required and key.name not in given]
    if missing:
        raise InvalidInput(f"Geef ook: {', '.join(missing)}.")
    return given
