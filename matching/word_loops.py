"""The loops over words: what each word of the many is worth at most to what the one side says.

For counts from 1, 1 + log(a + b) <= (1 + log a) + (1 + log b): words of a text that share a feature add too much and
never too little.
"""

from math import log
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.compiled import NUMBERS, PLACES, ROWS, WIDE, compiled, fetch, types
from matching.heads import WIDTH
from matching.laid_out import HEAD
from matching.lanes import LANES, add_lanes
from matching.text_loops import LAID

Array = npt.NDArray[Any]
Bag = tuple[Array, Array, Array]

_AHEAD: Final = 8
"""So many words before it is looked up, what a word is made of is fetched."""
_MADE_OF: Final = types.Tuple((NUMBERS, NUMBERS, WIDE, NUMBERS))


@compiled(ROWS, types.Tuple((NUMBERS, NUMBERS, WIDE)), PLACES, types.int64)
def words_worth(features: Array, words_of: Bag, worth: Array, words: int) -> Array:
    """What every word is worth at most.

    Args:
        features: those that the one side has too.
        words_of: begins, words, times: which words have each feature, and by how much.
        worth: what each of those features is worth, to each phrase or question of the one side.
        words: how many there are.
    """
    begins, tokens, times = words_of
    width = worth.shape[1]
    table = np.zeros((words, width), dtype=np.float32)
    for number in range(len(features)):
        for at in range(begins[features[number]], begins[features[number] + 1]):
            token, often = tokens[at], np.float32(times[at])
            for block in range(0, width, LANES):
                add_lanes(table, token * width + block, worth, number * width + block, often)
    return table


@compiled(ROWS, LAID, PLACES, _MADE_OF, PLACES)
def looked_up(  # noqa: C901 (one loop over words that are new, one over what they are made of)
    rows: Array, laid: Bag, gist: Array, made_of: tuple[Array, ...], worth: Array
) -> tuple[Array, Array]:  # fmt: skip
    """The same for the words of some rows: the number of each of their words, and a row per number.

    Args:
        rows: which.
        laid: all records as `matching.laid_out`.
        gist: what each word is worth at all (`matching.gist`): one that is worth nothing has number 0.
        made_of: what each word is made of (begins, features, times), and which of that the one side has (-1: not).
        worth: as in `words_worth`.
    """
    starts, words, _ = laid
    parts, features, often, places = made_of
    width, most, known = worth.shape[1], 0, 0
    for n in range(len(rows)):
        most += starts[rows[n] + 1] - starts[rows[n]]
    numbers, new = np.zeros(len(gist), dtype=np.int32), np.empty(min(most, len(gist)), dtype=np.int32)
    for n in range(len(rows)):
        first = starts[rows[n]] + WIDTH
        for at in range(first + HEAD, first + HEAD + words[first] + words[first + 3]):
            word = words[at]
            if numbers[word] == 0 and gist[word].any():
                new[known] = word
                known += 1
                numbers[word] = known
    table = np.zeros((known + 1, width), dtype=np.float32)
    for number in range(known):
        if number + 2 * _AHEAD < known:
            fetch(parts, new[number + 2 * _AHEAD])
        if number + _AHEAD < known:
            fetch(features, parts[new[number + _AHEAD]])
            fetch(often, parts[new[number + _AHEAD]])
        for part in range(parts[new[number]], parts[new[number] + 1]):
            place = places[features[part]]
            if place >= 0:
                factor = np.float32(1 + log(often[part])) if often[part] > 1 else np.float32(1)
                for block in range(0, width, LANES):
                    add_lanes(table, (number + 1) * width + block, worth, place * width + block, factor)
    return numbers, table
