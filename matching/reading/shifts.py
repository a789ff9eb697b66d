"""Shifts in a text: day, evening, night, weekend."""

import re
from dataclasses import replace
from typing import Final

from matching.reading.clock import DAY_UNTIL, HOUR, MORNING_FROM, by_clock, in_digits
from matching.reading.modality import Strength, strength
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.subjects import About
from matching.types import SHIFTS

_WORDS: Final = {
    "dag": re.compile(
        r"\boverdag\b|\bdag-|\bdagdienst|"
        r"(?<!per )(?<!hele )(?<!elke )(?<!iedere )(?<!een )(?<!de )\bdag\b(?=,| en| of|$)|"
        r"\bkantoor(?:uren|"
        r"tijd)|\bkinderen (?:op|naar) school\b|\bgewone (?:werk)?dagen\b|"
        r"\b(?:begin|begint|start) (?:we |je |om |rond )*[6-9](?:[.:]\d\d)? ?(?:uur|u)\b(?! (?:per|in de) week| p)|"
        r"\bschooltijd|"
        r"\bvroege?\b(?! (?:ze|hij|zij|ik|mij|me|om|naar|wat|waar|er|of|opstaan|beginnen)\b)|(?<!volgende )\bochtend|"
        r"\b\d doordeweekse dag(?:en)?\b|\b(?:maan|dins|woens|donder|vrij)dag(?:ochtend|middag)s?\b|"
        r"(?<!tussen de )\b(?:na)?middag|"
        r"\bdoordeweeks overdag|"
        r"\b(?<!per )(?<!hele )(?<!elke )(?<!iedere )(?<!een )(?<!de )dag\b(?= (?:is|kan|mogelijk))"
    ),
    "avond": re.compile(
        r"(?:\b|dag)avond(?!eten|maal|school)|\bs avonds\b|\blate dienst|\blate\b(?= (?:of|en)\b)|"
        r"/laat\b|\b(?:vroeg\w*|ochtend|dag|middag)\W+(?:(?:en|of|als)\W+)?laat\b|\btot laat\b|^\W*laat\W*$|"
        r"\blaat\W+(?:(?:en|of)\W+|/)?(?:vroeg|nacht|weekend)|\bna (?:etenstijd|het (?:avond)?eten)\b"
    ),
    "nacht": re.compile(r"(?<!uur per )\bnacht|\w+dagnacht"),
    "weekend": re.compile(r"\bweekend(?!toeslag)|\bzaterdag|\bzondag(?!nacht)|\bzat? ?(?:/|en|of) ?zon?\b|^(?:en |"
    r"of )?z[ao](?: (?:en|of) z[ao])?$|\bt/m z[ao]\b"),
}  # fmt: skip
_SUBJECT: Final = re.compile("|".join(pattern.pattern for pattern in _WORDS.values()))
_TEAMS: Final = (
    (re.compile(r"\b(?:5|vijf)[- ]?ploeg|\bvolcontinu|\b24/7\b"), SHIFTS),
    (re.compile(r"\b(?:3|drie)[- ]?ploeg"), ("dag", "avond", "nacht")),
    (re.compile(r"\b(?:2|twee)[- ]?ploeg|\bwissel(?:ende )?diensten"), ("dag", "avond")),
)
_TEAM: Final = re.compile(r"ploeg|volcontinu|wissel(?:ende )?dienst|24/7")
_WEEKDAYS: Final = re.compile(
    r"\bma(?:andag)? ?(?:t/m|tot en met|tot|-) ?(?:wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?)\b|"
    r"\bdoordeweeks\b[^,]*\b(?:tot|van|tussen)\b|\bdoordeweeks (?:kan|mag|werkt)\b|"
    r"\bwerkdagen\b|^doordeweeks(?: dus)?\W*$"
)
_UNTIL: Final = re.compile(rf"\bna {HOUR} (?:is|lukt|kan|gaat|wordt|niet|geen)\b")
_CLOCK: Final = re.compile(
    r"\b\d{1,2}[.:]\d\d\b|\b(?:van|tussen|om|na|vanaf) \d{1,2}\b|"
    r"\(?\b\d{1,2} ?- ?\d{1,2}\b"
)
_CLOCK_CONTEXT: Final = re.compile(
    r"\bwerk|\bbegin|dienst|\bvan maandag|\bma\b|\bavond|\bdag|\bvroeg|\blaat\b|\blate\b|\bdoordeweeks\b|"
    r"\bploeg|\brooster|\bvanaf \d{1,2} ?(?:uur|u)\b|"
    r"\bwerktijd|\btijden\b|\d[.:]\d\d|\b(?:van|tussen) \d+ (?:tot|en) \d+ ?(?:uur\b|u\b|$)"
)
_ONLY_TIMES: Final = re.compile(r"^(?:[\W\d]|\b(?:uur|u|van|tussen|tot|en|of|als|het|maar|is)\b)+$")
"""What goes on about hours that were spoken of: "onze tijden in overleg, als het maar tussen 8 en 17 is"."""
_EVERY_DAY: Final = re.compile(
    r"\balle dagen van de week\b|\b(?:7|zeven) dagen per week (?:werk|inzet|beschikbaar)|"
    r"\brooster van (?:7|zeven) dagen\b"
)
_WORKS_TILL: Final = re.compile(
    r"^(?!.*\b(?:van|tussen|vanaf|na)\b).*\b(?:werkt?|werken|klaar|inzetbaar|beschikbaar|"
    r"kan)\b[^.]*\b(?:tot|om|voor|uiterlijk) (?:uiterlijk |ongeveer )?"
    r"(\d{1,2})(?:[.:]\d\d| ?uur| ?u\b)(?! (?:per|in de) week)"
)
_VERDICT_BEHIND: Final = re.compile(
    r"^(?:(?:dat|die|dan|dus|werkt|werk|ook|maar|echt|helaas|absoluut|hij|ze|zij|het|is|zijn|blijf\w*|kan|kunnen|"
    r"wordt|gaat|lukt|lukken|mag|wil|doet|"
    r"draait|nog|nu|voor hem|voor haar) ?)*(?:afgeraden|niet(?! (?:als|elk|elke|iedere?|alle)\b)|nee|onmogelijk|"
    r"uitgesloten|geen optie)\b"
)
_BUT_ALSO: Final = re.compile(r"\b(?:wisselende|onregelmatige|verschillende) (?:diensten|tijden|werktijden)\b")
_RULED_OUT: Final = re.compile(
    r"\b(?:geen|niet(?: in de| in het| 's)?|nooit(?: in de| in het| 's)?|zonder|behalve|uitgezonderd|"
    r"uitzondering van)\b"
    r"(?=[\s'/]+(?:(?:s|de|het|in|en|of|late|vroege)[\s'/]+)*(?:avond|nacht|weekend|zaterdag|zondag|late\b|vroege\b))"
    r"(?:[\s'/]+(?:s|de|het|in|en|of|avond\w*|nacht\w*|weekend\w*|zaterdag\w*|zondag\w*|late|vroege|diensten?)\b)+"
)
_NOT_AFTER: Final = re.compile(r"\b(?:afgeraden|niet haalbaar|niet|lukt niet|gaat niet|kan niet|nee|nooit meer)\b")
_NOT_BY_DAY: Final = re.compile(
    r"\boverdag werken\b[^.]*\b(?:lukt|gaat|kan) niet\b|"
    r"\boverdag (?:\w+ ){0,2}?(?:niet|nooit) (?:beschikbaar|inzetbaar|werken|mogelijk)\b"
)
_AFTER_FIVE: Final = re.compile(
    r"\bna (?:vijven|zessen|zevenen|achten)\b(?! (?:is|niet|lukt|kan|gaat))|"
    r"\b(?:pas|alleen|enkel)\b[^.]*\bna (?:vijf|zes|zeven|acht) uur\b|\bvanaf (?:vijf|zes|"
    r"zeven) uur 's (?:middags|avonds)\b"
)
"""Hours in words after which somebody can begin."""
_KEPT: Final = re.compile(
    r"\bvalt niet(?:s)? (?:over )?te praten\b|\bgeen (?:bezwaar|probleem|punt)\b|\bniet erg\b|\bniet alleen\b|"
    r"\b(?:kent|weet) (?:hij|ze|zij) niet (?:anders|beter)\b|"
    r"\bnooit anders\b|\bwil (?:hij|ze|zij) niet vanaf\b|"
    r"(?<!rest )\bmaakt\b(?: \w+){0,3} nie(?:ts|t) uit\b"
)
_WORK: Final = re.compile(
    r"\bwerk|dienst|beschikbaar|\binzet|\bkan\b|\bwil\b|\bmag\b|\bbezwaar\b|\balleen\b|\buitsluitend|"
    r"\bgeen\b|\bploeg|\bbehalve\b|\buitgezonderd\b|"
    r"\bok(?:e|ay)?\b|\bafgeraden\b|\btijden\b|\bniet\b|\book\b|\buur\b|"
    r"\bliefst\b|\bgoed\b|\bprima\b|"
    r"\bvallen\b|\bbeste tijd\b|\bmogelijk\b|\bbespreekbaar\b|\balles\b|\bvrij\b|\bhaalbaar\b|\bblijven\b|\blukt\b|"
    r"\bnee\b|\bnooit\b|\bincl|^doordeweeks dus\W*$|"
    r"\blukken\b|\bkunnen\b|\bakkoord\b|\bideaal\b|\bgeschikt\b|\bdat is overdag\b|\bja\b|\d u\b|\bper week\b|"
    r"\bvoorkeur\b"
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
    r"\balles (?:kan|mag|is (?:goed|prima|bespreekbaar)|bespreekbaar)\b|"
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
    r"\bzorg(?:t|en)?\b[^.]*\b(?:kinderen|moeder|vader|partner|man|vrouw|gezin)\b|\bthuis\b(?! op\b)|"
    r"\bslaapt\b(?! (?:\w+ )?uit\b)|"
    r"\bheeft (?:hij|ze|zij) (?:zijn|haar|de) kinderen\b|\bval(?:t|len) (?:\w+ )?af\b|"
    r"\bmantelzorg|\bgeen (?:\w+ )?(?:opvang|oppas|vervoer)\b|\boppas(?! (?:geregeld|gevonden|is))|"
    r"\bis (?:hij|ze|zij) bij (?:zijn|haar) \w+|"
    r"\bvoor de kinderen\b|\bkerk|\bdochter er\b|"
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
_LEARNING: Final = re.compile(
    r"\b(?:opleiding|cursus|les(?:sen)?|studie)\b.*\bvolgen\b|\bvolgt\b.*\b(?:opleiding|cursus|les(?:sen)?|studie)\b"
)
_FALLS_OFF: Final = re.compile(r"\bval(?:t|len) (?:\w+ )?af\b")
_ONLY_NAMED: Final = re.compile(
    r"^\W*(?:(?:(?:ook |in |op |zowel |als op |als )?(?:het |de |een )?)(?:vroeg|laat|ochtend|middag|avond|nacht|dag|"
    r"overdag|doordeweek|"
    r"weekend|zaterdag|zondag)(?:en|s|diensten|"
    r"dienst)?"
    r"(?:\W+(?:en|of)\W+|\W*))+$"
)
"""Part of a list, on which what follows decides: "vroeg, laat, weekend: kan allemaal"."""
_GOOD: Final = re.compile(r"\b(?:goed|prima|allemaal|kan|geen (?:probleem|bezwaar)|ok)\b")
_FREE: Final = re.compile(
    r"\b(?:ben|bent|zijn) (?:je|jij|u|wij|we) (?:\S+ ){0,3}(?:vrij|gesloten|dicht)\b|\baltijd vrij\b"
)
_NOT_WITHOUT: Final = re.compile(r"\bzonder (?:avond|nacht|weekend)\w*\b[^.]*\bgeen zin\b")
"""Said of what is asked anyhow: "zonder weekend heeft het voor ons geen zin"."""
_OTHER_DENIED: Final = re.compile(
    r"\bgeen (?:begeleid\w*|ervaring|diploma\w*|rijbewijs|bus|ov|toezicht|werkervaring)\b"
)
"""What is not there or not asked at those hours, which says nothing of the hours."""
_OPEN: Final = re.compile(r"\bwel eens\b|\bvrijwillig\b|\bin overleg\b|\bmag (?:je )?ook\b|\bmag\b")


def _in_digits(clause: Clause) -> Clause:
    """The clause with hours of the clock in digits."""
    if _SUBJECT.search(clause.low):  # "van zes tot negen 's avonds": the words decide
        return clause
    low = in_digits(clause.low)
    return clause if low == clause.low else replace(clause, low=low)


def _ruled_out(low: str) -> set[str]:
    """Shifts that a clause excludes."""
    kept = _KEPT.sub(" ", low)
    found: set[str] = set()
    for part in _RULED_OUT.findall(kept):
        found |= {name for name, pattern in _WORDS.items() if pattern.search(part)}
    for match in _RULED_OUT.finditer(kept):
        found |= {name for name, pattern in _WORDS.items() if pattern.search(match.group())}
    rest = _RULED_OUT.sub(" ", kept)
    if _NOT_AFTER.search(rest):
        found |= {name for name, pattern in _WORDS.items() if name != "dag" and pattern.search(rest)}
    return found | ({"dag"} if _NOT_BY_DAY.search(rest) else set())


def _mentioned(clause: Clause) -> set[str]:
    """Shifts that a clause names, those it excludes left out; the clock decides where it is given."""
    rest = _RULED_OUT.sub(" ", _KEPT.sub(" ", clause.low))
    found = {name for name, pattern in _WORDS.items() if pattern.search(rest)}
    for pattern, shifts in _TEAMS:
        if pattern.search(rest):
            found |= set(shifts)
            break
    if _EVERY_DAY.search(rest):
        found |= {"dag", "weekend"}
    before = clause.before if _ONLY_TIMES.match(clause.low) else ""
    if "avond" in before:
        return found  # hours of the evening: "drie avonden, van vijf tot tien"
    between = _ONLY_TIMES.match(clause.low) and "tussen" in clause.low
    if between or _CLOCK_CONTEXT.search(f"{before} {clause.low} {' '.join(clause.behind)}"):
        found |= by_clock(rest, near=clause.before)
    return found


def _sorted(shifts: set[str]) -> tuple[str, ...]:
    return tuple(name for name in SHIFTS if name in shifts)


def asked(passage: Passage) -> Said:
    """Shifts that an employer's text needs; what is in consultation or allowed is not needed."""
    needed: set[str] = set()
    wished: set[str] = set()
    out: set[str] = set()
    every = weekdays = False
    for clause in map(_in_digits, passage.now()):
        every |= bool(_AT_ALL_TIMES.search(clause.low)) and strength(clause, _AT_ALL_TIMES) is Strength.DEMANDED
        weekdays |= bool(_WEEKDAYS.search(clause.low)) and not _OPENED.search(clause.low)
        if not _is_about_shifts(clause):
            continue
        excluded, named = _ruled_out(clause.low), _mentioned(clause)
        if _FREE.search(clause.low) or _GONE.search(clause.low):
            closed_on_sunday = "zondag" in clause.low and "zaterdag" not in clause.low  # Saturday may be asked
            out |= named - {"weekend"} if closed_on_sunday else named
            continue
        kept = Clause(
            clause.written, _RULED_OUT.sub(" ", clause.low), clause.behind
        )  # what is ruled out waives nothing
        how = strength(kept, _SUBJECT)
        if how is Strength.WAIVED and _OTHER_DENIED.search(clause.low):
            continue
        if how is Strength.WAIVED and not _KEPT.search(f"{clause.low} {clause.tail(_SUBJECT)}"):
            out |= (named | excluded) - {"dag"}
            continue
        out |= excluded
        if _OPEN.search(clause.low):
            continue
        if _goes_without_saying(clause, named):
            named |= {"dag"}
        (wished if how is Strength.WISHED else needed).update(named - excluded)
    if weekdays and not needed & {"avond", "nacht"}:
        needed.add("dag")
    needed = (set(SHIFTS) if every else needed) - out
    if needed:
        return Said(_sorted(needed))
    return Said(wished=_sorted(wished - out), without=_sorted(out))


def _goes_without_saying(clause: Clause, named: set[str]) -> bool:
    """Whether work by day is meant too: "3 dagdelen, ook om het weekend", "wisselende diensten, ook avonden"."""
    if named == {"weekend"} and clause.before and clause.low.startswith("ook "):
        return True
    changing = _ALSO.search(clause.low) and _BUT_ALSO.search(f"{clause.before} {clause.low}")
    return bool(named and changing)


def _is_about_shifts(clause: Clause) -> bool:
    if any(p.search(_OPEN_AND.sub("", clause.low)) for p in (_OPENED, _FIXED, _LEARNING, _NOT_WITHOUT, _TRIED)):
        return False
    return any(p.search(clause.low) for p in (_SUBJECT, _TEAM, _CLOCK, _EVERY_DAY))


def workable(passage: Passage) -> Said:
    """Shifts that a text about a person says can be worked, or cannot."""
    can: set[str] = set()
    out: set[str] = set()
    also = every = saturday = flexible = only = False
    listed: set[str] = set()
    goes_on: set[str] | None = None
    for clause in map(_in_digits, passage.now()):
        if clause.before and goes_on is not None and _ONLY_NAMED.match(clause.low):
            goes_on |= _mentioned(clause)  # "inzetbaar: dag, avond en nacht"
            continue
        goes_on = None
        every |= bool(_EVERY.search(f"{clause.low} , {' , '.join(clause.behind[:2])}")) and not _REST.search(clause.low)
        rest = _FLEXIBLE.search(clause.low)
        flexible |= rest is not None
        every |= rest is not None and " alle " in rest.group()
        named, excluded = _of_a_person(clause)
        if _ONLY_NAMED.match(clause.low) and clause.behind and _SUBJECT.search(clause.behind[0]):
            listed |= _mentioned(clause)
            continue
        if clause.low and _ONLY_NAMED.match(clause.low) and not _VERDICT_BEHIND.match(clause.tail(_SUBJECT)):
            named |= _mentioned(clause)
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
    can -= out
    return Said(_sorted(can)) if can else Said(without=_sorted(out)) if out else SILENT


def _given_up(passage: Passage) -> set[str]:
    """Shifts that were worked formerly and are not any more: "voorheen nachten, dat wil ze niet meer"."""
    return {
        name for clause in passage.clauses if (clause.once or clause.past) and clause.about is About.OWN
        for name, pattern in _WORDS.items()
        if pattern.search(clause.low) and any(map(_NO_MORE.search, clause.behind[:1]))
    }  # fmt: skip


def _is_unloved(clause: Clause) -> bool:
    return bool(_UNLOVED.search(clause.low) and _BUT_CAN.match(clause.behind[0] if clause.behind else ""))


def _of_a_person(clause: Clause) -> tuple[set[str], set[str]]:
    """Shifts that a clause about a person says can be worked, and those that cannot."""
    if _AFTER_FIVE.search(clause.low):
        return (_mentioned(clause) - {"dag"}) | {"avond"}, set()
    until = _UNTIL.search(clause.low) or (None if _SUBJECT.search(clause.low) else _WORKS_TILL.search(clause.low))
    if until and MORNING_FROM < int(until[1]) <= DAY_UNTIL:
        return {"dag"}, set()
    team, weekdays = _TEAM.search(clause.low), _WEEKDAYS.search(clause.low)
    if not (_is_about_shifts(clause) or team or weekdays):
        return set(), set()
    if _AT_HOME.search(clause.low) or _FALLS_OFF.search(clause.tail(_SUBJECT)):
        return set(), {name for name, pattern in _WORDS.items() if pattern.search(clause.low)}
    tail = clause.tail(_SUBJECT)
    if _is_unloved(clause) or _NOT_EVERY.search(clause.low):
        clause = replace(clause, low=_NOT_EVERY.sub("", _UNLOVED.sub("", clause.low)))
    elif not _WORK.search(f"{clause.low} {tail}"):
        return set(), set()
    excluded = _ruled_out(f"{clause.low} , {tail}" if _VERDICT_BEHIND.match(tail) else clause.low)
    no_team = team and _NOT_AFTER.search(f"{clause.low} , {tail}") and not _KEPT.search(clause.low)
    named = set() if no_team else _mentioned(clause) - excluded
    if (weekdays and not named & {"avond", "nacht"}) or (team and _KEPT.search(clause.low)):
        named |= {"dag", "avond"} if team else {"dag"}
    return named, excluded
