"""What a list shows of saved searches: the own ones, the one that is open, and which of its rows are new."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import request, url_for

from wsp.searches import lists, queries
from wsp.searches.enums import ListKind
from wsp.searches.models import SavedSearch
from wsp.searches.service import news
from wsp.web.access import current_actor, current_session

OPENED: Final = "zoekopdracht"
"""Name in the address of a list of the saved search that led there."""


@dataclass(frozen=True)
class SavedPanel:
    """The searches of one list."""

    own: Sequence[SavedSearch]
    opened: SavedSearch | None
    keep: str | None
    """Address where these filters are kept; None when no filter does anything, or they are kept already."""

    @property
    def new_ids(self) -> frozenset[uuid.UUID]:
        """The rows to mark."""
        return frozenset(self.opened.new_ids) if self.opened else frozenset()

    @property
    def news(self) -> str:
        """What is new in the search that is open: "3 nieuwe vacatures"; empty when nothing is."""
        if self.opened is None or not self.opened.new_ids:
            return ""
        return news(ListKind(self.opened.kind), len(self.opened.new_ids))


def panel(kind: ListKind) -> SavedPanel:
    """What the list `kind` shows, by the address of this request."""
    own = queries.mine(current_session(), current_actor(), kind)
    filters = lists.kept(kind, request.args)
    same = next((each for each in own if each.filters == filters), None)
    asked = request.args.get(OPENED)
    opened = next((each for each in own if str(each.id) == asked and each.filters == filters), None)
    keep = url_for("searches.keep", lijst=kind.value) + "&" + urlencode(filters) if filters and not same else None
    return SavedPanel(own, opened or same, keep)


def address(search: SavedSearch) -> str:
    """The list as this search asks for it."""
    return f"/{search.kind}?{urlencode({**search.filters, OPENED: str(search.id)})}"
