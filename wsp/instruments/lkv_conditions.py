"""Who has a right to loonkostenvoordeel, kind by kind: exclusions, conditions and what is not known (Wtl)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from wsp.foundation.money import number
from wsp.instruments.enums import LkvKind
from wsp.instruments.facts import PlacementFacts
from wsp.law.steps import Working

_LAW: Final = "wtl.lkv."


def excluded(kind: LkvKind, facts: PlacementFacts, working: Working) -> str:  # noqa: PLR0911 - one for each reason
    """Return why people of this kind have no right at all, or an empty text."""
    if kind is LkvKind.OLDER and not working.lawbook.holds(f"{_LAW}oudere.rate", working.on):
        working.say("Het voordeel voor oudere werknemers is afgeschaft.", "Wtl art. 2.1")
        return "Het voordeel voor oudere werknemers bestaat niet meer."
    if facts.beschut and kind is not LkvKind.OLDER:
        working.say(
            "Bij beschut werk is geen loonkostenvoordeel mogelijk.", "Wtl art. 2.6 lid 3 en 2.14 lid 2; Wfsv art. 38b"
        )
        return "Bij beschut werk is er geen loonkostenvoordeel."
    if facts.wsw_employment and kind in (LkvKind.DISABLED, LkvKind.RESUMED):
        working.say("Dit is een dienstverband in de Wsw.", "Wtl art. 2.6 lid 3 en 2.14 lid 2")
        return "Bij een dienstverband in de Wsw is er geen loonkostenvoordeel."
    if facts.wsw_employment and kind is LkvKind.BANENAFSPRAAK:
        working.take(_LAW + "banenafspraak.wsw")
        if facts.wsw_seconded is False:
            working.say("Dit is een dienstverband in de Wsw zonder detachering.", "Wtl art. 2.10 lid 2")
            return "In de Wsw zonder detachering is er geen loonkostenvoordeel."
    if kind is LkvKind.BANENAFSPRAAK and facts.doelgroepregister is False:
        working.say("De werknemer moet in het doelgroepregister staan.", "Wtl art. 2.10")
        if facts.deregistered:
            working.say("Een lopend voordeel van voor 2026 loopt dan uit.", "Wtl art. 6.2")
            return _running_right(facts, working)
        return "De werknemer staat niet in het doelgroepregister."
    if kind is LkvKind.SCHOOLING:
        return _running_right(facts, working)
    return ""


def _running_right(facts: PlacementFacts, working: Working) -> str:
    """Refuse what began after the ground was gone: since 2026 only rights from before run on (Wtl art. 6.2)."""
    code = _LAW + "scholingsbelemmerd.new"
    if working.lawbook.holds(code, working.on):
        return ""
    if facts.starts_on is None or working.lawbook.holds(code, facts.starts_on):
        return ""
    working.say("Alleen een voordeel van voor 2026 loopt nog uit.", "Wtl art. 6.2")
    return "Voor een nieuw dienstverband is dit geen grond meer."


def gaps(kind: LkvKind, facts: PlacementFacts, working: Working) -> Iterator[str]:
    """Yield the facts without which this kind cannot be decided."""
    if kind is LkvKind.RESUMED:
        if facts.resumed_on is None:
            yield "resumed_on"
    elif facts.starts_on is None and limited(kind, facts, working):
        yield "starts_on"
    if kind is LkvKind.BANENAFSPRAAK and facts.wsw_employment and facts.wsw_seconded is None:
        yield "wsw_seconded"
    if _new_with_employer(kind, facts, working) and facts.worked_here_before is None:
        yield "worked_here_before"
    age = facts.age_on(working.on)
    if (
        age is not None
        and facts.aow_on is None
        and age >= working.lawbook.on("programma.aow_question_age", working.on).value
    ):
        yield "aow_on"
    if kind is LkvKind.OLDER and facts.starts_on is not None and _age_at_start(facts, working) is None:
        yield "age"


def refused_for(kind: LkvKind, facts: PlacementFacts, working: Working, start: date | None) -> str:
    """Return why this employment gives no right to this kind, or an empty text."""
    if start is None:
        return ""
    if _new_with_employer(kind, facts, working) and facts.worked_here_before:
        months = working.take(_LAW + "not_before_months")
        working.say(
            f"In de {number(months)} maanden voor de start was er al een dienstverband.",
            "Wtl art. 2.6 lid 1 onder b en 2.10",
            months,
        )
        return "De werknemer was kort hiervoor al in dienst bij deze werkgever."
    if kind is not LkvKind.OLDER:
        return ""
    closed = working.lawbook.holds(_LAW + "oudere.closed", start)
    if closed and working.lawbook.holds(_LAW + "oudere.old_contracts", working.on):
        working.take(_LAW + "oudere.old_contracts")
        working.say("In 2025 telt alleen een dienstverband van voor 2024.", "Wtl art. 2.5 en 6.2a")
        return "Het dienstverband begon te laat voor dit voordeel."
    if closed:
        working.take(_LAW + "oudere.closed")
    least = working.take(_LAW + "oudere.age")
    age = _age_at_start(facts, working)
    if age is not None and age < least:
        working.say(f"De werknemer was bij de start jonger dan {number(least)} jaar.", "Wtl art. 2.2", least)
        return f"Dit voordeel geldt vanaf {number(least)} jaar."
    return ""


def _age_at_start(facts: PlacementFacts, working: Working) -> int | None:
    """Return the age on the first day; without a date of birth only when today's age settles the question."""
    if facts.starts_on is None:
        return None
    if facts.born_on is not None:
        return facts.age_on(facts.starts_on)
    age = facts.age
    least = working.take(_LAW + "oudere.age")
    if age is None:
        return None
    years = working.on.year - facts.starts_on.year
    if age < least or facts.starts_on >= working.on:
        return age
    return age if age - max(years, 0) - 1 >= least else None


def _new_with_employer(kind: LkvKind, facts: PlacementFacts, working: Working) -> bool:
    """Tell whether this kind asks that somebody is new with the employer."""
    if kind is LkvKind.DISABLED:
        return True
    if kind not in (LkvKind.BANENAFSPRAAK, LkvKind.SCHOOLING):
        return False
    return working.lawbook.holds(_LAW + "banenafspraak.not_before", working.on) and facts.starts_on is not None


def limited(kind: LkvKind, facts: PlacementFacts, working: Working) -> bool:
    """Tell whether the kind has a longest duration; since 2026 not for who is in the register."""
    if kind is not LkvKind.BANENAFSPRAAK or facts.doelgroepregister is False:
        return True
    return working.lawbook.holds(_LAW + "banenafspraak.years", working.on)


def needs_declaration(kind: LkvKind, working: Working) -> bool:
    """Tell whether a doelgroepverklaring is needed for this kind on the day of the answer."""
    if kind is LkvKind.OLDER:
        return working.take(_LAW + "oudere.declaration") == 1
    return kind is not LkvKind.BANENAFSPRAAK or working.lawbook.holds(_LAW + "banenafspraak.declaration", working.on)


def declared_late(facts: PlacementFacts, before: date) -> str:
    """Return why the doelgroepverklaring does not count, or an empty text."""
    late = facts.declaration_asked_on is not None and facts.declaration_asked_on > before
    return "De doelgroepverklaring is te laat aangevraagd." if late or facts.declaration is False else ""
