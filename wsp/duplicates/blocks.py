"""Finding pairs without comparing everybody with everybody: only within small blocks that share a key."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, TypeVar

T = TypeVar("T")

LARGEST: Final = 60
"""A block of more rows says nothing about anybody: a shared telephone number of a shelter, a test address."""


def candidate_pairs(
    rows: Sequence[T], keys: Callable[[T], Iterable[Hashable]], *, largest: int = LARGEST
) -> Iterator[tuple[T, T]]:
    """Give every two rows that share a key, once, in the order of `rows`; blocks above `largest` are passed over."""
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for key in dict.fromkeys(keys(row)):
            blocks[key].append(place)
    given: set[tuple[int, int]] = set()
    for block in blocks.values():
        if len(block) > largest:
            continue
        for pair in combinations(block, 2):
            if pair not in given:
                given.add(pair)
                yield rows[pair[0]], rows[pair[1]]
