"""Looking up an occupation while typing."""

import pytest
from sqlalchemy.orm import Session

from tests.reference import files
from tests.reference.paths import ESCO, needs_esco
from wsp.reference import queries, service, starter
from wsp.reference.errors import UnknownOccupation
from wsp.reference.search import LabelIndex, LabelRow


@pytest.fixture(scope="module")
def index() -> LabelIndex:
    """The search over the starter set alone, without a database."""
    return LabelIndex(
        [
            LabelRow(
                item.code,
                item.esco_uri or item.code,
                item.name,
                item.isco,
                label,
                preferred=label == item.name,
                everyday=True,
            )
            for item in starter.occupations()
            for label in item.labels
        ]
    )


@pytest.fixture
def loaded(session: Session) -> Session:
    service.load_starter(session)
    return session


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("orderpicker", "wsp:orderpicker"),
        ("ORDERPICKER", "wsp:orderpicker"),
        ("orderpiker", "wsp:orderpicker"),
        ("Conciërge", "wsp:concierge"),
        ("concierge", "wsp:concierge"),
        ("heftruk", "wsp:heftruckchauffeur"),
        ("chauffeur heftruck", "wsp:heftruckchauffeur"),
        ("vakkenvul", "wsp:vakkenvuller"),
        ("maggazijnmedewerker", "wsp:magazijnmedewerker"),
        ("zwerfvuil", "wsp:straatveger"),
        ("poetsen", "wsp:schoonmaker-kantoor"),
        ("patat", "wsp:medewerker-snackbar"),
        ("  fietsen   repareren ", "wsp:fietsenmaker"),
        ("linnenkammer", "wsp:medewerker-linnenkamer"),
    ],
)
def test_everyday_words_and_typos_find_the_occupation(index: LabelIndex, typed: str, code: str) -> None:
    assert index.search(typed, limit=3)[0].code == code


@pytest.mark.parametrize("typed", ["", "   ", "!?", "xqzwv", "%", "\\", "'; drop table occupations; --"])
def test_nonsense_finds_nothing_and_breaks_nothing(index: LabelIndex, typed: str) -> None:
    assert index.search(typed) == []


def test_every_name_finds_its_own_occupation_first(index: LabelIndex) -> None:
    for item in starter.occupations():
        first = index.search(item.name, limit=1)[0]
        assert (first.code, first.score) == (item.code, 100)


def test_no_occupation_is_shown_twice_and_scores_fall(index: LabelIndex) -> None:
    for typed in ("medewerker", "schoon", "chaufeur"):
        hits = index.search(typed, limit=20)
        assert len({hit.code for hit in hits}) == len(hits) > 1
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_synonym_says_what_fitted(index: LabelIndex) -> None:
    hit = index.search("hondenkapper", limit=1)[0]
    assert (hit.name, hit.label) == ("hondentrimmer", "hondenkapper")


def test_a_concept_of_both_lists_is_shown_once_under_its_everyday_name() -> None:
    uri = files.BAKER
    index = LabelIndex(
        [
            LabelRow("wsp:bakker", uri, "bakker", "7512", "bakker", preferred=True, everyday=True),
            LabelRow(uri, uri, "ambachtelijk bakker", "7512", "broodkunstenaar", preferred=False, everyday=False),
        ]
    )
    assert [(hit.code, hit.name, hit.label) for hit in index.search("broodkunst")] == [
        ("wsp:bakker", "bakker", "broodkunstenaar")
    ]


def test_search_follows_a_new_load(loaded: Session, tmp_path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 (pytest gives a path)
    assert queries.find_occupations(loaded, "bakkerette") == []
    assert queries.find_occupations(loaded, "hondenkapper")[0].code == "wsp:hondentrimmer"
    service.load_esco(loaded, files.write_esco(tmp_path / "esco"))
    assert queries.find_occupations(loaded, "bakkerette")[0].code == files.BAKER


def test_an_unknown_code_is_told_in_plain_words(loaded: Session) -> None:
    assert queries.occupation(loaded, "wsp:lasser").name == "lasser"
    with pytest.raises(UnknownOccupation, match="Kies een beroep uit de lijst"):
        queries.occupation(loaded, "wsp:astronaut")


def test_names_and_concepts_of_many_codes(loaded: Session) -> None:
    names = queries.occupation_names(loaded, ["wsp:lasser", "wsp:astronaut"])
    assert names == {"wsp:lasser": "lasser"}
    concepts = queries.concepts(loaded)
    assert concepts["wsp:lasser"] == starter.occupation("wsp:lasser").esco_uri
    assert concepts["wsp:medewerker-retouren"] == "wsp:medewerker-retouren"


@pytest.mark.slow
@needs_esco
def test_typing_finds_among_all_of_esco(loaded: Session) -> None:
    service.load_esco(loaded, ESCO)
    for typed in ("softwear ontwikelaar", "medewerkster in de zorg", "verpleger", "kaptein", "k"):
        assert queries.find_occupations(loaded, typed)
