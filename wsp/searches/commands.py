"""What can be asked of this room."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NameSearch:
    """How a search is called and whether its owner wants word of what is new."""

    name: str
    tells: bool
