"""Shifts in a text: day, evening, night, weekend."""

import re
from dataclasses import replace
from typing import Final

from matching.reading.clock import DAY_UNTIL, HOUR, MORNING_FROM, on_the_clock
from matching.reading.modality import Strength, strength
from matching.reading.other_hours import is_of_others
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.shift_words import (
    EVERY_DAY,
    KEPT,
    NOT_AFTER,
    RULED_OUT,
    SUBJECT,
    TEAM,
    WORDS,
    in_digits_of,
    in_order,
    mentioned,
    ruled_out,
)
from matching.reading.subjects import About
from matching.types import SHIFTS

_WEEKDAYS: Final = re.compile(
    r"\bma(?:andag)? ?(?:t/m|tot en met|tot|-) ?(?:wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?)\b|"
    r"\bdoordeweeks\b[^,]*\b(?:tot|van|tussen)\b|\bdoordeweeks (?:kan|mag|werkt)\b|"
    r"(?<!haar )(?<!zijn )(?<!welke )\bwerkdagen\b|^doordeweeks(?: dus| ook)?\W*$"
)
_UNTIL: Final = re.compile(rf"\bna {HOUR} (?:dus )?(?:is|lukt|kan|gaat|wordt|niets?|geen|nooit)\b")
_CLOCK: Final = re.compile(
    r"\b\d{1,2}[.:]\d\d\b|\b(?:van|tussen|om|na|vanaf) \d{1,2}\b|"
    r"\(?\b\d{1,2} ?- ?\d{1,2}\b"
)
_WORKS_TILL: Final = re.compile(
    r"^(?!.*\b(?:van|tussen|vanaf|na)\b).*\b(?:werkt?|werken|klaar|inzetbaar|beschikbaar|"
    r"kan)\b[^.]*\b(?:tot|om|voor|uiterlijk) (?:uiterlijk |ongeveer )?"
    r"(\d{1,2})(?:[.:]\d\d| ?uur| ?u\b)(?! (?:per|in de) week)"
)
_VERDICT_BEHIND: Final = re.compile(
    r"^(?:(?:dat|die|dan|dus|werkt|werk|ook|maar|echt|helaas|absoluut|hij|ze|zij|het|is|zijn|blijf\w*|kan|kunnen|"
    r"wordt|gaat|lukt|lukken|mag|wil|doet|"
    r"draait|nog|nu|voor hem|voor haar) ?)*(?:afgeraden|niet(?! (?:als|elk|elke|iedere?|alle)\b)|nee(?! beter)|"
    r"onmogelijk|"
    r"uitgesloten|geen optie)\b"
)
_EVENING_OR_NIGHT: Final = re.compile(r"avond|nacht")
_BUT_ALSO: Final = re.compile(r"\b(?:wisselende|onregelmatige|verschillende) (?:diensten|tijden|werktijden)\b")
_AFTER_FIVE: Final = re.compile(
    r"\bna (?:vijven|zessen|zevenen|achten)\b(?! (?:is|niet|lukt|kan|gaat))|"
    r"\b(?:pas|alleen|enkel)\b[^.]*\bna (?:vijf|zes|zeven|acht) uur\b|\bvanaf (?:vijf|zes|"
    r"zeven) uur 's (?:middags|avonds)\b"
)
"""Hours in words after which somebody can begin."""
_TILL_FIVE: Final = re.compile(r"\btot 1[6-8]\.")
_ONLY_THEN: Final = re.compile(r"\b(?:pas|alleen) daarna\b")
"""After what was named before: "zit tot vijf uur op school; werken kan pas daarna"."""
_WORK: Final = re.compile(
    r"\bwerk|dienst|beschikbaar|\binzet|\bkan\b|\bwil\b|\bmag\b|\bbezwaar\b|\balleen\b|\buitsluitend|"
    r"\bgeen\b|\bploeg|\bbehalve\b|\buitgezonderd\b|"
    r"\bok(?:ee?|ay)?\b|\bdraai(?:t|en)\b|\bafgeraden\b|\btijden\b|\bniet\b|\book\b|\buur\b|"
    r"\bliefst\b|\bgoed\b|\bprima\b|"
    r"\bvallen\b|\bbeste tijd\b|\bmogelijk\b|\bbespreekbaar\b|\balles\b|\bvrij\b|\bhaalbaar\b|\bblijven\b|\blukt\b|"
    r"\bnee\b|\bnooit\b|\bincl|^doordeweeks dus\W*$|\bschool(?:tijd(?:en)?|uren)\b|"
    r"\blukken\b|\bkunnen\b|\bakkoord\b|\bideaal\b|\bgeschikt\b|\bdat is overdag\b|\bja\b|\d u\b|\bper week\b|"
    r"\bvoorkeur\b|\binbegrepen\b|\bhoort erbij\b|\bheerlijk\b"
)
_ONLY: Final = re.compile(r"\balleen\b|\buitsluitend\b|\benkel\b")
_WEEKENDS_ONLY: Final = re.compile(
    r"\b(?:alleen|uitsluitend|enkel|slechts)\b[^.]*\b(?:weekend|zaterdag|zondag)|\bweekend\b[^.]*\bvrij om te werken\b|"
    r"\b(?:naast|op) (?:\w+ )?school\b|\bstudeert\b|\bstudie\b|\bdagbesteding\b|\bdoor de week\b|\bdoordeweeks\b"
)
"""Why somebody who names the weekend means nothing else."""
_ALSO: Final = re.compile(r"\book\b")
_EVERY: Final = re.compile(
    r"\balle (?:tijden|diensten|dagen(?! overdag|.*\bschool))|\b(?:volledig|helemaal) flexibel|\baltijd inzetbaar|"
    r"\balle soorten dienst|\bin (?:elke|iedere) dienst\b|"
    r"\bmaakt\b(?=.*\b(?:wanneer|tijd\w*|\w*dienst\w*|dag|dagen|nacht|avond|rooster|uren)\b)[^.]*\bnie(?:ts|t) uit\b|"
    r"\b(?:nacht|weekend|diensten?|tijden|wanneer)\b[^.]*\bmaakt\b[^.]*\bnie(?:ts|t) uit\b|"
    r"\balles (?:kan|mag|is (?:goed|prima|bespreekbaar|mogelijk)|bespreekbaar)\b|\bis alles (?:mogelijk|goed|prima)\b|"
    r"\bdag en nacht\b|\bdraait alles\b"
)
_AT_ALL_TIMES: Final = re.compile(r"\balle (?:tijden|diensten)\b(?! zijn)")
_NOT_EVERY: Final = re.compile(r"\bniet (?:elke?|iedere?|alle) (?=weekend|avond|nacht|zaterdag|zondag)")
"""Now and then it is possible: "alleen niet elk weekend"."""
_UNLOVED: Final = re.compile(
    r"\bliever niet\b|\bniet (?:het |zijn |haar |mijn )?(?:allerliefste?|liefste?|favoriet\w*|voorkeur|eerste keus)\b"
)
_BUT_CAN: Final = re.compile(
    r"^(?:(?:maar|het|dat|die|ze|als|moet|echt|desnoods|wel|ook|nodig|zou) )*(?:kan|kunnen|mag|lukt|gaat|wel|"
    r"bespreekbaar|mogelijk|te bespreken|in overleg)\b"
    r"(?! niet)"
)
"""Not what somebody likes best, and possible: "avonden niet haar voorkeur, maar het kan"."""
_ONLY_SUNDAY: Final = re.compile(r"^(?!.*(?:zaterdag|weekend)).*\bzondag")
_BESIDES: Final = re.compile(
    r"\b(?:ma|di|wo|do)[a-z]* ?(?:t/m|tot en met|-) ?z[ao]\w*\b|\binclu(?:sief|is)\b|\bincl\b|\ballemaal\b|\bnet zo\b|"
    r"\bgeen (?:enkel )?(?:probleem|bezwaar|punt)\b|\bgewend\b|\bakkoord\b|\bniet erg\b|\bja\b|\bprima\b|"
    r"\bok(?:e|ay)?\b|\b(?:zaterdag|zondag|weekend)\w* (?:kan|mag)\b|"
    r"\bbespreekbaar\b|\bniet elk\w* \w+"
)
"""What is said of other times than the day, which goes without saying: "weekenden zijn geen probleem"."""
_REST: Final = re.compile(r"\b(?:rest|verder|voor het overige|daarbuiten|behalve|uitgezonderd)\b")
_NO_MORE: Final = re.compile(r"\b(?:wil|kan|mag|doet|lukt|gaat)\b[^,]*\b(?:niet|nooit) meer\b")
_FLEXIBLE: Final = re.compile(
    r"\b(?:verder|voor de rest|voor het overige|daarbuiten) (?:\w+ ){0,2}(?:flexibel|alles|overal voor in|"
    r"alle (?:tijden|"
    r"diensten))\b"
)
"""Whatever is not ruled out can be worked."""
_AT_HOME: Final = re.compile(
    r"\bzorg(?:t|en)?\b[^.]*\b(?:kinderen|moeder|vader|partner|man|vrouw|gezin)\b|"
    r"(?<!man )(?<!vrouw )(?<!partner )(?<!moeder )\bthuis\b(?! op\b)|\bvoor (?:zijn|haar) rust\b|"
    r"\bslaapt\b(?! (?:\w+ )?uit\b)|"
    r"\bheeft (?:hij|ze|zij) (?:zijn|haar|de) kinderen\b|\bval(?:t|len) (?:\w+ )?af\b|"
    r"\bmantelzorg|\bgeen (?:\w+ )?(?:opvang|oppas|vervoer)\b|\boppas(?! (?:geregeld|gevonden|is))|"
    r"\b(?:is|zit|blijft) (?:hij|ze|zij) bij (?:zijn|haar) \w+|"
    r"\bvoor de kinderen\b|\bkerk|\brustdag\b|\bsabbat\b|\bdochter er\b|"
    r"\bzoon er\b|"
    r"\bno way\b|\buitgesloten\b|"
    r"\bis er (?:ook |dan |namelijk )?niemand\b|"
    r"\bonmogelijk\b|\bvrij (?:zijn|hebben|houden|is|blijven)\b|\bmaar vrij\b"
)
"""Why somebody is not there at those hours."""
_OPENED: Final = re.compile(
    r"\bnaast (?:je|jou|u|hem|haar)\b|"
    r"\b\d+ minuten\b|\b(?:open|geopend|bereikbaar|pauze|personeelsuitje|borrel|feest|uitje|organiseren|infoavond|"
    r"informatieavond|"
    r"gezellige (?:avond|middag|dag)|sporten|sport|voetbalt|traint)\b"
)
_OPEN_AND: Final = re.compile(r"\b(?:is|zijn) (?:\w+ )?(?:open|geopend)\b[^,]*? en (?=(?:we|wij|je|jij) )")
"""What is told of a shop before what is told of the work."""
_GONE: Final = re.compile(
    r"\b(?:avond|nacht|weekend)\w* (?:doen|draaien|werken) (?:de )?(?:anderen|collega's|vaste)\b|"
    r"\b(?:vervallen|vervalt|afgeschaft|geschrapt|gestopt|bestaat niet meer|doen (?:we|"
    r"wij) niet meer)\b"
)
"""Shifts that are no longer worked."""
_FIXED: Final = re.compile(
    r"^(?:en |maar )?over (?:de |het )?(?:avond|nacht|weekend|rooster|"
    r"dienst)\w*(?: en (?:de )?\w+)? niet\b"
)
"""What nobody talks about, after what can be talked about: it is named elsewhere."""
_TRIED: Final = re.compile(r"\bgeprobeerd\b(?![^.]*\bniet\b)")
_OPEN_QUESTION: Final = re.compile(
    r"\bhangt?\b[^,]*\baf\b|\boverleg\w*\b|\b(?:niets|niet) (?:\w+ )?(?:genoteerd|gevraagd|opgeschreven|besproken)\b|"
    r"\bnog (?:over )?(?:gepraat|praten|nadenken|nagevraagd|uitzoeken)\b|\bgeen ja en geen nee\b|"
    r"\bweet (?:hij|ze|zij|ik) (?:\w+ )?niet\b|\bmisschien\b|\bmoet (?:hij|ze|zij|ik) nog\b|"
    r"\bweten we (?:\w+ )?meer\b"
)
"""What a person has not decided, or nobody asked."""
_IF_NOT: Final = re.compile(
    r"^(?:en |maar )?(?:lukt?|lukken|kun|kan|past|passen|komt|komen|schikt|is|zijn)\b[^,]*\b(?:niet|slecht|lastig|"
    r"moeilijk)\b"
)
"""A condition: "lukt die avond niet, dan ruilen we" asks the evening all the same."""
_LEARNING: Final = re.compile(
    r"\b(?:opleiding|cursus|les(?:sen)?|studie)\b.*\bvolgen\b|\bvolgt\b.*\b(?:opleiding|cursus|les(?:sen)?|studie)\b"
)
_FALLS_OFF: Final = re.compile(r"\bval(?:t|len) (?:\w+ )?af\b")
_ONLY_NAMED: Final = re.compile(
    r"^\W*(?:(?:(?:ook |in |op |zowel |als op |als )?(?:het |de |een )?)(?:vroege?|late?|ochtend|middag|avond|nacht|"
    r"dag|"
    r"overdag|doordeweek|"
    r"weekend|zaterdag|zondag)(?:en|s|diensten|"
    r"dienst|werk)?"
    r"(?:\W+(?:en|of)\W+|\W*))+$"
)
"""Part of a list, on which what follows decides: "vroeg, laat, weekend: kan allemaal"."""
_GOOD: Final = re.compile(r"\b(?:goed|prima|allemaal|kan|geen (?:probleem|bezwaar)|ok)\b")
_FREE: Final = re.compile(
    r"\b(?:ben|bent|zijn) (?:je|jij|u|wij|we) (?:\S+ ){0,3}(?:vrij|gesloten|dicht)\b|\baltijd vrij\b|"
    r"\b(?:weekend|zaterdag|zondag|avond)\w*(?: is| zijn| ben je)? (?:altijd )?vrij\b"
)
_NOT_WITHOUT: Final = re.compile(r"\bzonder (?:avond|nacht|weekend)\w*\b[^.]*\bgeen zin\b")
"""Said of what is asked anyhow: "zonder weekend heeft het voor ons geen zin"."""
_OTHER_DENIED: Final = re.compile(
    r"\bgeen (?:begeleid\w*|ervaring|diploma\w*|rijbewijs|bus|ov|toezicht|werkervaring)\b"
)
"""What is not there or not asked at those hours, which says nothing of the hours."""
_OPEN: Final = re.compile(r"\bwel eens\b|\bvrijwillig\b|\bin overleg\b|\bmag (?:je )?ook\b|\bmag\b")


def asked(passage: Passage) -> Said:
    """Shifts that an employer's text needs; what is in consultation or allowed is not needed."""
    needed: set[str] = set()
    wished: set[str] = set()
    out: set[str] = set()
    every = weekdays = theirs = False
    for clause in map(in_digits_of, passage.now()):
        every |= bool(_AT_ALL_TIMES.search(clause.low)) and strength(clause, _AT_ALL_TIMES) is Strength.DEMANDED
        weekdays |= bool(_WEEKDAYS.search(clause.low)) and not _OPENED.search(clause.low)
        theirs = is_of_others(clause) or (theirs and bool(clause.before) and bool(_ONLY_NAMED.match(clause.low)))
        if theirs or not _is_about_shifts(clause):
            continue
        if not (clause.behind and _IF_NOT.match(clause.low)):
            asks, likes, rules_out = _of_work(clause)
            needed |= asks
            wished |= likes
            out |= rules_out
    if weekdays and not needed & {"avond", "nacht"}:
        needed.add("dag")
    needed = (set(SHIFTS) if every else needed) - out
    if needed:
        return Said(in_order(needed))
    return Said(wished=in_order(wished - out), without=in_order(out))


def _of_work(clause: Clause) -> tuple[set[str], set[str], set[str]]:
    """Shifts that a clause about the work needs, only wishes, and rules out."""
    excluded, named = ruled_out(clause.low), mentioned(clause)
    sunday = {"weekend"} if _ONLY_SUNDAY.search(clause.low) else set()  # Saturday may be asked
    if _FREE.search(clause.low) or _GONE.search(clause.low):
        return set(), set(), named - sunday
    excluded -= sunday
    kept = Clause(clause.written, RULED_OUT.sub(" ", clause.low), clause.behind)  # what is ruled out waives nothing
    how = strength(kept, SUBJECT)
    if how is Strength.WAIVED and _OTHER_DENIED.search(clause.low):
        return set(), set(), set()
    if how is Strength.WAIVED and not KEPT.search(f"{clause.low} {clause.tail(SUBJECT)}"):
        return set(), set(), (named | excluded) - {"dag"}
    if _OPEN.search(clause.low):
        return set(), set(), excluded
    if _goes_without_saying(clause, named):
        named |= {"dag"}
    named -= excluded
    return (set(), named, excluded) if how is Strength.WISHED else (named, set(), excluded)


def _goes_without_saying(clause: Clause, named: set[str]) -> bool:
    """Whether work by day is meant too: "3 dagdelen, ook om het weekend", "wisselende diensten, ook avonden"."""
    if named == {"weekend"} and clause.before and clause.low.startswith("ook "):
        return not _EVENING_OR_NIGHT.search(clause.before)
    changing = _ALSO.search(clause.low) and _BUT_ALSO.search(f"{clause.before} {clause.low}")
    return bool(named and changing)


def _is_about_shifts(clause: Clause) -> bool:
    if clause.low.startswith("ook ") and _OPENED.search(clause.before):
        return False
    if any(p.search(_OPEN_AND.sub("", clause.low)) for p in (_OPENED, _FIXED, _LEARNING, _NOT_WITHOUT, _TRIED)):
        return False
    return any(p.search(clause.low) for p in (SUBJECT, TEAM, _CLOCK, EVERY_DAY))


def workable(passage: Passage) -> Said:
    """Shifts that a text about a person says can be worked, or cannot."""
    can: set[str] = set()
    out: set[str] = set()
    also = every = saturday = flexible = only = False
    listed: set[str] = set()
    goes_on: set[str] | None = None
    for clause in map(in_digits_of, passage.now()):
        if clause.before and goes_on is not None and _ONLY_NAMED.match(clause.low):
            goes_on |= mentioned(clause)  # "inzetbaar: dag, avond en nacht"
            continue
        goes_on = None
        every |= bool(_EVERY.search(f"{clause.low} , {' , '.join(clause.behind[:2])}")) and not _REST.search(clause.low)
        rest = _FLEXIBLE.search(clause.low)
        flexible |= rest is not None
        every |= rest is not None and " alle " in rest.group()
        named, excluded = _of_a_person(clause)
        if _ONLY_NAMED.match(clause.low) and clause.behind and SUBJECT.search(clause.behind[0]):
            listed |= mentioned(clause)
            continue
        if clause.low and _ONLY_NAMED.match(clause.low) and not _VERDICT_BEHIND.match(clause.tail(SUBJECT)):
            named |= mentioned(clause)
        if listed and (_GOOD.search(f"{clause.low} , {' '.join(clause.behind[:1])}") or named) and not excluded:
            named |= listed
        listed = set()
        if saturday and excluded == {"weekend"} and _ONLY_SUNDAY.search(clause.low):
            excluded = set()  # one day of the weekend is one that can be worked
        saturday |= bool(named and "zaterdag" in clause.low)
        can |= named
        out |= excluded
        goes_on = can if named and not excluded else out if excluded and not named else None
        besides = _ALSO.search(clause.low) or _BESIDES.search(clause.low) or _is_unloved(clause)
        also |= bool(named and besides) and not _ONLY.search(clause.low)
        only |= bool(_WEEKENDS_ONLY.search(clause.low))
    out |= _given_up(passage)
    if every and not out:
        return Said(SHIFTS)
    if flexible and out:
        can = set(SHIFTS)
    if can and (also or (can == {"weekend"} and not only)):
        can.add("dag")
    return _concluded(can - out, out, _left_open(passage))


def _concluded(can: set[str], out: set[str], is_open: set[str]) -> Said:
    """What can be worked; nothing where another shift is left open, since a list would say no to it."""
    if not can:
        return Said(without=in_order(out)) if out else SILENT
    return SILENT if is_open - can - out else Said(in_order(can))


def _left_open(passage: Passage) -> set[str]:
    """Shifts of which a text says that it is not known whether they can be worked."""
    return {
        name for clause in passage.clauses if clause.undecided or _OPEN_QUESTION.search(clause.low)
        for name, pattern in WORDS.items() if pattern.search(clause.low)
    }  # fmt: skip


def _given_up(passage: Passage) -> set[str]:
    """Shifts that were worked formerly and are not any more: "voorheen nachten, dat wil ze niet meer"."""
    return {
        name for clause in passage.clauses if (clause.once or clause.past) and clause.about is About.OWN
        for name, pattern in WORDS.items()
        if pattern.search(clause.low) and any(map(_NO_MORE.search, clause.behind[:1]))
    }  # fmt: skip


def _is_unloved(clause: Clause) -> bool:
    return bool(_UNLOVED.search(clause.low) and _BUT_CAN.match(clause.behind[0] if clause.behind else ""))


def _of_a_person(clause: Clause) -> tuple[set[str], set[str]]:
    """Shifts that a clause about a person says can be worked, and those that cannot."""
    if _AFTER_FIVE.search(clause.low) or (
        _ONLY_THEN.search(clause.low) and _TILL_FIVE.search(on_the_clock(clause.before))
    ):
        return (mentioned(clause) - {"dag"}) | {"avond"}, set()
    until = _UNTIL.search(clause.low) or (None if SUBJECT.search(clause.low) else _WORKS_TILL.search(clause.low))
    if until and MORNING_FROM < int(until[1]) <= DAY_UNTIL:
        return {"dag"}, set()
    team, weekdays = TEAM.search(clause.low), _WEEKDAYS.search(clause.low)
    if not (_is_about_shifts(clause) or team or weekdays):
        return set(), set()
    if _AT_HOME.search(clause.low) or _FALLS_OFF.search(clause.tail(SUBJECT)):
        return set(), {name for name, pattern in WORDS.items() if pattern.search(clause.low)}
    tail = clause.tail(SUBJECT)
    if _is_unloved(clause) or _NOT_EVERY.search(clause.low):
        clause = replace(clause, low=_NOT_EVERY.sub("", _UNLOVED.sub("", clause.low)))
    elif not _WORK.search(f"{clause.low} {tail}"):
        return set(), set()
    excluded = ruled_out(f"{clause.low} , {tail}" if _VERDICT_BEHIND.match(tail) else clause.low)
    no_team = team and NOT_AFTER.search(f"{clause.low} , {tail}") and not KEPT.search(clause.low)
    named = set() if no_team else mentioned(clause) - excluded
    if (weekdays and not named & {"avond", "nacht"}) or (team and KEPT.search(clause.low)):
        named |= {"dag", "avond"} if team else {"dag"}
    return named, excluded
