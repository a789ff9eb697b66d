"""Sentences and clauses of a text, and how strongly a clause demands, wishes, waives, claims or denies something.

Dutch puts its "not", "preferably" and "is a plus" near what they are about but seldom next to it. So a mention is
judged by its own clause first and then by the clauses behind it that do not mention the subject again: "Heb je een
heftruckcertificaat? Dat is een pre".
"""

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from matching.text import MAX_CHARACTERS

_ABBREVIATIONS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"[‐-―−]", "-"), (r"[‘’´`]", "'"), (r"[“”„]", '"'), (r"…", ". "), (r"\u00a0", " "),
        (r"\b(max|min|ca|evt|incl|excl|bijv|jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.", r"\1"),
        (r"\bi\.?\s?v\.?\s?m\.?(?=\W)", "ivm"), (r"\bn\.?v\.?t\b\.?", "nvt"), (r"\bv\.\s?c\.\s?a\b\.?", "vca"),
        (r"\bt\s?/\s?m\b", "t/m"), (r"\bp(?:er)?\s?[./]?\s?w(?:k|eek)?\b\.?", "per week"),
        (r"/\s?w(?:k|eek)\b", " per week"), (r"\bz\.?s\.?m\b\.?", "zsm"), (r"\bm\.?\s?b\.?\s?o\.?(?=[\s\d-])", "mbo"),
        (r"rijbewys", "rijbewijs"), (r"\brybewijs", "rijbewijs"), (r"heftruk", "heftruck"),
        (r"\b(\d+)\s?(?:de|ste)\b", r"\1"),
    )
)  # fmt: skip
_SENTENCE: Final = re.compile(r"(?<!\d)[.!;•]+(?=\s|$)|(?<=\d)[.!;•]+(?=\s*$|\s+[A-Z])|\n+")
_CLAUSE: Final = re.compile(r",\s+|\?\s*|\s-\s|^\s*-\s|\bmaar\b|\bechter\b")

_WISHED: Final = re.compile(
    r"\bpre\b|\bplus(?:punt)?\b|\bliefst\b|voorkeur|meegenomen|\bhandig\b|streepje|\bwenselijk\b|"
    r"\bgewenst\b|\bin het voordeel\b|\bideaal\b|nice to have|"
    r"\bvoorrang\b|\bmooi als\b|\bfijn als\b|\bleuk als\b|\bgeen voorwaarde\b|\bbereid\b[^.]*halen|voordeel"
)
_WAIVED: Final = re.compile(
    r"\bniet (?:per se |echt )?(?:nodig|vereist|verplicht|noodzakelijk|belangrijk|van belang)|\bhoe(?:f|"
    r"ft|ven)\b|"
    r"\bgeen (?:harde )?(?:eis|vereiste|must|noodzaak|verplichting|probleem|punt)\b|\bonbelangrijk|"
    r"\bmaakt\b[^.]*\bnie(?:t|ts) uit\b|"
    r"\bvinden we niet belangrijk"
)
_NOT_WITHOUT: Final = re.compile(r"\bzonder\b.*\b(?:niet|geen|nooit)\b|\b(?:niet|nooit)\b.*\bzonder\b")
_OFFERED: Final = re.compile(
    r"\bkans om\b|\bhalen we\b|\bcursus|\bbetalen\b|\bopgeleid\b|\b(?:wij|we) bieden\b|\bbieden (?:wij|"
    r"we)\b|\bvolgen\b|"
    r"\bproeftijd\b|\b(?:kun|kan|mag) je\b[^.]*\bhalen\b|\btaalles|\bleer je\b|\bbegeleidt?\b"
)
_DENIED: Final = re.compile(
    r"\b(?:geen|niet|nooit|zonder|verlopen|ingenomen|afgenomen|afgepakt|kwijt\w*|ongeldig|nee|mist|nvt|"
    r"onvoldoende)\b"
)
_FUTURE: Final = re.compile(
    r"\bwil\b|\bzou\b|\bbezig\b|\brijles|\bleren voor\b|\bhoopt\b|\bbegint\b|\bgaat\b[^.]*\bhalen\b|"
    r"\bin opleiding\b|"
    r"\baan het leren\b|\bvolgt\b|\bleert\b|interesse|\baanvraag\b|\bspaart\b|\bonbekend\b"
)
_OTHER_SUBJECT: Final = re.compile(
    r"rijbewij|\b(?:vca|bhv|ehbo|vog|haccp|mbo|hbo|vmbo)\b|certifica|diploma|\bnederlands|\bengels|"
    r"\bervaring\b|\buur\b"
)
_OTHERS: Final = re.compile(r"\b(?:zoon|dochter|kinderen|kind|man|vrouw|broer|zus|partner|vriend)\b")


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: values that hold, values that are only wished, values that are ruled out.

    ``none`` is true where the text says that nothing is asked or held.
    """

    values: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    none: bool = False

    def decides(self) -> bool:
        """Whether anything is said at all."""
        return bool(self.values or self.wished or self.without or self.none)


SILENT: Final = Said()


class Strength(enum.Enum):
    """How an employer's text speaks about something."""

    DEMANDED = enum.auto()
    WISHED = enum.auto()
    WAIVED = enum.auto()
    OFFERED = enum.auto()


class Claim(enum.Enum):
    """How a text about a person speaks about something."""

    HELD = enum.auto()
    DENIED = enum.auto()
    LATER = enum.auto()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as written, in lower case, and the clauses behind it in the same sentence."""

    written: str
    low: str
    behind: tuple[str, ...]

    def tail(self, subject: re.Pattern[str]) -> str:
        """The clauses behind, up to the next that mentions the subject itself."""
        found: list[str] = []
        for clause in self.behind:
            if subject.search(clause) or _OTHER_SUBJECT.search(clause):
                break
            found.append(clause)
        return " , ".join(found)


def plain(text: str) -> str:
    """Text without accents and typographic signs, abbreviations without full stops; case is kept."""
    text = text[:MAX_CHARACTERS]
    for pattern, written in _ABBREVIATIONS:
        text = pattern.sub(written, text)
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def sentences(text: str) -> list[str]:
    """Sentences of a text; a question stays with what follows it."""
    return [part.strip() for part in _SENTENCE.split(plain(text)) if part and part.strip()]


def clauses(text: str) -> Iterator[Clause]:
    """Every clause of a text."""
    for sentence in sentences(text):
        parts = [part.strip() for part in _CLAUSE.split(sentence) if part.strip()]
        for at, part in enumerate(parts):
            yield Clause(part, part.lower(), tuple(later.lower() for later in parts[at + 1 :]))


def strength(clause: Clause, subject: re.Pattern[str]) -> Strength:
    """How strongly an employer asks what this clause mentions."""
    tail = clause.tail(subject)
    if _WISHED.search(clause.low) or _WISHED.search(tail):
        return Strength.WISHED
    if _NOT_WITHOUT.search(f"{clause.low} , {tail}"):
        return Strength.DEMANDED
    if _OFFERED.search(clause.low):
        return Strength.OFFERED
    denied = re.search(r"\b(?:geen|zonder)\b(?:\W+\w+){0,3}?\W+(?=" + subject.pattern + ")", clause.low)
    if denied or _WAIVED.search(clause.low) or _WAIVED.match(tail.strip(" ,")):
        return Strength.WAIVED
    return Strength.DEMANDED


def claim(clause: Clause) -> Claim:
    """Whether a text about a person claims or denies what this clause mentions."""
    if _OTHERS.search(clause.low):
        return Claim.LATER
    if _DENIED.search(clause.low) or (clause.behind and _DENIED.fullmatch(clause.behind[0].strip(" .!"))):
        return Claim.DENIED
    return Claim.LATER if _FUTURE.search(clause.low) else Claim.HELD
