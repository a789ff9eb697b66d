"""The verbs of duplicates."""

from wsp.duplicates.service.deciding import keep_apart, look_again, point_out
from wsp.duplicates.service.finding import Found, find_pairs
from wsp.duplicates.service.merging import Preview, merge_pair, preview
from wsp.duplicates.service.undoing import undo_merge

__all__ = [
    "Found",
    "Preview",
    "find_pairs",
    "keep_apart",
    "look_again",
    "merge_pair",
    "point_out",
    "preview",
    "undo_merge",
]
