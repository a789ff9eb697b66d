"""What may be kept in reference data."""

import re
from typing import Final

LONGEST_TITLE: Final = 60
"""Characters; a longer title is an advertisement."""
_PLAIN: Final = re.compile(r"[^\W\d_]+(?:[ /'-]+[^\W\d_]+){0,5}")


def is_plain_title(title: str) -> bool:
    """Whether a title is nothing but a name of work: at most six words, no digits, no capital after the first word."""
    words = re.split(r"[ /-]+", title)
    named = any(word[:1].isupper() for word in words[1:])
    return len(title) <= LONGEST_TITLE and not named and _PLAIN.fullmatch(title) is not None
