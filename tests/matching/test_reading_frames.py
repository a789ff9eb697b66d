"""The same sentence about different papers, schools and languages is read alike: what holds for one holds for all."""

from datetime import date

import pytest

from matching.reading import read_candidate, read_vacancy
from tests.matching import readings

ON = date(2026, 11, 22)
DEMANDED = """
{X} is verplicht.
{X} vereist
{X} is een harde eis
{X} is een must have
Je hebt {X}.
Je beschikt over {X}.
Je bent in het bezit van {X}.
In het bezit van {X}
Wij vragen {X}.
We verwachten {X}.
Wij zoeken iemand met {X}.
Wat vragen wij? - Flexibele houding - {X} - Twee rechterhanden
Eisen: {X}, stressbestendig en op tijd komen.
{X} is noodzakelijk om dit werk te mogen doen.
Zonder {X} kunnen we je niet aannemen.
Zonder {X} mag je dit werk niet doen.
{X} is een voorwaarde.
Je moet {X} hebben.
Voor deze functie is {X} nodig.
{X} is onmisbaar.
Heb je {X}? Dan zoeken we jou!
Je hebt minimaal {X}.
Kandidaten zonder {X} kunnen we niet plaatsen.
{X} is echt een vereiste, hier kunnen we niet van afwijken.
Je hebt {X} en je komt op tijd.
Belangrijk: {X}.
Alleen reageren als je {X} hebt.
{X} heb je nodig.
Wie hier wil werken moet {X} kunnen laten zien.
{X} (verplicht)
Harde eis is {X}.
Wij kunnen alleen mensen met {X} aannemen.
Je kunt {X} laten zien.
Je neemt {X} mee.
Als je {X} hebt, kom dan eens praten.
Heb je geen {Y}, dan houdt het helaas op.
Geen {Y}? Dan kunnen we je niet gebruiken.
"""
WISHED = """
{X} is een pre.
{X} is een pré, geen vereiste.
{X} is mooi meegenomen.
{X} is een pluspunt.
{X} strekt tot aanbeveling.
Bij voorkeur heb je {X}.
Het liefst heb je {X}.
Liefst {X}.
{X} is gewenst.
{X} is wenselijk maar niet noodzakelijk.
{X} zou fijn zijn.
Heb je {X}? Dan heb je een streepje voor.
Heb je {X}? Mooi meegenomen.
Heb je {X}, dan is dat een pluspunt.
Mocht je {X} hebben, dan is dat handig.
{X} heeft onze voorkeur.
Fijn als je {X} hebt.
We vinden het prettig als je {X} hebt, maar het hoeft niet.
{X} is handig.
{X} is een voordeel.
{X} is leuk om te hebben, geen eis.
Met {X} heb je een streepje voor.
{X} (pre)
Pre: {X}
{X} zien we graag.
Idealiter heb je {X}.
Als je {X} hebt is dat mooi, zo niet dan ook goed.
"""
WAIVED = """
{X} is niet nodig.
{X} is niet vereist.
{X} is niet verplicht.
{X} hoeft niet.
{X} hoef je niet te hebben.
Je hoeft geen {Y} te hebben.
Je hebt geen {Y} nodig.
Wij vragen geen {Y}.
{X} vragen we niet.
{X} is geen eis.
{X} is geen vereiste.
{X} is niet van belang.
{X} is niet belangrijk.
Ook zonder {X} ben je welkom.
Met of zonder {X}, iedereen is welkom.
Geen {Y}? Geen probleem!
{X} is niet langer nodig.
Vroeger vroegen we {X}, nu niet meer.
De eis van {X} is vervallen.
{X} is overbodig.
Of je {X} hebt of niet maakt ons niet uit.
{X}? Niet nodig.
{X} was eerst een eis, dat is losgelaten.
Heb je geen {Y}? Dat geeft niet.
"""
OPEN = """
Onze monteurs hebben {X}.
Je collega heeft {X} en helpt je daarmee.
Onze voorman heeft {X}.
Wij betalen {X} voor je.
Je kunt bij ons {X} halen.
We helpen je om {X} te halen.
Na een halfjaar kun je {X} halen.
Of {X} nodig is, bekijken we nog.
We weten nog niet of {X} nodig wordt.
De teamleider heeft {X}.
Na je proeftijd mag je op onze kosten {X} halen.
Het is nog niet duidelijk of {X} een eis wordt.
"""
HELD = """
Heeft {X}.
Is in het bezit van {X}.
In bezit van {X}
Beschikt over {X}.
Heeft {X} behaald.
{X} aanwezig.
{X} is aanwezig en geldig.
Heeft vorig jaar {X} gehaald.
Heeft een geldig {Y}.
{X}: ja
Hij heeft {X} en veel ervaring.
Mevrouw heeft {X}.
Ik heb {X}.
Heeft sinds 2019 {X}.
Heeft {X}, maar weinig ervaring.
{X} op zak.
{X} is gehaald in 2024.
Zijn broer heeft het niet, hij zelf heeft wel {X}.
Kan {X} laten zien.
{X} heeft hij.
Kwam na de cursus thuis met {X}.
"""
DENIED = """
Heeft geen {Y}.
Geen {Y}.
{X} heeft hij niet.
Beschikt niet over {X}.
Is niet in het bezit van {X}.
{X}: nee
{Y}: geen
{X} is verlopen.
Zijn {Y} is verlopen.
Had vroeger {X}, dat is verlopen.
Heeft nooit {X} gehaald.
Zonder {Y}.
Heeft (nog) geen {Y}.
Heeft nog geen {Y}.
Mist {X}.
Is gezakt voor {Y}.
"""
NOT_YET = """
Wil graag {X} halen.
Zijn broer heeft {X}.
Haar man heeft {X}.
Of hij {X} heeft is niet bekend.
Onbekend of zij {X} heeft.
Zou graag {X} willen halen.
Gaat volgend jaar {X} halen.
Spaart voor {X}.
Vraagt zich af of {X} iets voor hem is.
De buurman heeft {X}.
Hoopt in het voorjaar {X} te halen.
Zijn vorige werkgever vroeg {X}.
Wil weten of {X} vergoed wordt.
"""
ASKED = (
    ("licences", "rijbewijs B", "rijbewijs B", "B"),
    ("licences", "een rijbewijs", "rijbewijs", "B"),
    ("licences", "rijbewijs C", "rijbewijs C", "C"),
    ("diplomas", "een VCA-certificaat", "VCA-certificaat", "vca"),
    ("diplomas", "een heftruckcertificaat", "heftruckcertificaat", "heftruck"),
    ("diplomas", "een VOG", "VOG", "vog"),
    ("education", "een mbo 2-diploma", "mbo 2-diploma", "4"),
)
"""Field, the paper with its article, without it, and how it is written in an answer."""
HAVING = tuple(row for row in ASKED if row[1] not in {"rijbewijs C", "een VOG"})


def filled(frames: str, paper: str, bare: str) -> list[str]:
    """The sentences about one paper."""
    made = [frame.format(X=paper, Y=bare) for frame in frames.strip().splitlines()]
    return [text[0].upper() + text[1:] for text in made]


@pytest.mark.parametrize(("field", "paper", "bare", "name"), ASKED)
@pytest.mark.parametrize(
    ("frames", "answer"),
    [(DEMANDED, "{}"), (WISHED, "~{}"), (WAIVED, "-"), (OPEN, "?")],
    ids=("must", "wish", "no", "open"),
)
def test_what_employers_ask(frames: str, answer: str, field: str, paper: str, bare: str, name: str) -> None:
    for text in filled(frames, paper, bare):
        assert readings.written(getattr(read_vacancy(text, on=ON), field), ON) == answer.format(name), text


@pytest.mark.parametrize(("field", "paper", "bare", "name"), HAVING)
@pytest.mark.parametrize(
    ("frames", "answer"), [(HELD, "{}"), (DENIED, "-"), (NOT_YET, "?")], ids=("held", "no", "later")
)
def test_what_people_have(frames: str, answer: str, field: str, paper: str, bare: str, name: str) -> None:
    for text in filled(frames, paper, bare):
        said = readings.written(getattr(read_candidate(text, on=ON), field), ON)
        is_no_level = field == "education" and answer == "-"  # a school that was not finished leaves the level open
        assert said == ("?" if is_no_level else answer.format(name)), text
