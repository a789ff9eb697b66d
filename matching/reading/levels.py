"""Levels in a text: education 0-7 and spoken Dutch 0-4 (scales of `matching.types.VacancyQuery`)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from matching.reading.modality import Claim, Strength, claim, strength
from matching.reading.sentences import SILENT, Clause, Passage, Said
from matching.reading.subjects import About

_EDUCATION: Final = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (
            7,
            (
                r"(?<!\bma en )(?<!\bdi en )(?<!^en )\bwo\b(?! (?:en|of|t/m|tot) (?:do|vr|za|zo)\b)|\buniversitair|"
                r"\buniversiteit|\bacademi|\bmaster\b"
            ),
        ),
        (6, r"\bhbo\b|\bbachelor\b|\bhogeschool\b|\bhts\b|\bheao\b|\bpabo\b"),
        (
            5,
            (
                r"\bhavo\b|\bvwo\b|\bgymnasium\b|\batheneum\b|\bmts\b|\bmeao\b|\bmdgo\b|\bmas\b|"
                r"\bverzorgende ig\b|\bvig\b"
            ),
        ),
        (4, r"\bstartkwalificatie"),
        (
            3,
            (
                r"\bvmbo\b|\bmavo\b|\blbo\b|\bvbo\b|\blts\b|\bmulo\b|\blhno\b|\bleao\b|\bhuishoudschool|"
                r"\bambachtsschool"
            ),
        ),
        (
            2,
            (
                r"\bpraktijkonderwijs|\bpro-?(?:school|onderwijs)\b|\bvso\b|\bentree\b|\bentreeopleiding\b|"
                r"\bpraktijkschool"
            ),
        ),
        (1, r"\bna groep (?:8|acht)\b|\bbasisschool|\bbasisonderwijs|\blagere school"),
    )
)
_MBO: Final = re.compile(r"\bmbo\b[^0-9,.]{0,32}?([1-4])\b|\bniveau[- ]?([1-4])\b[^,.]*\bmbo\b")
_MBO_BARE: Final = re.compile(r"\bmbo\b")
_NIVEAU: Final = re.compile(r"\bniveau[- ]?([1-4])\b")
_VOCATION: Final = re.compile(
    r"\bop zak\b|\bwelzijn\b|\btechniek\b|\bhoreca\b|\blogistiek\b|\bdetailhandel\b|\bafgemaakt\b|diploma|\bbbl\b|"
    r"\bbol\b|\bopleiding|\bgehaald\b|\bbehaald\b|\bafgerond\b|"
    r"\broc\b"
)
_OTHER_LEVEL: Final = re.compile(r"\bnederlands|\btaal|\blas\w*|\bvca\b|\bbeveiliger\b|heftruck|\bdenk")
_OF_MBO: Final = {"1": 2, "2": 4, "3": 5, "4": 5}
_SCHOOL: Final = re.compile(
    r"\bpro-?(?:school|onderwijs)\b|\bmbo\b|\bhbo\b|\bwo\b|\buniversit\w*|\bhavo\b|\bvwo\b|\bvmbo\b|\bmavo\b|"
    r"\bstartkwalificatie|"
    r"\b\w*opleidings?\w*|"
    r"\bvooropleiding\b|\w*diploma'?s?\b|\bpraktijkonderwijs|\bpraktijkschool|\bentree\w*|\bvso\b|\bmts\b|"
    r"\blts\b|\bmeao\b|"
    r"\bhts\b|\bschooldiploma|\bpapieren\b"
)
_SCHOOLLESS: Final = re.compile(
    r"\bnooit (?:onderwijs|naar school|op school)|"
    r"\bgeen (?:enkele )?opleiding\b|\bgeen (?:enkele )?school (?:gevolgd|gehad|afgemaakt|afgerond|gedaan|"
    r"doorlopen)\b"
)
_THINKS: Final = re.compile(r"\b(?:hbo|mbo|wo)[- ](?:werk- en )?denkniveau\b")
"""What somebody could have learnt."""
_WORKS_THERE: Final = re.compile(
    r"\b(?:zit|nu|overdag) (?:nog )?op (?:school|het)\b|"
    r"\bzit nog (?:\w+ ){0,3}op (?:de |het )?(?:praktijkschool|praktijkonderwijs|vso|vmbo|mbo|roc)\b|"
    r"\b(?:werkt?|werkte|gewerkt|concierge|kantine|stage|schoonmaker|docent|surveillant)\b[^,]*\b(?:op|"
    r"bij|in|voor) (?:een|de|het) "
    r"(?:\w+ )?(?:mbo|hbo|vmbo|havo|vso|universiteit|hogeschool|basisschool|praktijkschool)"
)
"""Who works at a school has not been taught there, and who is at one has not finished it."""
_ONLY_BEGUN: Final = re.compile(
    r"\b(?:begon|begonnen|gestart|startte|start|begint)\b([^,]*?)\b(?:aan|met|op)\b(?![^,]*\b(?:gehaald|behaald|"
    r"afgerond)\b).*$"
)
"""A school that was begun, and whatever stands behind it: "is gestart met een bbl mbo 2"."""
_AFTER_SCHOOL: Final = re.compile(
    r"^na (?:het|de|zijn|haar) (?:praktijkonderwijs|praktijkschool|vso|vmbo|mavo|havo|vwo|basisschool|lts|mts)\b"
)
"""A school behind somebody, whatever was begun after it."""
_NO_SCHOOL: Final = re.compile(r"\bgeen (?:\w+ )?(?:basisonderwijs|basisschool|lagere school)\b")
_UNFINISHED: Final = re.compile(
    r"\bbegonnen\W*$|\bgeprobeerd\b|\bgestopt\b|\bafgebroken\b|\bvoortijdig\b|\bvroegtijdig\b|\bniet afgemaakt\b|"
    r"\bgezakt\b|"
    r"\buitgevallen\b|\bafgehaakt\b|\bniet (?:behaald|gehaald|afgerond|voltooid)\b|\bbijna (?:klaar|af|"
    r"afgerond)\b|\bop \d{1,2} \w+ klaar\b"
)
_NOT_TO_THE_END: Final = re.compile(
    r"^(?:(?:dat|die|deze|daar|maar|helaas|wel|nog|toen|is|heeft|hij|ze|zij|mee) )*"
    r"(?:(?:niet|nooit) (?:afgemaakt|afgerond|gehaald|behaald|voltooid)|gestopt|zonder diploma|geen diploma)\b"
)
"""What a clause says of the school that the one before it named."""

_SPEAKS_SO: Final = re.compile(
    r"\b(?:zelf )?praten gaat in\b|\bmet handen en voeten\b|\bontbreekt (?:hem|"
    r"haar) het woord\b"
)
"""How somebody speaks, where no language is named."""
_OR_ENGLISH: Final = re.compile(r"\b(?:nederlands of engels|engels of nederlands)\b")
"""Either will do: then no Dutch is asked."""
_FOLLOWS: Final = re.compile(r"\b(?:volgt?|begrijpt?|verstaat) (?:je )?(?:\w+ )?(?:uitleg|aanwijzingen|instructies)\b")
"""What is explained in Dutch must be understood: that is asked, not offered."""
_DUTCH: Final = re.compile(
    r"\bstaatsexamen (?:nt2|programma|nederlands)\b|"
    r"\btaal maakt\b|\bnederlands\w*|\bnl[- ]?taal|\btaal ?(?:niveau|eis)|\bnt2\b|\bingeburgerd|"
    r"\binburgering|\bde taal\b|\btaal is (?:geen|niet|een)\b"
)
_CEFR: Final = re.compile(r"\b([abc][12])\b")
_OF_CEFR: Final = {"a1": 1, "a2": 2, "b1": 3, "b2": 3, "c1": 4, "c2": 4}
_FLUENCY: Final = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        (1, (
            r"\bpaar woord|\bwoordjes\b|\blosse (?:\w+ )?woorden|\bvrijwel geen\b|\bpaar zinn|"
            r"\bniveau van boodschappen\b|\benkele woord|"
            r"\balleen (?:maar )?(?:hallo|goedemorgen|ja en nee)\b|\bgesprek(?:je)? is er (?:nog )?niet bij\b|"
            r"\blosse zin|\bontoereikend|\bniet toereikend|"
            r"\bnauwelijks\b|"
            r"\bamper\b|"
            r"\bhandje ?vol\b|\bniet verder dan\b|\bhanden en voeten\b|"
        r"\bbijna geen\b")),
        (4, (
            r"\bvloeiend|\bvlekkeloos|\bfeilloos|\buitstekend|\bperfect|\bmoedertaal|\bals een geboren\b|"
            r"\beerste taal\b|"
        r"\bnederlandstalig|\baccentloos|"
            r"\bfoutloos|"
            r"\bzeer goed|\bop hoog niveau\b|"
            r"\bheel goed|\buitmuntend")),
        (2, (
            r"\beenvoudig|\bsimpele?\b|\been (?:klein |heel klein )?beetje\b|\bbasis\w*|\bmatig|\bbasaal\b|"
            r"\bzwak\b|\bslecht\b|\bkorte zinn|\bals je (?:langzaam|rustig)\b|\bbeginner|\bmoeizaam|"
            r"\bgebrekkig|"
        r"\bbeperkt|"
            r"\bniet (?:zo |heel )?goed\b")),
        (3, (r"\bstaatsexamen\b|\bgoed|\bprima\b|\bverstaanbaar|\bvoldoende|\bredelijk|\bbeheers|\bspreek|\bspreken\b|"
            r"\bpraten\b|"
            r"\bpraat\b|\bverstaan\b|\bredden\b|\bredt\b")),
    )
)  # fmt: skip


_NO_WORD: Final = re.compile(
    r"\bnederlands (?:spreekt|verstaat|praat) (?:hij|ze|zij|\w+)(?: nog| helemaal| echt)* niet\W*$|"
    r"(?<!bijna )(?<!vrijwel )(?<!nagenoeg )(?<!leest )(?<!lezen )(?<!schrijft )\bgeen (?:woord )?nederlands|"
    r"\b(?:spreekt|verstaat) (?:\w+ )?(?:nederlands|de taal)(?: nog| helemaal| echt)* niet\b(?! goed| zo|"
    r" heel| vloeiend)"
)

_GRADE_ALONE: Final = re.compile(
    r"^(?!.*(?:rijbewij|motor|engels|duits|frans|spaans|arabisch)).*\b[abc][12]\b.*\b(?:gehaald|"
    r"behaald|niveau|taal|examen|geslaagd)\b|"
    r"^(?!.*(?:rijbewij|motor|engels|duits|frans|spaans|arabisch)).*\b(?:taal|niveau)\w*\b.*\b[abc][12]\b"
)
"""A level of a language without its name: "heeft A2 gehaald"."""
_INTERPRETER: Final = re.compile(r"\b(?:met|via) (?:een |de )?tolk\b|\btolk (?:nodig|erbij)\b|\btolkentelefoon\b")
_LOW_WILL_DO: Final = re.compile(r"\b(?:simpele|eenvoudige?|korte|basis\w*|beetje|paar)\b")
_HIGH: Final = re.compile(r"\b(?:vlekkeloos|feilloos|perfect|vloeiend|foutloos|accentloos|uitstekend)\w*\b")
_TOGETHER: Final = re.compile(r"\b(?:praten|spreken) (?:we|wij)\b|\b(?:we|wij) (?:praten|spreken)\b")
"""What is spoken at the work place, which says nothing about how well."""
_SPEAKING: Final = re.compile(r"\b(?:spreken|spreekt|praten)\b")
_ONLY_READS: Final = re.compile(r"\b(?:lezen|leest|schrijven|schrijft)\b")
_HEARS: Final = re.compile(r"\b(?:spreek\w*|spreken|praten|praat|verstaan|verstaat|begrijp\w*|woord en geschrift)\b")
"""Who has only to read or write it says nothing of speaking."""
_NOT_SPEAKING: Final = re.compile(
    r"\b(?:verstaan|verstaat|begrijpt|begrijpen|lezen|leest|schrijven|"
    r"schrijft)\b"
)


def education_of(low: str) -> list[int]:
    """Levels that a text in lower case names; "mbo" without a number counts as its level 2."""
    found = [level for level, pattern in _EDUCATION if pattern.search(low)]
    numbered = [_OF_MBO[first or second] for first, second in _MBO.findall(low)]
    if not numbered and _MBO_BARE.search(low):
        numbered = [4]
    return found + numbered


def _levels(clause: Clause) -> list[int]:
    """Levels that a clause names; "niveau 3" of a diploma is one of mbo."""
    low = "" if clause.low == "wo" else _ONLY_BEGUN.sub(r"\1", clause.low)  # a day in a list: "ma, wo, vr"
    found = education_of(low)
    near = f"{clause.low} , {clause.behind[0] if clause.behind else ''}"
    if not _MBO_BARE.search(low) and _VOCATION.search(near) and not _OTHER_LEVEL.search(clause.low):
        found += [_OF_MBO[number] for number in _NIVEAU.findall(low)]
    return found


def education_asked(passage: Passage) -> Said:
    """Lowest level that an employer's text accepts."""
    demanded: list[int] = []
    wished: list[int] = []
    waived = False
    for clause in passage.clauses:
        if not _SCHOOL.search(clause.low):
            continue
        found, how = _levels(clause), strength(clause, _SCHOOL)
        waived |= how is Strength.WAIVED
        if found and how in {Strength.DEMANDED, Strength.WISHED}:
            (demanded if how is Strength.DEMANDED else wished).append(min(found))
    return _level(demanded, wished, waived=waived)


def education_held(passage: Passage) -> Said:
    """Highest level that a text about a person says was reached."""
    have: list[int] = []
    for clause in passage.clauses:
        if clause.about is About.OTHERS:
            continue
        if _SCHOOLLESS.search(clause.low):
            have.append(0)
            continue
        after = _AFTER_SCHOOL.match(clause.low)
        have += education_of(after.group()) if after else []
        found = _levels(replace(clause, low=_THINKS.sub(" ", clause.low)))
        if _WORKS_THERE.search(clause.low):
            continue
        if (
            found
            and not _UNFINISHED.search(clause.low)
            and not (_left_unfinished(clause) and not _ONLY_BEGUN.search(clause.low))
            and not _NO_SCHOOL.search(clause.low)
            and claim(clause, _SCHOOL) is Claim.HELD
        ):
            have += found
    return Said((str(max(have)),)) if have else SILENT


def _left_unfinished(clause: Clause) -> bool:
    return bool(clause.behind and _NOT_TO_THE_END.search(clause.behind[0]))


def _told(low: str) -> int | None:
    return next((level for level, pattern in _FLUENCY if pattern.search(low)), None)


def _fluency(clause: Clause, subject: re.Pattern[str]) -> int | None:
    near = f"{clause.low} , {clause.tail(subject)}"
    graded = [_OF_CEFR[grade] for grade in _CEFR.findall(near)]
    if graded:
        return min(graded)
    tail = clause.tail(subject)
    if _FLUENCY[0][1].search(near):
        return 1
    if _TOGETHER.search(clause.before):
        return _told(clause.low) or _told(near)
    if _SPEAKING.search(clause.before) and _NOT_SPEAKING.search(clause.low) and not _SPEAKING.search(clause.low):
        return _told(clause.before)
    if _SPEAKING.search(tail) and _NOT_SPEAKING.search(clause.low) and not _SPEAKING.search(clause.low):
        return _told(tail)
    return _told(clause.low) or _told(near)


def dutch_asked(passage: Passage) -> Said:
    """Lowest level of spoken Dutch that an employer's text accepts."""
    demanded: list[int] = []
    wished: list[int] = []
    waived = False
    for clause in passage.clauses:
        if not _DUTCH.search(clause.low):
            continue
        if _ONLY_READS.search(clause.low) and not _HEARS.search(f"{clause.low} {clause.tail(_DUTCH)}"):
            continue
        level, how = _fluency(clause, _DUTCH), strength(clause, _DUTCH)
        if how is Strength.WAIVED and _HIGH.search(clause.low):  # only the high level is not asked
            level, how = _told(" , ".join(clause.behind)), Strength.DEMANDED
        elif how is Strength.WAIVED and _LOW_WILL_DO.search(less := " , ".join(clause.behind)):
            level, how = _told(less), Strength.DEMANDED
        if how is Strength.OFFERED and _FOLLOWS.search(clause.low):
            how = Strength.DEMANDED
        if _OR_ENGLISH.search(clause.low):
            how = Strength.WAIVED
        elif how is Strength.WAIVED and _NOT_SPEAKING.search(clause.low) and not _SPEAKING.search(clause.low):
            continue  # nobody need read it, which says nothing about speaking
        waived |= how is Strength.WAIVED or (level is None and "geen voorwaarde" in clause.low)
        if level is not None and how in {Strength.DEMANDED, Strength.WISHED}:
            (demanded if how is Strength.DEMANDED else wished).append(level)
    return _level(demanded, wished, waived=waived)


def _level(demanded: Sequence[int], wished: Sequence[int], *, waived: bool) -> Said:
    if demanded:
        return Said((str(max(demanded)),))
    return Said(wished=(str(max(wished)),)) if wished else Said(none=waived)


def dutch_spoken(passage: Passage) -> Said:
    """Level of spoken Dutch that a text about a person tells; who needs an interpreter has a few words at most."""
    interpreted = False
    for clause in passage.clauses:
        interpreted |= bool(_INTERPRETER.search(clause.low)) and clause.about is not About.OTHERS
        if not any(p.search(clause.low) for p in (_DUTCH, _GRADE_ALONE, _SPEAKS_SO)) or clause.about is About.OTHERS:
            continue
        if clause.once or clause.past:
            level = _told(" , ".join(clause.behind))
            if level is not None:
                return Said((str(level),))
            continue
        if _NO_WORD.search(clause.low):
            return Said(("0",))
        if re.search(r"\btaalles|\bcursus\b|\bvolgt\b|\bleert\b|\bleren\b", clause.low):
            continue
        level = _fluency(clause, _DUTCH)
        if level is not None:
            return Said((str(level),))
    return Said(("1",)) if interpreted else SILENT
