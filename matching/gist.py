"""The first bound of a crowd: how high each may come by what was written, with all numbers as good as they can be.

Of each question only the gist is asked: what a word is worth to whichever phrase of the one side it suits best, and not
to each of them. So a question takes one number per word however many phrases there are, and all questions together
mostly four. Texts weigh most, and hardly anybody's are about the work that is asked: this leaves some per cent of a
crowd, about whom `matching.text_loops.bounded` and `matching.ceilings` are asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching import heads
from matching.compiled import NUMBERS, PLACES, ROWS, TABLE, WIDE, compiled, inlined, types
from matching.deciding import Shares
from matching.laid_out import HEAD, KIND_BITS, PHRASE, LaidOut
from matching.lane_loops import met_lanes, running_lanes
from matching.lanes import LANES, squash_lanes
from matching.tables import Ints
from matching.text_loops import COVERING, LAID, QUESTIONS, fetch_ahead
from matching.text_values import CRITERIA, text_value, text_weights
from matching.texts import NOT_LINKED, Floats

Array = npt.NDArray[Any]
Small = npt.NDArray[np.float32]

_FULL: Final = np.float32(1)
_LONG: Final = 1_000
"""Who says more words than this is as good as can be: not worth room for the longest text there may be."""
ROUNDED_UP: Final = 1 + 1e-4
"""Far more than what adding up words in 32 bits can lose."""
_ROUNDING: Final = np.float32(_LONG * 1.2e-7)
"""Part that a sum in 32 bits may lose."""
_SAYING: Final = types.UniTuple(PLACES, 4)
_LINKS: Final = types.Tuple((ROWS, ROWS, NUMBERS))
_READING: Final = types.Tuple((ROWS, TABLE, types.int64))


@dataclass(frozen=True, eq=False)
class Gist:
    """What the questions of a ranking come down to, a question a column; filled up with nothing to whole lanes.

    Attributes:
        worth: per word of the many what it is worth at most.
        of_kind: per kind of phrase of the many how strongly it counts.
        of_term: per term of such a phrase how strongly it counts.
        of_whole: how strongly the whole text of the many counts, and below it ones.
        similar: per occupation of the many how it resembles the best of the one; last of what is not linked: nothing.
        answers: the column in which each text criterion finds what it asks (`matching.text_values.columns_of`).
    """

    worth: Small
    of_kind: Small
    of_term: Small
    of_whole: Small
    similar: Small
    answers: Ints

    def heights(
        self, rows: Ints, laid: LaidOut, links: tuple[Array, ...], said: int, sides: Sequence[Shares]
    ) -> Floats:  # fmt: skip
        """What the text criteria add to each side's score (rows) at most, per row (columns).

        Args:
            rows: which, ascending.
            laid: what is read of them.
            links: the occupation of each distinct phrase, where the phrases of each row begin, and which these are.
            said: bits of the kinds of phrases of a single candidate, or -1 when candidates are the many.
            sides: weights of each side.
        """
        found: Floats = _heights(
            rows, laid.plain, self.worth, (self.of_kind, self.of_term, self.similar, self.of_whole), links,
            (self.answers, text_weights(sides), said),
        )  # fmt: skip
        return found


@compiled(ROWS, LAID, PLACES, _SAYING, _LINKS, _READING)
def _heights(
    rows: Array, laid: tuple[Array, ...], worth: Array, saying: tuple[Array, ...], links: tuple[Array, ...],
    reading: tuple[Any, ...],
) -> Array:  # fmt: skip
    """What texts add at most, per side and row."""
    starts, words, lengths = laid
    of_kind, of_term, similar, of_whole = saying
    uris, offsets, texts = links
    answers, weights, said = reading
    nothing = len(similar) - 1
    value, told = np.zeros((1, worth.shape[1]), dtype=np.float32), np.empty((CRITERIA, 1))
    sums, found = np.zeros((_LONG + 1, LANES), dtype=np.float32), np.zeros((len(weights), len(rows)))
    for n in range(len(rows)):
        fetch_ahead(n, rows, starts, words)
        begin = starts[rows[n]]
        first = begin + heads.WIDTH
        together = words[first] + words[first + 3]
        value[:] = 1
        for block in range(0, worth.shape[1] if together <= _LONG else 0, LANES):
            running_lanes(sums, words, first + HEAD, together, worth, block)
            lost = (sums[together, 0] + sums[together, 1] + sums[together, 2] + sums[together, 3]) * _ROUNDING
            value[0, block : block + LANES] = 0
            at = np.int64(words[first])
            met_lanes(
                value, sums, (np.int64(0), at), (lost, lengths[first + 1]), similar, nothing, (of_whole, of_whole),
                (np.int64(0), np.int64(1)), block,
            )  # fmt: skip
            for number in range(words[first + 2]):
                place = first + HEAD + together + PHRASE * number
                end, uri = at + (words[place] >> KIND_BITS), nothing
                if nothing > 0 and uris[texts[offsets[rows[n]] + number]] != NOT_LINKED:
                    uri = uris[texts[offsets[rows[n]] + number]]
                met_lanes(
                    value, sums, (at, end), (lost, lengths[place + 2]), similar, uri, (of_kind, of_term),
                    (np.int64(words[place] & ((1 << KIND_BITS) - 1)), np.int64(words[place + 1])), block,
                )  # fmt: skip
                at = end
            squash_lanes(value, block, value, block, _FULL)
        held = words[begin + heads.CONDITIONS] >> heads.SAID if said < 0 else said
        text_value(0, 0, held, value, value, answers, told)
        for side in range(len(weights)):
            for criterion in range(CRITERIA):
                found[side, n] += weights[side, criterion] * told[criterion, 0]
    return found


@inlined
def _at_most(worth: Array, of_one: Array) -> Array:
    """The highest number of each row, times how strongly each phrase (columns) counts: a lane per set of strengths."""
    found = np.zeros((len(worth), len(of_one)), dtype=np.float32)
    for lane in range(len(of_one)):
        for phrase in range(worth.shape[1]):
            strength = of_one[lane, phrase] * ROUNDED_UP
            for row in range(len(worth) if strength > 0 else 0):
                found[row, lane] = max(found[row, lane], np.float32(worth[row, phrase] * strength))
    return found


@compiled(types.bool_, QUESTIONS, COVERING, WIDE, TABLE, TABLE)
def strongest(
    forward: bool, questions: tuple[Array, ...], covering: tuple[Array, ...], strengths: Array, links: Array,  # noqa: FBT001 (a loop takes arguments by position)
    worth: Array,
) -> tuple[Array, Array, Array, Array, Array, Array]:  # fmt: skip
    """What each question asks of the phrase of the one side that suits best.

    Args:
        forward: the one side is a vacancy.
        questions: as in `matching.text_loops.bounded`.
        covering: idem.
        strengths: per term how strongly a phrase of the many counts.
        links: how each occupation of the many resembles those of the phrases of the one side.
        worth: what each feature that both sides have is worth to each of those phrases.

    Returns:
        Which questions have an answer at all; per feature what it is worth at most; and the tables of `Gist`.
    """
    (ones, kinds, wholes, fulls), (cover_ones, cover_kinds, cover_fulls) = questions, covering
    met, count = np.empty(len(ones), dtype=np.int64), 0
    for question in range(len(ones)):
        met[count] = question
        count += int((ones[question] > 0).any() and (wholes[question] > 0 or (kinds[question] > 0).any()))
    lanes = (count + len(cover_ones) + LANES - 1) // LANES * LANES
    of_one, of_kind = np.zeros((lanes, ones.shape[1])), np.zeros((kinds.shape[1], lanes), dtype=np.float32)
    of_whole, of_term = np.ones((2, lanes), dtype=np.float32), np.empty((len(strengths), lanes), dtype=np.float32)
    of_whole[0] = 0
    for term in range(len(strengths)):
        of_term[term] = strengths[term]
    for lane in range(count):
        of_one[lane], of_whole[0, lane] = ones[met[lane]], wholes[met[lane]] / fulls[met[lane]]
        for kind in range(len(of_kind)):
            of_kind[kind, lane] = kinds[met[lane], kind] / fulls[met[lane]]
    for number in range(len(cover_ones)):  # of the vacancy's side only matters whether it is asked about
        lane = count + number
        for phrase in range(ones.shape[1]):
            one = cover_ones[number, phrase]
            of_one[lane, phrase] = 1.0 if forward and one > 0 else one
        for kind in range(len(of_kind)):
            asked = cover_kinds[number, kind]
            of_kind[kind, lane] = (asked if forward or not asked > 0 else 1.0) / cover_fulls[number]
    if not forward:
        of_term[:, count:] = 1
    similar = _at_most(links, of_one) if len(links) > 0 else np.zeros((1, lanes), dtype=np.float32)
    return met[:count], _at_most(worth, of_one), of_kind, of_term, of_whole, similar
