"""What was learned about titles: kept safely, corrected at once, measured on dirty titles, and open to an encoder."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from matching import title_cache
from matching.__main__ import main
from matching.text import CompoundSplitter
from matching.title_evaluation import as_labels, cross_validate, trained, variant
from matching.title_features import NAMES, features
from matching.title_files import Title, flemish_names
from matching.title_noise import KINDS, dirty
from matching.title_trees import MOST_LEAVES, TreeArrays, Trees
from matching.titles import Label, TitleLinker
from matching.validation import InvalidInputError
from tests.matching.test_titles import LABELS, titles


@cache
def grown(*, models: int = 2, features: int = 5, rounds: int = 12, leaves: int = MOST_LEAVES) -> tuple[
    list[HistGradientBoostingClassifier], np.ndarray
]:  # fmt: skip
    """Models on numbers with ties, and rows to ask them about, some exactly on a threshold."""
    rng = np.random.default_rng(5)
    x = np.round(rng.normal(size=(400, features)), 1)
    y = (x[:, 0] * x[:, 1] + x[:, 2] + rng.normal(scale=0.3, size=400)) > 0
    with threadpool_limits(1):
        found = [
            HistGradientBoostingClassifier(
                max_iter=rounds, max_leaf_nodes=leaves, min_samples_leaf=3, random_state=number
            ).fit(x, y) for number in range(models)
        ]  # fmt: skip
    borders = TreeArrays.of(found).threshold[:50, None].repeat(features, axis=1)
    return found, np.concatenate([x, borders])


@pytest.mark.parametrize("leaves", [2, 7, MOST_LEAVES])
def test_trees_as_arrays_answer_exactly_as_the_library_that_grew_them(leaves: int) -> None:
    models, rows = grown(leaves=leaves)
    expected = np.mean([model.predict_proba(rows)[:, 1] for model in models], axis=0)
    assert Trees(TreeArrays.of(models)).probabilities(rows) == pytest.approx(expected, abs=1e-12)


def kept(tmp_path: Path) -> tuple[Path, TreeArrays]:
    arrays = TreeArrays.of(grown()[0])
    path = title_cache.path_for(LABELS, [("kok", frozenset({"urn:kok"}))], folder=tmp_path / "new")
    title_cache.write(path, arrays)
    return path, arrays


def test_what_was_kept_answers_as_what_was_learned(tmp_path: Path) -> None:
    path, arrays = kept(tmp_path)
    again = title_cache.read(path)
    assert again is not None
    rows = grown()[1]
    assert (Trees(again).probabilities(rows) == Trees(arrays).probabilities(rows)).all()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_file_is_named_after_everything_that_was_learned_from(tmp_path: Path) -> None:
    known = [("kok", frozenset({"urn:kok"}))]
    paths = {
        title_cache.path_for(labels, train, folder=tmp_path)
        for labels, train in [
            (LABELS, known), (LABELS[1:], known), (LABELS, []), (LABELS, [("kok", frozenset({"urn:tuin"}))]),
            ([Label(uri=LABELS[0].uri, text=LABELS[0].text), *LABELS[1:]], known),
        ]
    }  # fmt: skip
    assert len(paths) == 5
    assert title_cache.read(paths.pop()) is None


def test_another_version_and_damage_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, arrays = kept(tmp_path)
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"not an archive"):
        path.write_bytes(damaged)
        with pytest.raises(title_cache.OtherVersionError, match="damaged"):
            title_cache.read(path)
    for name, value in {
        "feature": arrays.feature + len(NAMES), "tree": arrays.tree - 1, "leaves": arrays.leaves[:, :3],
        "keeps": arrays.keeps.astype(np.int64), "model": arrays.model + 9, "threshold": arrays.threshold[1:],
    }.items():  # fmt: skip
        np.savez(path, **arrays.as_mapping() | {name: value, "version": np.array(title_cache.version())})
        with pytest.raises(title_cache.OtherVersionError, match="damaged"):
            title_cache.read(path)
    path.write_bytes(whole)
    assert title_cache.read(path) is not None
    monkeypatch.setattr(title_cache, "version", lambda: "another")
    with pytest.raises(title_cache.OtherVersionError, match="another version"):
        title_cache.read(path)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    path, arrays = kept(tmp_path)
    np.savez(path, **arrays.as_mapping() | {"version": np.array([{"a": 1}], dtype=object)})
    with pytest.raises(title_cache.OtherVersionError, match="damaged"):
        title_cache.read(path)


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, arrays = kept(tmp_path)
    whole = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(InvalidInputError, match="No space left"):
        title_cache.write(path, arrays)
    assert path.read_bytes() == whole
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.slow
def test_train_titles_is_used_by_link_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, asked, train, fixed = (tmp_path / name for name in ("l.tsv", "t.tsv", "d.tsv", "c.tsv"))
    lines = [f"{label.uri}\t{int(label.preferred)}\t{label.text}" for label in LABELS]
    labels.write_text("concept_uri\tis_preferred\tlabel\n" + "\n".join(lines), encoding="utf-8")
    header = "query_id\ttitle\tgold_concept_uris\n"
    known = [f"{title.query_id}\t{title.text}\t{' '.join(title.concepts)}" for title in titles(60)]
    train.write_text(header + "\n".join(known), encoding="utf-8")
    asked.write_text("query_id\ttitle\nQ1\tplantsoenkracht\nQ2\tmedewerker groen\n", encoding="utf-8")
    fixed.write_text(header + "C1\tPlantsoenkracht\turn:tuin\n", encoding="utf-8")
    common = ["--labels", str(labels), "--train", str(train), "--cache", str(tmp_path / "cache")]
    link = ["link-titles", *common, "--titles", str(asked), "--json"]

    assert main(link) == 0
    fresh = capsys.readouterr().out
    assert main(["train-titles", *common, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["titles"], report["trees"]) == (60, 750)
    assert main(link) == 0
    assert capsys.readouterr() == (fresh, "")
    Path(report["file"]).write_bytes(b"half a fi")
    assert main(link) == 0
    out, err = capsys.readouterr()
    assert out == fresh
    assert "damaged" in err
    assert "learning again" in err
    assert main([*link, "--corrections", str(fixed), "--top", "1"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0]) == {"query_id": "Q1", "concepts": ["urn:tuin"]}


def test_too_few_titles_to_learn_from_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, train = tmp_path / "l.tsv", tmp_path / "d.tsv"
    labels.write_text("concept_uri\tlabel\nurn:kok\tkok\n", encoding="utf-8")
    train.write_text("query_id\ttitle\tgold_concept_uris\nD1\tchef\turn:kok\n", encoding="utf-8")
    assert main(["train-titles", "--labels", str(labels), "--train", str(train), "--cache", str(tmp_path / "c")]) == 2
    assert "too few titles" in capsys.readouterr().err
    assert not (tmp_path / "c").exists()


def test_a_correction_counts_at_once_and_in_the_old_linker_not() -> None:
    linker = TitleLinker(LABELS)
    settled = [Label(uri="urn:tuin", text="Bladruimkracht wijkploeg"), Label(uri="urn:onbekend", text="kok")]
    corrected = linker.with_labels(settled)
    (found,) = corrected.link(["bladruimkracht wijkploeg"], top=1)[0]
    assert (found.uri, found.label) == ("urn:tuin", "Bladruimkracht wijkploeg")
    assert "Bladruimkracht wijkploeg" not in {label.text for label in linker.labels}
    assert [answer[0].uri for answer in corrected.link(["kok", "taxichauffeur"])] == ["urn:kok", "urn:taxi"]


def test_corrections_added_one_by_one_or_together_give_the_same_labels() -> None:
    more = [Label(uri="urn:tuin", text="Heggenknipper"), Label(uri="urn:kok", text="Soepkok")]
    together = TitleLinker(LABELS).with_labels(more)
    single = TitleLinker(LABELS).with_labels(more[:1]).with_labels(more[1:])
    assert together.labels == single.labels
    assert together.link(["heggenknipper", "soepkok"]) == single.link(["heggenknipper", "soepkok"])


class Meanings:
    """A very small encoder: words for the same work share a direction."""

    groups = ({"kok", "keukenmedewerker", "chef", "pannenridder"}, {"hovenier", "tuinman", "groen"})

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([[float(bool(group & set(text.split()))) for group in self.groups] for text in texts])
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(norms > 0, norms, 1))


def test_an_encoder_adds_concepts_that_share_no_letters() -> None:
    plain, meant = TitleLinker(LABELS), TitleLinker(LABELS, encoder=Meanings())
    (shortlist,) = meant.shortlists(["pannenridder"])
    assert plain.shortlists(["pannenridder"])[0].similarities.meaning is None
    assert shortlist.similarities.meaning is not None
    by_meaning = shortlist.similarities.meaning == 1
    assert {meant.labels[row].uri for row in np.flatnonzero(by_meaning)} == {"urn:kok"}
    table = features(meant, shortlist)
    best = shortlist.concepts[table[:, NAMES.index("meaning")].argmax()]
    assert meant.uris[best] == "urn:kok"
    later = meant.with_labels([Label(uri="urn:tuin", text="groen")])
    (shortlist,) = later.shortlists(["groen"])
    assert shortlist.similarities.meaning is not None
    assert len(shortlist.similarities.meaning) == len(LABELS) + 1


SPLITTER = CompoundSplitter(["magazijn", "medewerker", "keuken", "hulp", "taxi", "chauffeur"])


@pytest.mark.parametrize(
    ("title", "swapped"),
    [
        ("Magazijnmedewerker", "medewerker magazijn"),
        ("medewerker magazijn", "magazijnmedewerker"),
        ("taxi chauffeur", "chauffeur taxi"),
        ("hulp in keuken", "keukenhulp"),
        ("kok", None),
        ("medewerker van de grote keuken", None),
    ],
)
def test_compound_and_phrase_change_places(title: str, swapped: str | None) -> None:
    assert dirty(title, "swap", SPLITTER) == swapped


@pytest.mark.parametrize("kind", KINDS)
def test_dirt_is_the_same_on_every_run_and_other_with_another_seed(kind: str) -> None:
    names = [label.text for label in LABELS]
    once = [dirty(name, kind, SPLITTER) for name in names]
    assert once == [dirty(name, kind, SPLITTER) for name in names]
    assert all(made != name for name, made in zip(names, once, strict=True))
    if kind != "swap":
        assert once != [dirty(name, kind, SPLITTER, seed=1) for name in names]


def test_titles_that_cannot_be_made_dirty_are_left_out_of_the_score() -> None:
    some = [Title(query_id=str(n), text=text, concepts=frozenset()) for n, text in enumerate(["kok", "taxi chauffeur"])]
    assert [title.query_id for title in variant(some, "swap", SPLITTER)] == ["1"]
    assert [title.query_id for title in variant(some, "clean", SPLITTER)] == ["0", "1"]


def test_folds_by_concept_never_learn_a_name_of_the_concept_they_score() -> None:
    own = [Title(query_id=str(n), text=f"grasploeg {n}", concepts=frozenset({"urn:tuin"})) for n in range(8)]
    other = [Title(query_id=f"k{n}", text=f"pannenploeg {n}", concepts=frozenset({"urn:kok"})) for n in range(8)]
    mixed = cross_validate(LABELS, [*own, *other], folds=2)["clean"]
    apart = cross_validate(LABELS, [*own, *other], folds=2, by_concept=True)["clean"]
    assert mixed.hits[1] == 1
    assert apart.hits[1] < 0.6


def test_a_linker_that_only_knows_the_titles_as_labels_is_the_start_for_kept_trees() -> None:
    known = titles(6)
    fusion = trained(LABELS, known, learn=False)
    assert fusion.trees_ is None
    assert len(fusion.linker.labels) == len(LABELS) + len(flemish_names(LABELS)) + len(as_labels(known))
