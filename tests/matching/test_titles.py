"""Linking titles to concepts, on a small list of labels of our own."""

import json
from pathlib import Path

import pytest

from matching.__main__ import main
from matching.lexicon import work_fields_of
from matching.text import CompoundSplitter, TextSpace, clauses
from matching.title_evaluation import cross_validate, evaluate, trained
from matching.title_files import Title, everyday_names, flemish_names
from matching.title_fusion import TitleFusion
from matching.title_text import undress
from matching.titles import Label, LinkedConcept, TitleLinker
from matching.validation import InvalidInputError
from wsp.reference import starter

VAKKENVULLER = str(next(item.esco_uri for item in starter.occupations() if item.name == "vakkenvuller"))
NAMES = {
    "urn:mag": ["magazijnmedewerker", "logistiek medewerker", "medewerker distributiecentrum"],
    "urn:chauf": ["vrachtwagenchauffeur", "chauffeur vrachtwagen", "chauffeur internationaal transport"],
    "urn:taxi": ["taxichauffeur", "chauffeur taxi"],
    "urn:schoon": ["schoonmaker", "schoonmaakmedewerker", "interieurverzorger"],
    "urn:tuin": ["hovenier", "tuinman", "medewerker groenvoorziening"],
    "urn:kok": ["kok", "keukenmedewerker", "zelfstandig werkend kok"],
}
LABELS = [Label(uri=uri, text=text, preferred=at == 0) for uri, texts in NAMES.items() for at, text in enumerate(texts)]


def first(linker: TitleLinker, title: str) -> LinkedConcept:
    return linker.link([title], top=1)[0][0]


@pytest.mark.parametrize(
    ("title", "uri"),
    [
        ("Medewerker magazijn", "urn:mag"),
        ("Magazijn mdw.", "urn:mag"),
        ("Chauf. CE", "urn:chauf"),
        ("taxi chauffeur", "urn:taxi"),
        ("Gezocht: Schoonmaker Zwolle e.o., 32-40 uur (m/v)", "urn:schoon"),
        ("shoonmaker", "urn:schoon"),
        ("HOVENIER!!! 🌳", "urn:tuin"),
        ("mdw groenvoorzieningen", "urn:tuin"),
        ("Wij zoeken per direct een kok", "urn:kok"),
    ],
)
def test_titles_as_people_write_them(title: str, uri: str) -> None:
    assert first(TitleLinker(LABELS), title).uri == uri


def test_an_answer_names_the_label_by_which_it_was_recognised() -> None:
    found = first(TitleLinker(LABELS), "Tuinman (m/v)")
    assert (found.uri, found.label) == ("urn:tuin", "tuinman")
    assert found.score > 0.8


def test_answers_are_ordered_and_at_most_as_many_as_asked() -> None:
    (answer,) = TitleLinker(LABELS).link(["chauffeur"], top=3)
    assert [found.score for found in answer] == sorted((found.score for found in answer), reverse=True)
    assert len({found.uri for found in answer}) == 3
    assert {found.uri for found in answer[:2]} == {"urn:chauf", "urn:taxi"}


def test_nothing_and_very_much_are_titles_too() -> None:
    answers = TitleLinker(LABELS).link(["", "🙂", "x" * 10_000_000])
    assert len(answers) == 3
    assert TitleLinker(LABELS).link([]) == []


def test_a_correction_by_an_adviser_is_a_label_at_once() -> None:
    before = first(TitleLinker(LABELS), "allround kracht plantsoen")
    after = first(
        TitleLinker(LABELS, train=[Label(uri="urn:tuin", text="Allround kracht plantsoen")]),
        "allround kracht plantsoen",
    )
    assert after.uri == "urn:tuin"
    assert after.score > before.score


def test_while_learning_a_title_does_not_see_itself() -> None:
    linker = TitleLinker(LABELS, train=[Label(uri="urn:tuin", text="Plantsoenkracht")])
    seen, unseen = (linker.shortlists(["Plantsoenkracht"], leave_out=out)[0] for out in (None, ["Plantsoenkracht"]))
    assert seen.similarities.joint.max() == pytest.approx(1)
    assert unseen.similarities.joint.max() < 0.9


def test_without_labels_there_is_nothing_to_link_to() -> None:
    with pytest.raises(InvalidInputError, match="no labels"):
        TitleLinker([])


def titles(count: int) -> list[Title]:
    """Titles of three kinds whose concepts are known."""
    pairs = [("medewerker {} groen", "urn:tuin"), ("{} chauffeur vracht", "urn:chauf"), ("{} magazijn", "urn:mag")]
    return [
        Title(query_id=str(n), text=pairs[n % 3][0].format(f"team {n}"), concepts=frozenset({pairs[n % 3][1]}))
        for n in range(count)
    ]


@pytest.mark.slow
def test_a_learned_order_is_repeatable_and_orders_by_what_it_saw() -> None:
    known = titles(60)
    one, other = (trained(LABELS, known) for _ in range(2))
    asked = ["medewerker groen", "chauffeur vracht", "magazijn"]
    assert one.trees_ is not None
    assert one.link(asked) == other.link(asked)
    assert [answer[0].uri for answer in one.link(asked)] == ["urn:tuin", "urn:chauf", "urn:mag"]
    assert one.link([]) == []


def test_too_little_to_learn_from_leaves_the_hand_weights() -> None:
    linker = TitleLinker(LABELS)
    fusion = TitleFusion(linker).fit(["hovenier"], [frozenset({"urn:tuin"})])
    assert fusion.trees_ is None
    assert fusion.link(["tuinman"]) == linker.link(["tuinman"])


def test_scores_of_answers() -> None:
    def answer(*uris: str) -> tuple[LinkedConcept, ...]:
        return tuple(LinkedConcept(uri=uri, label="", score=0) for uri in uris)

    asked = [Title(query_id=str(n), text="", concepts=frozenset({"a"})) for n in range(4)]
    scores = evaluate([answer("a"), answer("b", "a"), answer("b"), answer(*"bcdefa")], asked)
    assert scores.mrr == pytest.approx((1 + 1 / 2 + 0 + 1 / 6) / 4)
    assert scores.hits == {1: 0.25, 5: 0.5, 10: 0.75}
    assert scores.mrr_interval[0] <= scores.mrr <= scores.mrr_interval[1]
    assert scores.hits_intervals[5][0] <= 0.5 <= scores.hits_intervals[5][1]


def test_cross_validation_never_learns_from_what_it_scores() -> None:
    scores = cross_validate(LABELS, titles(12), folds=3)["clean"]
    assert scores.titles == 12
    assert scores.hits[1] == 1


def test_link_titles_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, asked, train = tmp_path / "l.tsv", tmp_path / "t.tsv", tmp_path / "d.tsv"
    lines = [f"{at}\t{label.uri}\t{int(label.preferred)}\t{label.text}" for at, label in enumerate(LABELS)]
    labels.write_text("element_id\tconcept_uri\tis_preferred\tlabel\n" + "\n".join(lines), encoding="utf-8")
    asked.write_text('query_id\ttitle\nQ2\tTuinman "Jan"\nQ1\tkok\n', encoding="utf-8")
    train.write_text("query_id\ttitle\tgold_concept_uris\nD1\tplantsoenkracht\turn:tuin\n", encoding="utf-8")
    common = ["--labels", str(labels), "--titles"]
    assert main(["link-titles", *common, str(asked), "--train", str(train), "--top", "2", "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query_id"] for answer in answers] == ["Q2", "Q1"]
    assert [answer["concepts"][0] for answer in answers] == ["urn:tuin", "urn:kok"]
    assert all(len(answer["concepts"]) == 2 for answer in answers)
    assert main(["evaluate-titles", *common, str(train)]) == 0
    assert "mrr" in json.loads(capsys.readouterr().out)
    assert main(["link-titles", "--labels", str(asked), "--titles", str(asked)]) == 2
    assert "column concept_uri is missing" in capsys.readouterr().err
    assert main(["evaluate-titles", *common, str(asked)]) == 2
    assert "no title has a known concept" in capsys.readouterr().err
    empty = tmp_path / "empty.tsv"
    empty.touch()
    for given in (["--labels", str(empty), "--titles", str(asked)], [*common, str(empty)]):
        assert main(["link-titles", *given, "--json"]) == 2
        assert "empty.tsv: column" in capsys.readouterr().err


def test_dressing_comes_off_and_the_work_stays() -> None:
    known = {"medewerker", "magazijn", "kunststof", "deuren", "kok"}
    assert undress("SPOED! Kok gezocht in Assen", known).strip() == "Kok"
    assert undress("Medewerker magazijn - 24 uur per week - € 14,50 per uur", known) == "Medewerker magazijn"
    assert undress("(m/v)", known) == "(m/v)"


def test_compounds_come_apart() -> None:
    splitter = CompoundSplitter(["magazijn", "medewerker", "schoonmaak", "bedrijf", "leider", "bedrijfsleider"])
    assert splitter.split("magazijnmedewerker") == ("magazijn", "medewerker")
    assert splitter.split("schoonmaakbedrijfsleider")[0] == "schoonmaak"
    assert splitter.split("onbekendwoord") == ("onbekendwoord",)


def test_clauses_that_deny_are_kept_apart() -> None:
    told, denied = clauses(
        "Werkt graag buiten, wil geen schoonmaak. Niet bang voor vies werk; kan tillen maar niet lang staan"
    )
    assert told == ("Werkt graag buiten", "Niet bang voor vies werk", "kan tillen")
    assert denied == ("wil geen schoonmaak", "niet lang staan")


def test_what_somebody_has_not_done_yet_is_no_refusal() -> None:
    told, denied = clauses(
        "Heeft nog nooit met kinderen gewerkt maar het lijkt haar leuk. Sleutelt graag en heeft geen"
        " ervaring met fietsen. Wil in een winkel werken en kan niet tegen kou. Poetsen vindt hij beneden zijn stand."
    )
    assert told == ("het lijkt haar leuk", "Sleutelt graag", "Wil in een winkel werken")
    assert denied == ("kan niet tegen kou", "Poetsen vindt hij beneden zijn stand")


def test_a_stem_counts_in_participles_and_with_a_dot_only_as_a_whole_word() -> None:
    assert "schoonmaken" in work_fields_of("gepoetst")
    assert "linnen" in work_fields_of("opgevouwen")
    assert "gezelschap" in work_fields_of("kaarten")
    assert "gezelschap" not in work_fields_of("kaartenbak")


def test_different_words_for_the_same_work_meet() -> None:
    space = TextSpace()
    vectors = space.encode(["kantoren poetsen", "schoonmaker", "vrachtwagen rijden"])
    similarity = (vectors @ vectors.T).toarray()
    assert similarity[0, 1] > 0.3
    assert similarity[0, 2] == pytest.approx(0, abs=0.1)


def test_everyday_names_are_those_of_the_starter_set() -> None:
    occupations = [item for item in starter.occupations() if item.esco_uri]
    bare = [Label(uri=str(item.esco_uri), text="?") for item in occupations]
    expected = {(item.esco_uri, name) for item in occupations for name in (item.name, *item.synonyms)}
    assert {(label.uri, label.text) for label in everyday_names(bare)} == expected


def test_everyday_names_are_added_to_concepts_that_the_labels_have() -> None:
    filler = Label(uri=VAKKENVULLER, text="Vakken vullen")
    added = everyday_names([*LABELS, filler])
    assert {label.uri for label in added} == {VAKKENVULLER}
    assert "vulploeg" in {label.text for label in added}
    assert "vakken vullen" not in {label.text for label in added}
    (answer,) = trained([*LABELS, filler], []).link(["mdw vulploeg (m/v)"], top=1)
    assert (answer[0].uri, answer[0].label) == (VAKKENVULLER, "vulploeg")


@pytest.mark.parametrize(
    ("title", "dutch"),
    [
        ("Magazijnier (m/v/x)", "magazijnmedewerker"), ("beenhouwersgast", "slager"), ("schrijnwerker", "timmerman"),
        ("Kinesist", "fysiotherapeut"), ("poetshulp", "schoonmaker"), ("onthaalmedewerker", "receptionist"),
        ("koeltechnieker", "monteur koudetechniek"), ("camionchauffeur", "vrachtwagenchauffeur"),
        ("polyvalent bediende", "administratief medewerker"), ("plaatser parket", "vloerlegger"),
    ],
)  # fmt: skip
def test_flemish_names_are_those_of_the_dutch_work(title: str, dutch: str) -> None:
    names = (
        "magazijnmedewerker", "slager", "timmerman", "fysiotherapeut", "schoonmaker", "receptionist", "vloerlegger",
        "monteur koudetechniek", "vrachtwagenchauffeur", "administratief medewerker", "directeur",
    )  # fmt: skip
    labels = [Label(uri=f"urn:{name}", text=name) for name in names]
    assert trained(labels, []).link([title], top=1)[0][0].uri == f"urn:{dutch}"


def test_a_flemish_name_takes_the_place_of_the_dutch_one_in_a_short_label_only() -> None:
    short = Label(uri="urn:a", text="Slager supermarkt")
    long = Label(uri="urn:b", text="Toezicht houden op een slager")
    texts = {(label.uri, label.text) for label in flemish_names([short, long])}
    assert ("urn:a", "beenhouwer supermarkt") in texts
    assert {uri for uri, _ in texts} == {"urn:a"}
