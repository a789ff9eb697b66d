"""Titles to occupations: which concept of a classification a free-text job title means.

A title is compared with every label of every concept in three ways (character n-grams, words and parts of
compounds, both together); the concepts with the best labels are then weighed on more features, by hand weights or
by a model learned from titles whose concept is known (`matching.title_fusion`). Every answer names the label by
which the title was recognised. Any list of labels will do; titles whose concept people settled are simply more
labels.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from matching.text import CompoundSplitter, normalise
from matching.title_features import features, group_level, hand_scores, head_of
from matching.title_text import expand, undress
from matching.title_vectors import Encoder, LabelVectors, Similarities, words_and_parts
from matching.validation import InvalidInputError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CANDIDATES: Final = 40
"""Concepts per retriever that are weighed further."""
_BATCH: Final = 128
_TYPO: Final = 84.0
"""rapidfuzz ratio from which a word that occurs in no label is read as the label word it resembles."""
_SHORTEST_TYPO: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One name of a concept."""

    uri: str
    text: str
    preferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedConcept:
    """A concept that a title may mean, recognised because of ``label``; ``score`` 0..1 orders the answers."""

    uri: str
    label: str
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    """Concepts worth weighing for one title: their numbers, similarities to labels, and best label of each."""

    title: str
    concepts: Ints
    similarities: Similarities


class TitleLinker:
    """Links job titles to concepts.

    Args:
        labels: names of the concepts, in any order.
        train: titles whose concepts are known; each becomes a label of its concepts.
        encoder: compares by meaning too; without one letters and words decide.

    Raises:
        InvalidInputError: there are no labels.
    """

    def __init__(self, labels: Iterable[Label], *, train: Iterable[Label] = (), encoder: Encoder | None = None) -> None:
        """Index the labels."""
        given = [(label, False) for label in labels]
        known_uris = {label.uri for label, _ in given}
        given += [(label, True) for label in train if label.uri in known_uris]
        given = [(label, learned) for label, learned in given if normalise(label.text)]
        if not given:
            raise InvalidInputError("there are no labels to link titles to")
        given.sort(key=lambda item: item[0].uri)  # stable: labels of one concept stand together, in their order
        self.splitter = CompoundSplitter({word for label, _ in given for word in _plain(label).split()})
        self.take(given)
        self.vectors = LabelVectors(self.texts, self.splitter, encoder=encoder)
        self.weights = self.weigh()

    def take(self, given: Sequence[tuple[Label, bool]]) -> None:
        """Look at these labels (and whether each was learned), in the order of their concepts."""
        self.labels = tuple(label for label, _ in given)
        self.learned = np.array([learned for _, learned in given])
        self.preferred = np.array([label.preferred for label, _ in given])
        uris = np.array([label.uri for label in self.labels])
        self.uris, self.starts, self.counts = np.unique(uris, return_index=True, return_counts=True)
        self.texts = [_plain(label) for label in self.labels]
        self.known = frozenset(word for text in self.texts for word in text.split())
        self._spelling = sorted(word for word in self.known if len(word) >= _SHORTEST_TYPO)
        self._corrected: dict[str, str] = {}
        self.parts = [frozenset(words_and_parts(text, self.splitter)) for text in self.texts]
        self.heads = np.array([head_of(text, self.splitter) for text in self.texts])
        self.lengths = np.array([len(text) for text in self.texts], dtype=np.int64)
        self.levels = np.array([group_level(str(uri)) for uri in self.uris])

    def with_labels(self, more: Iterable[Label]) -> "TitleLinker":
        """Linker that knows these labels too, at once: what advisers settled. Concepts it does not know are ignored."""
        uris = set(self.uris)
        new = [label for label in more if label.uri in uris and _plain(label)]
        given = [*zip(self.labels, self.learned, strict=True), *((label, True) for label in new)]
        order = np.array(sorted(range(len(given)), key=lambda at: given[at][0].uri), dtype=np.int64)
        linker = copy(self)
        linker.take([(given[at][0], bool(given[at][1])) for at in order])
        linker.vectors = self.vectors.with_texts([_plain(label) for label in new], order)
        linker.weights = linker.weigh()
        return linker

    def weigh(self) -> Floats:
        """Weight of all words and parts of each label together."""
        return np.array([sum(self.vectors.weight_of(part) for part in span) for span in self.parts])

    def clean(self, title: str) -> str:
        """Title as it is compared: undressed, normalised, abbreviations written out, slips of the pen corrected."""
        plain = expand(normalise(undress(title, self.known))) or normalise(title)
        return " ".join(self._correct(word) for word in plain.split())

    def _correct(self, word: str) -> str:
        if len(word) < _SHORTEST_TYPO or word in self.known or len(self.splitter.split(word)) > 1:
            return word
        if word not in self._corrected:
            near = process.extractOne(word, self._spelling, scorer=fuzz.ratio, score_cutoff=_TYPO)
            self._corrected[word] = near[0] if near else word
        return self._corrected[word]

    def shortlists(self, titles: Sequence[str], *, leave_out: Sequence[str | None] | None = None) -> list[Shortlist]:
        """Concepts worth weighing for each title.

        Args:
            titles: as written.
            leave_out: per title a text; learned labels with this text are not looked at. This is how a model is
                trained on titles that are themselves labels.
        """
        found: list[Shortlist] = []
        for begin in range(0, len(titles), _BATCH):
            batch = [self.clean(title) for title in titles[begin : begin + _BATCH]]
            for at, similarities in enumerate(self.vectors.compare(batch)):
                text = None if leave_out is None else leave_out[begin + at]
                if text is not None:
                    plain = expand(normalise(text))
                    own = [row for row in np.flatnonzero(self.learned) if self.texts[row] == plain]
                    similarities.blank(np.array(own, dtype=np.int64))
                found.append(self._shortlist(batch[at], similarities))
        return found

    def _shortlist(self, title: str, similarities: Similarities) -> Shortlist:
        best = [np.maximum.reduceat(part, self.starts) for part in similarities.all()]
        size = min(CANDIDATES, len(self.uris))
        chosen = np.unique(np.concatenate([np.argpartition(-part, size - 1)[:size] for part in best]))
        return Shortlist(title, chosen.astype(np.int64), similarities)

    def link(self, titles: Sequence[str], *, top: int = 10) -> list[tuple[LinkedConcept, ...]]:
        """Concepts that each title may mean, best first.

        Args:
            titles: as written; markup, emoji and any length are fine.
            top: how many concepts per title at most.
        """
        answers = []
        for shortlist in self.shortlists(titles):
            table = features(self, shortlist)
            answers.append(self.answer(shortlist, hand_scores(table), top=top))
        return answers

    def answer(self, shortlist: Shortlist, scores: Floats, *, top: int) -> tuple[LinkedConcept, ...]:
        """The best concepts of a shortlist with the label that each was recognised by."""
        order = np.lexsort((shortlist.concepts, -np.round(scores, 9)))[:top]
        answer = []
        for at in order:
            concept = shortlist.concepts[at]
            rows = slice(self.starts[concept], self.starts[concept] + self.counts[concept])
            label = self.labels[int(self.starts[concept]) + int(shortlist.similarities.joint[rows].argmax())]
            answer.append(LinkedConcept(uri=str(self.uris[concept]), label=label.text, score=float(scores[at])))
        return tuple(answer)


def _plain(label: Label) -> str:
    return expand(normalise(label.text))
