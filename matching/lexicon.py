"""Built-in knowledge of everyday words: kinds of work, words that reveal a work condition, words that say nothing.

The two tables lie in ``matching/data``; they were written for the work that employer services mediate. A stem of
seven letters or more counts anywhere inside a word, one of five or six at its beginning ("voeren" is not in
"invoeren"), a shorter one only as the whole word or part of a compound ("kas" is not in "kassa").
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Final

STOP_WORDS: Final = frozenset(
    (
        "aan al alle alleen allerlei als altijd ander andere anderen bij beetje best beter bent ben binnen daar daarna"
        " dan dat de deze die dit doe doen doet door dus een eens elke en er erg ergens eigen even fijn gaat gaan gaf"
        " geen geeft gebruik gedaan geleden gewoon gezocht ging goed goede graag haar had heb hebben heeft hele helpt"
        " helpen het hier hij hoe houdt iemand iets ik in is ja jaar jaren je jij jouw jullie kan kent kennis keer"
        " klaar klein kleine komt komen kunnen kun laat leuk leuke liefst liever maakt maken man mag me meer mee meest"
        " met mijn moet moeten mogelijk na naar nam net niet nog nodig nu of om onder ons onze ook op over paar per"
        " plek prettig regelmatig rustig samen snel soms steeds staat te tegen tijd toe tot tussen u uit uur uren"
        " vaak vaste van vanaf veel verder verschillende via volgens voor voorkeur vrij vroeger waar waarbij wat week"
        " weken weer weet wel wie wil willen worden wordt wij we zelf zeer ze zich zij zijn zo zoals zodat zoek zoeken"
        " zoekt zorgt zorgen zou zonder dag dagen ochtend middag"
        " baan banen beroep bedrijf collega collegas ervaring functie gewerkt medewerker medewerkers medewerkster"
        " team taken taak vacature vaardig vaardigheden werk werken werkt werkte werkzaamheden werkplek werkervaring"
        " hulp hulpen help assistent assistente helpt bereid enthousiast gemotiveerd verantwoordelijk zelfstandig nauwkeurig mv fulltime parttime eo"
    ).split()
)  # fmt: skip
GENERIC_HEADS: Final = ("medewerker", "medewerkster", "medewerkers", "hulp", "assistent", "assistente", "werker", "werk", "werkzaamheden")
_AT_BEGINNING: Final = 5
_ANYWHERE: Final = 7
_LONGEST: Final = 16


@dataclass(frozen=True, slots=True)
class WorkFields:
    """Kinds of work (activities first, then sectors) and the word stems that belong to each."""

    activities: tuple[str, ...]
    names: tuple[str, ...]
    stems: dict[str, tuple[str, ...]]


def _rows(name: str) -> list[list[str]]:
    text = resources.files("matching").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def work_fields() -> WorkFields:
    """The table of kinds of work; sectors are named ``sector:<name>``."""
    activities: list[str] = []
    sectors: list[str] = []
    stems: dict[str, tuple[str, ...]] = {}
    for activity, among, words in _rows("work_fields.tsv"):
        activities.append(activity)
        names = [f"sector:{sector}" for sector in among.split(",")]
        sectors.extend(name for name in names if name not in sectors)
        for stem in words.split():
            stems[stem] = (*stems.get(stem, ()), activity, *names)
    return WorkFields(activities=tuple(activities), names=(*activities, *sectors), stems=stems)


@cache
def condition_stems() -> dict[str, frozenset[str]]:
    """Per work condition the stems of words for work that cannot be done without it."""
    return {condition: frozenset(words.split()) for condition, words in _rows("condition_words.tsv")}


def stems_in(word: str) -> set[str]:
    """Every piece of a word that may be looked up as a stem."""
    size = len(word)
    begins = {word[:end] for end in range(_AT_BEGINNING, min(size, _LONGEST) + 1)}
    inside = {word[at:end] for at in range(1, size) for end in range(at + _ANYWHERE, min(size, at + _LONGEST) + 1)}
    return {word} | begins | inside


@lru_cache(maxsize=100_000)
def work_fields_of(word: str) -> frozenset[str]:
    """Kinds of work and sectors that a (part of a) word points to."""
    stems = work_fields().stems
    return frozenset(name for piece in stems_in(word) for name in stems.get(piece, ()))


def needs_condition(condition: str, words: tuple[str, ...]) -> bool:
    """Whether any of the words names work that cannot be done without the work condition."""
    stems = condition_stems().get(condition, frozenset())
    return any(piece in stems for word in words for piece in stems_in(word))
