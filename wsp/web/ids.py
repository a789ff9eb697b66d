"""Ids of records in addresses and forms: what a visitor sends may be anything."""

import uuid
from collections.abc import Iterable


def id_of(text: str) -> uuid.UUID | None:
    """The id that a text is, or nothing."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def ids_of(texts: Iterable[str]) -> list[uuid.UUID]:
    """The ids among these texts, each once and in their order; anything else is passed over."""
    return [found for text in dict.fromkeys(texts) if (found := id_of(text)) is not None]
