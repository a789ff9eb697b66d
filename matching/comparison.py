"""How the texts of one record meet those of many: the one side of a ranking against a store.

A `Comparison` looks up the words of the one among the words of the many, once, and prepares for `matching.text_loops`
what each word of the store is worth to each phrase of the one. `matching.text_match` asks with it about chosen rows.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matching import text_loops, word_loops
from matching.gist import ROUNDED_UP, Gist, strongest
from matching.laid_out import LaidOut
from matching.lanes import LANES
from matching.phrases import KINDS, Asked, CandidatePhrase, Occupations, Question, VacancyPhrase
from matching.query_text import QueryText
from matching.tables import Ints, Offsets
from matching.text_values import columns_of
from matching.texts import NOT_LINKED, Floats, Texts
from matching.vocabulary import Bags

_MOST_LINKS: Final = 500


class Comparison:
    """One record against the texts of many.

    Args:
        one: the single record.
        many: the texts of the other side.
        laid: the same texts, for bounds.
        asked: what will be asked.
        forward: true when the single record is a vacancy and the many are candidates.
        on_year: the year that counts as now, for how long ago experience ended.
        occupations: similarity of linked occupations; without it only equal URIs count.
    """

    def __init__(
        self, one: QueryText, many: Texts, laid: LaidOut, asked: Sequence[Asked], *, forward: bool,
        on_year: float, occupations: Occupations | None = None,
    ) -> None:  # fmt: skip
        """Look up the words of the one."""
        self.one, self.many, self.forward, self._laid = one, many, forward, laid
        best = dict.fromkeys(question for each in asked for question in each.best)  # two may ask the same
        self._bounded = len(best)
        self.questions = (*best, *(each.evidence for each in asked if each.evidence is not None))
        self.covering = tuple(question for each in asked for question in each.covered)
        self._shared, self._found = many.vocabulary.among(one.features)
        self._occupations, self._year = occupations, on_year

    def met(self, rows: Ints) -> tuple[Floats, Floats, Ints, Ints]:
        """What `text_loops.met` finds about these rows."""
        many, (terms, links) = self.many, self._of_many
        found: tuple[Floats, Floats, Ints, Ints] = text_loops.met(
            rows, self.forward, (many.offsets, many.text, many.kind, many.term), _plain(many.phrases),
            _plain(many.wholes), terms, links, self._made_of, *self._asked,
        )  # fmt: skip
        return found

    def bounded(self, rows: Ints) -> tuple[Floats, Floats]:
        """What `text_loops.bounded` finds about these rows."""
        many, (terms, links) = self.many, self._of_many
        found: tuple[Floats, Floats] = text_loops.bounded(
            rows, self.forward, self._laid.plain, terms, (*links, many.offsets, many.text), self._words_of(rows),
            *self._asked_at_most,
        )  # fmt: skip
        return found

    @cached_property
    def gist(self) -> Gist:
        """What the questions come down to, for the first bound of a crowd.

        Of a part that is covered nobody has more than of the phrase that is covered best.
        """
        (strengths, _), (links, _) = self._of_many
        asked, covering = self._asked_at_most
        met, worth, of_kind, of_term, of_whole, similar = strongest(
            self.forward, asked, covering, strengths, links, self._worth
        )
        return Gist(
            worth=self._every_word(worth),
            of_kind=of_kind,
            of_term=of_term,
            of_whole=of_whole,
            similar=similar,
            answers=columns_of([self.questions[number] for number in met], self.covering, first_covered=len(met)),
        )

    def heights(self, rows: Ints, sides: Sequence[Mapping[str, float]]) -> Floats:
        """What texts add at most to each side's score by their gist: per side (rows) and row (columns)."""
        said, many = self.has
        links = self._of_many[1][1], self.many.offsets, self.many.text
        return self.gist.heights(rows, self._laid, links, -1 if many else int(said[0]), sides)

    @cached_property
    def columns(self) -> Ints:
        """Where the text criteria find what they asked."""
        return columns_of(self.questions, self.covering)

    @cached_property
    def has(self) -> tuple[npt.NDArray[np.int16], bool]:
        """Bits of the kinds of phrases that candidates hold: those of the many, or of the one."""
        if self.forward:
            return self.many.has, True
        return np.array([sum({1 << phrase.kind for phrase in self.one.phrases})], dtype=np.int16), False

    @cached_property
    def _of_many(self) -> tuple[Any, Any]:
        """How strongly each phrase of the many counts, and how their occupations resemble those of the one."""
        many, one = self.many, self.one.phrases
        linked = [number for number, phrase in enumerate(one) if phrase.uri is not None and many.uris]
        links = np.zeros((len(many.uris) + 1 if linked else 0, len(one)))
        for number in linked:
            links[:, number] = _similarities(str(one[number].uri), many, self._occupations)
        strength = many.worth(self._year) if self.forward else many.reach
        terms = np.ascontiguousarray(strength), np.ascontiguousarray(many.weight)
        return terms, (links, many.uri)

    @property
    def _width(self) -> int:
        """The number of phrases of the one, filled up."""
        return -(-len(self.one.phrases) // LANES) * LANES

    @cached_property
    def _worth(self) -> Floats:
        """What each feature that both sides have (rows) adds to the product with each phrase of the one."""
        worth = np.zeros((len(self._found), self._width))
        worth[:, : len(self.one.phrases)] = self.one.vectors[self._shared] * self.one.scale[self._shared, None]
        return worth

    @cached_property
    def _made_of(self) -> tuple[npt.NDArray[Any], ...]:
        """The features of each word of the many, which of them the one has, and what those are worth."""
        counts = self.many.vocabulary.counts
        places = np.full(len(self.many.vocabulary.features), -1, dtype=np.int32)
        places[self._found] = np.arange(len(self._found))
        return counts.indptr, counts.indices, counts.data, places, self._worth

    def _every_word(self, worth: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """What each word of the many is worth at most, when this is what each feature is worth."""
        turned, count = self.many.vocabulary.by_feature, len(self.many.vocabulary.tokens)
        words: npt.NDArray[np.float32] = word_loops.words_worth(
            self._found, (turned.indptr, turned.indices, turned.data), worth, count
        )
        return words

    def _words_of(self, rows: Ints) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """What each word of these rows adds at most to the product with each phrase of the one."""
        *made_of, worth = self._made_of
        found: tuple[npt.NDArray[Any], npt.NDArray[Any]] = word_loops.looked_up(
            rows, self._laid.plain, self.gist.worth, tuple(made_of), _small(worth * ROUNDED_UP)
        )
        return found

    @cached_property
    def _asked(self) -> tuple[Any, Any]:
        """Per question how strongly each phrase of the one, each kind of the many and their whole texts count.

        Then the same for those that ask which part of the vacancy is covered.
        """
        whole = int(CandidatePhrase.WHOLE if self.forward else VacancyPhrase.WHOLE)
        strength = self.one.reach if self.forward else self.one.worth
        ones, kinds = self._tables(self.questions, strength)
        wholes = kinds[:, whole].copy()
        kinds[:, whole] = 0
        covering = self._tables(self.covering, self.one.weight if self.forward else strength)
        return (ones, kinds, wholes, _fulls(self.questions)), (*covering, _fulls(self.covering))

    def _tables(self, questions: Sequence[Question], strength: Floats) -> tuple[Floats, Floats]:
        """Per question how much each phrase of the one counts, and how much each kind of the many."""
        ones, kinds = np.zeros((len(questions), self._width)), np.zeros((len(questions), KINDS))
        for number, question in enumerate(questions):
            sides = question.of_vacancy, question.of_candidate
            mine, theirs = sides if self.forward else sides[::-1]
            ones[number, : len(strength)], kinds[number] = mine[self.one.kinds] * strength, theirs
        return ones, kinds

    @cached_property
    def _asked_at_most(self) -> tuple[Any, Any]:
        """The same for bounds: without evidence, and without what would lower a value."""
        (ones, kinds, wholes, fulls), covering = self._asked
        rises = np.array([number < self._bounded and not each.lowers for number, each in enumerate(self.questions)])
        return (ones, kinds * rises.reshape(-1, 1), wholes * rises, fulls), covering


def _plain(bags: Bags) -> tuple[npt.NDArray[np.int32], Offsets, Floats]:
    return bags.tokens, bags.offsets, bags.norms


def _small(numbers: Floats) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(numbers, dtype=np.float32)


def _fulls(questions: Sequence[Question]) -> Floats:
    return np.array([each.full for each in questions], dtype=np.float64)


_links: "WeakKeyDictionary[Texts, dict[tuple[int, str], tuple[Occupations | None, Floats]]]" = WeakKeyDictionary()


def _similarities(uri: str, many: Texts, occupations: Occupations | None) -> Floats:
    """Similarity of one occupation to each of ``many.uris``, with a last zero for "not linked"; remembered."""
    known = _links.setdefault(many, {})
    key = (id(occupations), uri)
    if key not in known:
        if len(known) >= _MOST_LINKS:
            known.clear()
        found = np.zeros(len(many.uris) + 1)
        same = np.array([uri == other for other in many.uris], dtype=np.float64)
        found[:NOT_LINKED] = occupations.similarities(uri, many.uris) if occupations else same
        known[key] = (occupations, found)  # keeps the object alive, so that its id stays its own
    return known[key][1]
