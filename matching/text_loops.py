"""The loops over texts: how texts meet at most, and how exactly.

No rule is written here: which phrases are asked about, and how strongly each kind counts, is prepared by
`matching.comparison` from the questions of `matching.criteria`.
"""

from math import log, sqrt
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import NARROW, NUMBERS, PLACES, ROWS, SMALL, TABLE, WIDE, compiled, fetch, inlined, types
from matching.heads import WIDTH
from matching.laid_out import HEAD, KIND_BITS, PHRASE
from matching.lanes import LANES, add_lanes, clear_lanes, raise_lanes, squash_lanes

Array = npt.NDArray[Any]
Pair = tuple[Array, Array]
Bag = tuple[Array, Array, Array]
"""Tokens, where each text begins, and the length of its vector: `matching.vocabulary.Bags`."""

NOWHERE: Final = -1
"""No meeting worth to be named."""
OF_WHOLE: Final = -2
"""The best meeting is the one with a whole text."""
_NO_MEETING: Final = 0.05
_UP: Final = 1 + 1e-6
"""More than what is lost when a number is cut to 32 bits."""
_AHEAD: Final = 8
"""So many rows before it is looked at, a record is fetched."""
_LINE: Final = 16
"""Numbers that a processor fetches at once."""

_BAG: Final = types.Tuple((NUMBERS, ROWS, WIDE))
LAID: Final = types.Tuple((ROWS, NUMBERS, NARROW))
QUESTIONS: Final = types.Tuple((TABLE, TABLE, WIDE, WIDE))
COVERING: Final = types.Tuple((TABLE, TABLE, WIDE))


@inlined
def _add_words(first: int, end: int, laid: Array, numbers: Array, worth: Array, times: float, alike: Array) -> None:
    """Never less than the product of a text with each phrase of the one side, times a factor."""
    for block in range(0, len(alike), LANES):
        clear_lanes(alike, block)
    for at in range(first, end):
        for block in range(0, len(alike), LANES):
            add_lanes(alike, block, worth, numbers[laid[at]] * len(alike) + block, times)


@inlined
def _add_features(
    text: int, bag: Array, begins: Array, parts: Array, made_of: Array, often: Array, places: Array, worth: Array,
    times: Array, alike: Array,
) -> None:  # fmt: skip
    """The product of a text with each phrase of the one side, added up in the order of the features."""
    for block in range(0, len(alike), LANES):
        clear_lanes(alike, block)
    for at in range(begins[text], begins[text + 1]):
        for part in range(parts[bag[at]], parts[bag[at] + 1]):
            place = places[made_of[part]]
            if place >= 0:
                times[place] += often[part]
    for place in range(len(times)):
        if times[place] > 0:
            factor = 1 + log(times[place])
            for block in range(0, len(alike), LANES):
                add_lanes(alike, block, worth, place * len(alike) + block, factor)
            times[place] = 0


@inlined
def _highest(alike: Array, ones: Array, question: int) -> float:
    """The best of these, each times its strength."""
    highest = 0.0
    for block in range(0, len(alike), 4):
        one = alike[block] * ones[question, block]
        two = alike[block + 1] * ones[question, block + 1]
        three = alike[block + 2] * ones[question, block + 2]
        four = alike[block + 3] * ones[question, block + 3]
        one = max(two, one)
        three = max(four, three)
        one = max(three, one)
        highest = max(highest, one)
    return highest


@inlined
def _first_of_highest(alike: Array, ones: Array, question: int) -> int:
    """Which that is."""
    most, which = 0.0, 0
    for phrase in range(len(alike)):
        if alike[phrase] * ones[question, phrase] > most:
            most, which = alike[phrase] * ones[question, phrase], phrase
    return which


@inlined
def squashed(cosine: float, full: float) -> float:
    """Spread a cosine over 0..1; the square root keeps the order and makes the middle visible."""
    return sqrt(min(max(cosine / full, 0.0), 1.0))


@inlined
def _asked(of_kinds: Array, cover_kinds: Array) -> Array:
    """Of which kinds phrases are asked about at all."""
    asked = np.zeros(of_kinds.shape[1], dtype=np.bool_)
    for kind in range(len(asked)):
        asked[kind] = of_kinds[:, kind].any() or cover_kinds[:, kind].any()
    return asked


@inlined
def _cover(
    n: int, kind: int, strength: float, norm: float, part: float, forward: bool, alike: Array, ones: Array,  # noqa: FBT001 (a loop takes arguments by position)
    kinds: Array, fulls: Array, found: Array, covered: Array,
) -> None:  # fmt: skip
    """Take one phrase of a row into account: each phrase of the vacancy counts by its best counterpart."""
    for question in range(len(ones)):
        counts = kinds[question, kind]
        if counts > 0 and forward:
            for block in range(0, len(alike), LANES):
                raise_lanes(found, question * len(alike) + block, alike, block, counts * strength)
        elif counts > 0:
            value = squashed(_highest(alike, ones, question) / norm, fulls[question])
            covered[n, question] += value * (counts * part)


@inlined
def _finish(
    n: int, forward: bool, ones: Array, fulls: Array, found: Array, total: Array, covered: Array,  # noqa: FBT001 (idem)
) -> None:  # fmt: skip
    """What of the vacancy a row covers, as a mean; and begin anew."""
    for question in range(len(ones)):
        for phrase in range(found.shape[1] if forward else 0):
            if ones[question, phrase] > 0:
                covered[n, question] += ones[question, phrase] * squashed(found[question, phrase], fulls[question])
                total[question] += ones[question, phrase]
                found[question, phrase] = 0
        if total[question] > 0:
            covered[n, question] /= total[question]
        total[question] = 0


@inlined
def fetch_ahead(n: int, rows: Array, starts: Array, words: Array) -> None:
    """Fetch the record of a row that comes soon, and of one that comes later where its record begins."""
    if n + 2 * _AHEAD < len(rows):
        fetch(starts, rows[n + 2 * _AHEAD])
    if n + _AHEAD < len(rows):
        first, end = starts[rows[n + _AHEAD]], starts[rows[n + _AHEAD] + 1]
        for at in range(first, end, _LINE):
            fetch(words, at)


@inlined
def _covered_at_most(
    question: int, tops: Array, kinds: Array, ones: Array, of_kinds: Array, fulls: Array, most: Array, alike: Array
) -> float:  # fmt: skip
    """Weight of what a row covers of the vacancy at most; ``tops`` has its best meetings per kind of its phrases."""
    width, weight = len(most), 0.0
    for block in range(0, width, LANES):
        clear_lanes(most, block)
        for number in range(len(kinds)):
            raise_lanes(most, block, tops, kinds[number] * width + block, of_kinds[question, kinds[number]])
        squash_lanes(alike, block, most, block, 1 / fulls[question])
    for phrase in range(width):
        weight += ones[question, phrase] * alike[phrase]
    return weight


@compiled(
    ROWS, types.bool_, LAID, types.UniTuple(WIDE, 2),
    types.Tuple((TABLE, ROWS, ROWS, NUMBERS)), types.Tuple((NUMBERS, PLACES)), QUESTIONS, COVERING,
)  # fmt: skip
def bounded(  # noqa: C901, PLR0912, PLR0915 (one loop over rows, phrases and questions)
    rows: Array, forward: bool, laid: Bag, terms: Pair, links: tuple[Array, ...], of_words: Pair,  # noqa: FBT001 (a loop takes arguments by position)
    questions: tuple[Array, ...], covering: Bag,
) -> Pair:  # fmt: skip
    """How well rows meet the phrases of the one side at most; as `met` says where nothing is said here.

    Args:
        rows: which.
        forward: as in `met`.
        laid: where each record begins, and all records as `matching.laid_out`, in whole numbers and as floats.
        terms: as in `met`.
        links: as in `met`, then where the phrases of each row begin and the distinct text of each.
        of_words: `matching.word_loops.looked_up`.
        questions: as in `met`.
        covering: as in `met`.

    Returns:
        Per row and question the best meeting at most; per row and covering question the part that is covered at most.
    """
    starts, words, lengths = laid
    strengths, parts_of_kind = terms
    similar, uris, offsets, texts = links
    ones, of_kinds, of_whole, fulls = questions
    cover_ones, cover_kinds, cover_fulls = covering
    known, worth = of_words
    width = worth.shape[1]
    best, covered = np.zeros((len(rows), len(ones))), np.zeros((len(rows), len(cover_ones)))
    alike, asked = np.zeros(width, dtype=np.float32), _asked(of_kinds, cover_kinds)
    kinds, pairs = np.flatnonzero(asked), np.argwhere(of_kinds > 0)
    tops, most = np.zeros((len(asked), width), dtype=np.float32), np.zeros(width, dtype=np.float32)
    total, of_vacancy = np.zeros(len(cover_ones)), cover_ones.sum(axis=1)
    for n in range(len(rows)):
        fetch_ahead(n, rows, starts, words)
        first = starts[rows[n]] + WIDTH
        end = first + HEAD + words[first]
        if lengths[first + 1] > 0:
            _add_words(first + HEAD, end, words, known, worth, lengths[first + 1], alike)
            for question in range(len(ones)):
                if of_whole[question] > 0:
                    best[n, question] = _highest(alike, ones, question) * of_whole[question]
        for number in range(len(kinds)):
            kind = kinds[number]
            for block in range(0, width, LANES):
                clear_lanes(tops, kind * width + block)
        about = end + words[first + 3]
        for number in range(words[first + 2]):
            at = about + PHRASE * number
            kind, term, shorter = words[at] & ((1 << KIND_BITS) - 1), words[at + 1], lengths[at + 2]
            begin, end = end, end + (words[at] >> KIND_BITS)
            if not asked[kind]:
                continue
            _add_words(begin, end, words, known, worth, shorter, alike)
            if len(similar) > 0:
                uri = uris[texts[offsets[rows[n]] + number]]
                for phrase in range(similar.shape[1]):
                    alike[phrase] = max(alike[phrase], np.float32(similar[uri, phrase] * _UP))
            strength = np.float32(strengths[term])
            for block in range(0, width, LANES):
                raise_lanes(tops, kind * width + block, alike, block, strength)
            if not forward:
                for question in range(len(cover_ones)):
                    part = cover_kinds[question, kind] * parts_of_kind[term]
                    if part > 0:
                        value = _highest(alike, cover_ones, question)
                        covered[n, question] += squashed(value, cover_fulls[question]) * part
                        total[question] += part
        for number in range(len(pairs)):
            question, kind = pairs[number, 0], pairs[number, 1]
            for block in range(0, width, LANES):
                clear_lanes(most, block)
                raise_lanes(most, block, tops, kind * width + block, of_kinds[question, kind])
            best[n, question] = max(best[n, question], _highest(most, ones, question))
        for question in range(len(ones)):
            best[n, question] = squashed(best[n, question], fulls[question])
        for question in range(len(cover_ones)):
            if forward:
                total[question] = of_vacancy[question]
                covered[n, question] = _covered_at_most(
                    question, tops, kinds, cover_ones, cover_kinds, cover_fulls, most, alike
                )  # fmt: skip
            if total[question] > 0:
                covered[n, question] /= total[question]
            total[question] = 0
    return best, covered


@compiled(
    ROWS, types.bool_, types.Tuple((ROWS, NUMBERS, SMALL, NUMBERS)), _BAG, _BAG, types.UniTuple(WIDE, 2),
    types.Tuple((TABLE, ROWS)), types.Tuple((NUMBERS, NUMBERS, WIDE, NUMBERS, TABLE)), QUESTIONS, COVERING,
)  # fmt: skip
def met(  # noqa: C901, PLR0912 (idem)
    rows: Array, forward: bool, said: tuple[Array, ...], phrases: Bag, wholes: Bag, terms: Pair, links: Pair,  # noqa: FBT001 (a loop takes arguments by position)
    words: tuple[Array, ...], questions: tuple[Array, ...], covering: Bag,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """How rows meet the phrases of the one side, for some questions.

    Args:
        rows: which.
        forward: the one side is a vacancy.
        said: where the phrases of each row begin, and per phrase its distinct text, its kind and its term.
        phrases: the words of each distinct text.
        wholes: the words of everything that each row says.
        terms: per term how strongly a phrase counts, and its part of its kind.
        links: how each occupation resembles those of the phrases of the one side (columns; empty when none is linked),
            and the occupation of each distinct text.
        words: what each word is made of (begins, features, times), which of that the one side has (-1: not), and what
            that is worth to each of its phrases.
        questions: per question how strongly each phrase of the one side counts, each kind of the rows, and their whole
            text; and the cosine that is full.
        covering: the same for questions of which part of the vacancy is covered: how strongly each phrase of the one
            side counts, or weighs when it is the vacancy; each kind of the rows; and the cosine that is full.

    Returns:
        Per row and question the best meeting, 0..1; per row and covering question the part that is covered; per row
        and question the phrase of the row and that of the one side which meet best.
    """
    offsets, texts, kinds, term = said
    strengths, parts_of_kind = terms
    similar, uris = links
    parts, made_of, often, places, worth = words
    ones, of_kinds, of_whole, fulls = questions
    cover_ones, cover_kinds, cover_fulls = covering
    phrase_bag, phrase_begins, phrase_norms = phrases
    whole_bag, whole_begins, whole_norms = wholes
    width = worth.shape[1]
    best, covered = np.zeros((len(rows), len(ones))), np.zeros((len(rows), len(cover_ones)))
    where, partner = np.full(best.shape, NOWHERE), np.zeros(best.shape, dtype=np.int64)
    alike, times, asked = np.zeros(width), np.zeros(len(worth)), _asked(of_kinds, cover_kinds)
    found, total = np.zeros((len(cover_ones), width)), np.zeros(len(cover_ones))
    for n in range(len(rows)):
        row = rows[n]
        for at in range(offsets[row], offsets[row + 1]):
            kind = kinds[at]
            if not asked[kind]:
                continue
            text = texts[at]
            norm = phrase_norms[text] if phrase_norms[text] > 0 else 1.0
            strength, part = strengths[term[at]], parts_of_kind[term[at]]
            if not forward:
                for question in range(len(cover_ones)):
                    total[question] += cover_kinds[question, kind] * part
            _add_features(text, phrase_bag, phrase_begins, parts, made_of, often, places, worth, times, alike)
            for phrase in range(similar.shape[1] if len(similar) > 0 else 0):
                alike[phrase] = max(alike[phrase], similar[uris[text], phrase] * norm)
            strength /= norm
            for question in range(len(ones)):
                if of_kinds[question, kind] > 0:
                    value = _highest(alike, ones, question) * (of_kinds[question, kind] * strength)
                    if value >= best[n, question] and value > 0:
                        phrase = _first_of_highest(alike, ones, question)
                        if value > best[n, question] or phrase < partner[n, question]:
                            where[n, question], partner[n, question] = at, phrase
                    best[n, question] = max(best[n, question], value)
            _cover(
                n, kind, strength, norm, part, forward, alike, cover_ones, cover_kinds, cover_fulls, found, covered
            )  # fmt: skip
        _add_features(row, whole_bag, whole_begins, parts, made_of, often, places, worth, times, alike)
        norm = whole_norms[row] if whole_norms[row] > 0 else 1.0
        for question in range(len(ones)):
            if of_whole[question] > 0:
                value = _highest(alike, ones, question) / norm * of_whole[question]
                if value > best[n, question]:
                    where[n, question], partner[n, question] = OF_WHOLE, _first_of_highest(alike, ones, question)
                best[n, question] = max(best[n, question], value)
            if best[n, question] <= _NO_MEETING:
                where[n, question] = NOWHERE
            best[n, question] = squashed(best[n, question], fulls[question])
        _finish(n, forward, cover_ones, cover_fulls, found, total, covered)
    return best, covered, where, partner
