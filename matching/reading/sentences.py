"""Sentences and clauses of a text: whom a clause is about, and whether it speaks of now or of formerly.

A text about one person or one demand also tells of a brother with a licence, of colleagues, and of what was asked last
year. Every criterion reads clauses that have been told apart here, so that only what is said of this person or this
demand, and still holds, decides anything. When in doubt a clause is somebody else's: then the text does not decide.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from matching.lexicon import table
from matching.reading.numerals import ANY, in_figures
from matching.reading.subjects import About, about_whom, own_again
from matching.text import MAX_CHARACTERS

_DAYS: Final = r"(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)"
_SHIFT: Final = (
    r"(?:(?:over)?dag|vroeg|laat|ochtend|middag|avond|nacht|weekend|zaterdag|zondag|[' ]s avonds|[' ]s nachts)"
    r"(?:en|diensten|dienst|s)?"
)
_LIST_GOES_ON: Final = r"(?:$|[,.:;]| en | of | is | zijn | allemaal| kan | maakt )"
_PAPER_OR_SHIFT: Final = r"(?:rijbewijs|certificaat|diploma|diensten|dienst)"
_SCHOOLS: Final = r"(?:vmbo|mavo|havo|vwo|mbo|hbo|wo|vso|lts|mts|entree)"
_LABEL: Final = (
    r"vervoer|(?:max )?reistijd|beschikbaar(?:heid)?|uren|rijbewijs|opleiding|taal|register|begeleiding|beperkingen|"
    r"diensten|werktijden"
)
_REPORTED: Final = (
    r"\b(?:zijn|haar) (?:\w+ )?(?:moeder|vader|ouders|partner|man|vrouw|begeleider|jobcoach|arts|huisarts|behandelaar) "
    r"(?:zegt|zeggen|vertelt|geeft aan|geven aan|vindt|vinden) dat (?=hij |ze |zij )"
)
"""What somebody else says of this person is about this person."""
_WRITTEN_OUT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"[‐-―−]", "-"),
        (rf"\b({_LABEL}) [-=] (?=\S)", r"\1: "), (r"[‘’´`]", "'"), (r"[“”„]", '"'), (r"…", ". "), (r"[^\S\n]+", " "),
        (r"\b(mw|mevr|dhr|mnr|kand|max|min|ca|evt|incl|excl|bijv|rb|rijb|cat|(?<!vol )(?<!er )zat?|zon?)\.", r"\1"),
        (r"\b(jan|feb|mrt|apr|jun|jul|aug|sep|sept|okt|nov|dec)\.", r"\1"),
        (r"\bi\.?\s?v\.?\s?m\.?(?=\W)", "ivm"), (r"\bn\.?v\.?t\b\.?", "nvt"), (r"\bv\.\s?c\.\s?a\b\.?", "vca"),
        (r"\bm\.?\s?i\.?\s?v\b\.?", "vanaf"), (r"\bt\s?/\s?m\b", "t/m"), (r"(?<=\d) - (?=\d)", "-"),
        (r"(?-i:\b(AM|BE?|CE?|DE?|T), (?=(?:AM|BE?|CE?|DE?|T)\b))", r"\1/"),
        (rf"\b({_SHIFT}),(?: en)? (?={_SHIFT}\b{_LIST_GOES_ON})", r"\1 en "),
        (rf"\b({_DAYS}) ?(?:tm|-) ?(?={_DAYS}\b)", r"\1 t/m "),
        (r"\bp(?:er)?\s?[./]?\s?(?:week\b|wk?\b\.?)", "per week"),
        (r"/\s?w(?:k|eek)\b", " per week"),
        (r"\bz\.?s\.?m\b\.?", "zsm"), (r"\bm\.?\s?b\.?\s?o\.?(?=[\s\d-])", "mbo"),
        (r"\b(?:rijbewi?|rijbws?|rbw)\b\.?", "rijbewijs"), (r"\bdipl\b\.?", "diploma"),
        (r"\bcert(?:if)?\b\.?", "certificaat"),
        (r"\b(heftruck|reachtruck|hoogwerker|las)-?cert(?:if)?\b\.?", r"\1certificaat"),
        (_REPORTED, ""),
        (r"\bdoelgr\.? ?reg\b\.?", "doelgroepregister"), (r"\bbegel\b\.?", "begeleiding"), (r"\bmnd\b\.?", "maand"),
        (r"\bn(?:e?d)?ld?\b\.(?=\s|$)|\bn(?:dl|ld)\b", "Nederlands"), (r"\bopl\.", "opleiding"),
        (r"rijbewys", "rijbewijs"), (r"\brybewijs", "rijbewijs"), (r"heftruk", "heftruck"),
        (r"\b(?:rb|rijb)(?= ?(?:[a-d]e?|am|t)\b)", "rijbewijs"),
        (rf"\b(\w+)- (en|of|/) (\w+?)(-?{_PAPER_OR_SHIFT})\b", r"\1\4 \2 \3\4"),
        (rf"\b({_SCHOOLS})(diploma|opleiding|niveau|school)\b", r"\1 \2"),
        (r"\bB met aanhang(?:er|wagen)(?: ?\(?B ?\+?E\)?)?", "BE"),
        (r"\bmbo-?(?=[1-4]\b)", "mbo "), (r"\bniv\b\.?", "niveau"), (r"\b(?:vd|v/d)\b", "van de"),
        (r"\bv/h\b", "van het"), (r"\bwkn\b\.?", "weken"),
        (rf"(?<!tot )(?<!om )(?<!na )(?<!vanaf )\been (kilo|uur|kilometer) of (\d+|{ANY})\b", r"\2 \1"),
        (rf"\b{ANY}(?= kilo\b)", lambda match: in_figures(match.group().lower())),
        (r"\bde ene week (\w+),? (?:en )?de andere(?: week)? (\w+)", r"om de week \1 en \2"),
        (r"\bvr(?= de\b| het\b| heftruck)", "voor"), (r"\bniks\b", "niets"),
        (r"\b(\d+)\s?(?:de|ste|e)\b", r"\1"),
    )
)  # fmt: skip
"""What is written short or otherwise, and how it is read; the rest of the reading knows one way of writing."""
_SPELLINGS: Final = dict(table("spellings.tsv"))
_SPELLED: Final = re.compile(r"\b(?:" + "|".join(_SPELLINGS) + r")\b(?!')", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<!\d)[.!;•]+['\"]*(?=\s|$)|(?<=\d)[.!;•]+(?=\s*$|\s+[A-Z])|\n+")
_POINTS_BACK: Final = re.compile(
    r"(?:behalve\b|(?:niet(?! (?:op|buiten|tillen|lang|"
    r"(?:langer|verder|hoger|zwaarder|vaker|eerder|vroeger|later|meer) dan)\b)|"
    r"geen must|geen eis|wel|hoeft|verplicht|nee|maar)\b(?: \S+){0,6}$|"
    r"(?:(?:dat|dit)\b(?! je| u| is (?:een|geen) (?:garantiebaan|baan|functie|vacature)\b)|"
    r"(?:die|deze) (?:is|zijn|eis|voorwaarde|beperking|vervalt|geldt|hoeft|"
    r"hebben)\b|"
    r"(?:dat|dit|die eis|deze eis)\b[^,]*\b(?:geschrapt|vervallen|losgelaten|laten vallen|afgeschaft)\b|"
    r"nu (?:niet|hoeft|spreekt|kan|gaat|lukt)\b|(?:inmiddels|intussen|ondertussen|tegenwoordig)\b)"
    r"(?: [^\s,:]+){0,7}(?:[,:]|$))",
    re.IGNORECASE,
)
"""How a sentence begins that says more about what the sentence before it named."""
_BRACKETS: Final = re.compile(
    r"\(([^()]*\s(?:is|zijn|heb\w*|heeft|kan|kun\w*|krijg\w*|moet|hoeft?|mag|wil|werk\w*|staat|halen|niet|"
    r"geen|wel|net)\b[^()]*"
    r"|(?:is|zijn|heb\w*|heeft|kan|kun\w*|krijg\w*|moet|hoeft?|mag|wil|niet|geen|wel|liefst|bij voorkeur|"
    r"ook)\s[^()]*)\)"
)
"""Brackets that say something by themselves are a clause; "(niveau 3 of 4)" belongs to what is before it."""
_PRONOUN: Final = r"(?:je|jij|u|wij|we|er|hij|ze|zij|ik|dat|dit)"
_CLAUSE: Final = re.compile(
    rf",\s+|\ben (?=(?:is |heeft |ging |begon )?(?:daarna|vervolgens|toen)\b)|\?\s*|\s-\s|^\s*-\s|"
    rf"\ben (?=(?:bij voorkeur|liefst|het liefst|is (?:dus|pas|daarna))\b)|"
    rf"\bmaar\b(?! (?:vrij|een (?:paar|beetje)|weinig|eens|\d+)\b)|"
    rf"\bechter\b|\ben (?=(?:ook |"
    rf"nog )?(?:geen|wel)\b)|"
    rf"\ben (?=(?:zoekt|wil|spreekt|reist|komt|wordt|kan|mag|durft|haalt|vindt|heeft)\b(?! (?:hij|zij|ze|ik|je)\b))|"
    rf":\s+(?=(?:{_PRONOUN}|werken|kan|kunnen|inzetbaar|beschikbaar)\b)",
    re.IGNORECASE,
)
_JOINS_DEMANDS: Final = re.compile(
    r"^(.*\b(?:verplicht|vereist|must|eis|nodig|noodzakelijk|pre|plus|graag|moet)\b.*?)\ben\b"
    r"(?=.*\b(?:verplicht|vereist|must|eis|nodig|noodzakelijk|pre|plus|graag|mag|hoeft)\b)"
)
"""Two demands in one clause, each with its own weight: "B is verplicht en BE is een plus"."""

_UNDECIDED: Final = re.compile(
    r"\bhangt\b[^,]*\baf\b|\bafhankelijk\b|\b(?:moet|moeten|zal|gaat)\b[^,]*\bblijken\b|\bnog (?:niet|"
    r"onzeker|"
    r"onduidelijk|de vraag|open|bekijken|bespreken|uitzoeken|nagaan|checken|onbekend)\b|\bniet (?:bekend|"
    r"duidelijk|"
    r"zeker)\b|\bin beraad\b|\buitwijzen\b|\bin overweging\b|\bter discussie\b|\b(?:on)?bekend\b|"
    r"\bonzeker\b|\bonduidelijk\b|\bweten (?:we|wij)\b|\bweet (?:\w+ )?nog\b|"
    r"\bbeslui\w+|"
    r"\bbeslis\w+|\bbespreken\b|\bbesproken\b|\bspreken (?:we|wij)\b|\bmerken (?:we|wij)\b|"
    r"\bbepa(?:len|alt|"
    r"ald)\b|"
    r"\bhoren (?:we|wij)\b|\bzoek(?:en|t) (?:\w+ )?(?:\w+ )?uit\b|\bonderzocht\b|\bnakijken\b|"
    r"\bwist\b[^,]*\bniet\b|\bweet (?:hij|ze|zij|ik|men)?\b[^,]*\bniet\b|"
    r"\b(?:nagevraagd|nagegaan|uitgezocht|gecontroleerd|gecheckt|nagekeken)\b|\bnavragen\b|"
    r"\bvragen (?:\w+ )?na\b|\bbekijk(?:en|t)\b|\bbekeken\b|\btoetsen\b|\bgetoetst\b|\boverleg\w*"
)
_WHETHER: Final = re.compile(
    r"^(?:en |maar )?(?:of|hoeveel|welke?|wanneer|wat voor|wat|hoe|in hoeverre|waar) (?!(?:je|u|jij) (?:nu|"
    r"nou)\b)"
)
_UNSETTLED: Final = re.compile(
    r"\b(?:hebben|komen) (?:we|wij) (?:het|er|daar|hier)\b[^,]*\b(?:gesprek|over|op terug)\b|"
    r"\b(?:(?:niet|nog) (?:duidelijk|bekend|zeker|besloten)|onduidelijk|onbekend|onzeker) of\b|"
    r"\b(?:weten|weet) (?:\w+ )?(?:nog )?niet (?:of|welke|hoeveel)\b|\b(?:overleg\w*|bespreken|bespreekt|bekijken|"
    r"bekijkt|kijken|bepalen|bepaalt|onderzoek\w+|"
    r"beoordelen|twijfel\w*|"
    r"vraagt|vroeg|gevraagd|afvraagt|vraagt zich|wil weten|wilde weten)\b(?: (?!dat\b)[^\s,:]+){0,4} "
    r"(?:of|welke?|hoeveel|wat|hoe(?! het gaat))\b|"
    r"\bhebben (?:we|wij) het\b|\bbespreken (?:we|wij)\b|\bkomt (?:hij |ze |zij )?(?:er|hier|"
    r"daar) (?:nog )?op terug\b|"
    r"\b(?:moet|moeten|gaat|laat|kijkt|kijken|zoekt|zoeken) (?:we |wij |zij |ze |hij )?nog (?:\w+ ){0,3}"
    r"(?:uitzoeken|uit|nagaan|bekijken|kijken|navragen|checken|overleggen|of)\b|\bis nog de vraag\b|"
    r"\btwijfelt\b|"
    r"\b(?:niet|nog niet|niets) (?:mee |over |er over |erover )?(?:besproken|gesproken|gevraagd|over gehad|"
    r"ter sprake|aan bod)\b|\bover\b[^,]*\b(?:niet|nog niet) (?:met \w+ )?(?:gesproken|gehad|gevraagd)\b|"
    r"\bgeen (?:informatie|gegevens)\b|\bniet uitgevraagd\b|\bniet(?:s)? gevraagd\b|"
    r"\b(?:nooit iets|niets) (?:vastgelegd|opgeschreven|genoteerd)\b|"
    r"\bniet te zeggen\b|\buitproberen\b|\bUWV (?:bekijkt|beoordeelt|onderzoekt)\b|\bmoet (?:hij|ze|zij|"
    r"ik) (?:\w+ ){0,4}(?:overleggen|navragen|"
    r"uitzoeken)\b",
    re.IGNORECASE,
)
"""Clauses that name something without deciding it: "of een VOG nodig is, zoeken we nog uit"."""
_ONCE: Final = re.compile(
    r"^\W*tot (?:de |het |vorig\w* |voor |afgelopen |19|20)[^,]*?\b(?:werden|konden|mochten|moesten|"
    r"liepe?n?|"
    r"had|hadden|was|waren|vroegen|vroeg|gold|golden|reed|stond|stonden|werkten?|deed|deden|kreeg|zat|"
    r"draaiden?)\b|"
    r"^toen (?:hij|ze|zij|ik|mevrouw|meneer|mw|dhr|\w+) (?:hier|in|net|begon|kwam)\b|"
    r"\b(?:vorige|oude|eerdere) (?:advertentie|vacature|versie|tekst|oproep)(?:s|en|n|ties)?\b|"
    r"\b(?:advertentie|vacature|tekst|oproep) van (?:vorig\w*|toen)\b|\bvorig jaar \w+ (?:hij|ze|zij|"
    r"we|wij) nog\b|"
    r"^\W*(?:eerst|eerder) (?:eisten|vroegen|wilden|moest|was|waren|stond|had|hadden|zochten|werkten|"
    r"zou)\b|"
    r"^eerder (?:hoorde|draaide|gold|vroegen|werkte|hadden|moest|deed)\w*\b|"
    r"\b(?:vroeger|voorheen|destijds|toentertijd|indertijd|oorspronkelijk|aanvankelijk|in het verleden|"
    r"vorige keer|"
    r"vorige? (?:baan|functie|week nog)|(?:vorig jaar|vorige maand|eerder|eerst|toen) nog)\b|"
    r"\b(?:had|was|waren|moest|moesten|kon|mocht|zei|zeiden|vroeg|vroegen|zou|wilde|stond|werkte|kreeg|"
    r"dacht)\b.*\b(?:eerst|eerder|"
    r"tot (?:\w+ )?(?:19|20)\d\d|tot (?:vorig|voor) \w+|in (?:19|20)\d\d)\b|"
    r"^\W*eerst\b.*\b(?:gehad|gekregen|geweest)\b|\b(?:vorige? jaar|vorige maand|afgelopen jaar)\b.*"
    r"\b(?:namen|kregen|zochten|plaatsten|hadden|werkten|deden|startten)\b|\b(?:namen|plaatsten) (?:we|wij)\b|"
    r"\b(?:had|was)\b.*\booit\b|\booit (?:een|zijn|haar)\b|"
    r"\b(?:eerst|eerder)\b.*\b(?:had|was|waren|moest|kon|mocht|vroeg|vroegen|zou|wilde|stond|werkte|"
    r"sprak)\b|"
    r"\b(?:afgeketst|afgeblazen|geschrapt|afgeschaft|van de baan|niet doorgegaan|laten vallen|gestopt)\b"
)
_PAST: Final = re.compile(
    r"^\W*in de (?:vorige|oude|eerdere) \w+ (?:stond|stonden|vroegen|moest)\b|"
    r"^\W*(?:\w+ ){0,3}(?:was|waren|had|moest|kon|stond)\b(?!.*\b(?:is|heeft|kan|mag|moet|nu)\b)|"
    r"^\W*(?:(?:hij|ze|zij|dhr|mw|meneer|mevrouw) )?(?:mocht(?! je| u)|kon|moest|wilde|stond|had|was|"
    r"werkte|"
    r"reed|deed|zat|"
    r"reisde|kreeg|liep|draaide|kwam|woonde|fietste|zei|dacht|sprak|begeleidde|deden)\b(?!.*\b(?:is|"
    r"heeft|kan|mag|moet|nu)\b)|"
    r"\b(?:heeft|had|hebben|is|was)\b.*\b(?:gewerkt|gelopen|gedraaid|gereden|gezeten|gestaan|gereisd|gehad|"
    r"geweest)\b"
)
_STAYS: Final = re.compile(
    r"\b(?:gehaald|behaald|behaalde|haalde|afgerond|geslaagd|afgestudeerd|ingenomen|verlopen|kwijt\w*)\b"
)
"""What happened formerly and holds until today."""

_REACH: Final = 8
"""Clauses behind a mention that may still say something about it; a list of thousands stays cheap."""
_LONGEST: Final = 1_000
"""Characters of a sentence; nobody writes a longer one."""

OTHER_SUBJECT: Final = re.compile(
    r"rijbewij|\b(?:vca|bhv|ehbo|vog|haccp|mbo|hbo|vmbo)\b|certifica|diploma|\bnederlands|\bengels|\b(?:fries|duits|turks|arabisch|pools)\b|"
    r"\bdoelgroep|\bbanenafspraak|\b(?:heftruck|reachtruck|hoogwerker)|\bervaring\b|\buur\b|\bauto\b|"
    r"\bvervoer\b|\bcode ?95\b|\bbegeleid|\bjob ?coach"
)


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


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as written, in lower case, and the clauses behind it in the same sentence.

    ``once`` is true where it tells of a state that is over, ``past`` where it is at least told in the past tense,
    ``undecided`` where it only names what is still open.
    """

    written: str
    low: str
    behind: tuple[str, ...]
    about: About = About.OWN
    once: bool = False
    past: bool = False
    asks: bool = False
    before: str = ""
    undecided: bool = False

    def tail(self, subject: re.Pattern[str]) -> str:
        """The clauses behind, up to the next that mentions the subject itself."""
        found: list[str] = []
        for clause in self.behind:
            if subject.search(clause) or OTHER_SUBJECT.search(clause):
                break
            found.append(clause)
        return " , ".join(found)

    @property
    def holds(self) -> bool:
        """Whether it speaks of this person or demand, and of now."""
        return self.about is not About.OTHERS and not self.once and not self.past


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, read into clauses once for all criteria."""

    clauses: tuple[Clause, ...]

    def now(self) -> Iterator[Clause]:
        """Clauses about this person or demand that still hold."""
        return (clause for clause in self.clauses if clause.holds)


def plain(text: str) -> str:
    """Text without accents and typographic signs, abbreviations without full stops; case is kept."""
    text = _SPELLED.sub(_spelled, text[:MAX_CHARACTERS])
    for pattern, written in _WRITTEN_OUT:
        text = pattern.sub(written, text)
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _spelled(match: re.Match[str]) -> str:
    """A word in full; a capital stays, since a sentence may begin there: "20 uur. JC komt langs"."""
    written = _SPELLINGS[match.group().lower()]
    return written[0].upper() + written[1:] if match.group()[0].isupper() else written


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence as it is; one that never ends in pieces: looking through it takes the square of its length."""
    while len(sentence) > _LONGEST:
        at = sentence.rfind(" ", 1, _LONGEST)
        at = at if at > 0 else _LONGEST
        yield sentence[:at]
        sentence = sentence[at:]
    yield sentence


def sentences(text: str) -> list[str]:
    """Sentences of a text; a question stays with what follows it, and so does what points back."""
    found: list[str] = []
    for part in chain.from_iterable(map(_pieces, _SENTENCE.split(plain(text)))):
        sentence = part.strip().rstrip(".!;")
        back = _POINTS_BACK.match(sentence) if found else None
        if back and not OTHER_SUBJECT.search(back.group().lower()):
            found[-1] += f", {sentence}"
        elif sentence:
            found.append(sentence)
    return found


def _parts(sentence: str) -> list[tuple[str, bool]]:
    """Clauses of a sentence, and whether each is a question."""
    sentence = _BRACKETS.sub(r", \1, ", sentence)
    found: list[tuple[str, bool]] = []
    begin = 0
    for mark in (*_CLAUSE.finditer(sentence), None):
        part = sentence[begin : mark.start() if mark else None].strip()
        asks = mark is not None and mark.group().startswith("?")
        begin = mark.end() if mark else 0
        joined = _JOINS_DEMANDS.match(part)
        if joined:
            found += [(joined[1].strip(), False), (part[joined.end() :].strip(), asks)]
        elif part.strip(" ,"):
            found.append((part, asks))
    return found


def _is_undecided(low: str, after: str) -> bool:
    """Whether a clause only names what is still open."""
    if _UNSETTLED.search(low):
        return True
    return bool(_WHETHER.match(low) and (_UNDECIDED.search(low) or _UNDECIDED.search(after)))


def heard(text: str) -> Passage:
    """The clauses of a text, each with whom and when it is about."""
    found: list[Clause] = []
    for sentence in sentences(text):
        parts = _parts(sentence)
        lows = [part.lower() for part, _ in parts]
        about = About.OWN
        for at, (part, asks) in enumerate(parts):
            low = lows[at]
            again = own_again(low, parts[at - 1][0]) if at and about is About.OTHERS else None
            low = again.lower() if again else low
            about = About.OWN if again else about_whom(low, lows[at + 1] if at + 1 < len(parts) else "", about)
            once = bool(_ONCE.search(low)) and not _STAYS.search(low)
            undecided = _is_undecided(low, lows[at + 1] if at + 1 < len(parts) else "")
            found.append(
                Clause(
                    again or part,
                    low,
                    tuple(lows[at + 1 : at + 1 + _REACH]),
                    About.OTHERS if undecided else about,
                    once,
                    once or bool(_PAST.search(low)),
                    asks,
                    lows[at - 1] if at else "",
                    undecided,
                )
            )
    return Passage(tuple(found))
