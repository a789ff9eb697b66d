"""Reads of this room."""

from wsp.placements.queries.at_employer import AtEmployer, at_employer
from wsp.placements.queries.facts import birth_date, history, in_register, last_day, measurements, terms_versions
from wsp.placements.queries.funnel import STAGES, FunnelLine, funnel
from wsp.placements.queries.instruments import Attached, attached
from wsp.placements.queries.introductions import (
    IntroductionCard,
    IntroductionFilter,
    IntroductionRow,
    all_introductions,
    introduced_ids,
    introduction,
    introduction_card,
    list_introductions,
    placement_count,
)
from wsp.placements.queries.loonwaarde import Recorded, loonwaardes
from wsp.placements.queries.names import introduction_names, placement_names
from wsp.placements.queries.offers import offer, offer_counts, offers
from wsp.placements.queries.own import asks, employee, employees, own_file, own_letter
from wsp.placements.queries.placements import (
    PlacementCard,
    PlacementFilter,
    PlacementRow,
    all_placements,
    free_places,
    ids_of_candidate,
    list_placements,
    placement,
    placement_card,
    placement_row,
)
from wsp.placements.queries.steps import Lived, steps
from wsp.placements.queries.talks import Talk, own_talks

__all__ = [
    "STAGES",
    "AtEmployer",
    "Attached",
    "FunnelLine",
    "IntroductionCard",
    "IntroductionFilter",
    "IntroductionRow",
    "Lived",
    "PlacementCard",
    "PlacementFilter",
    "PlacementRow",
    "Recorded",
    "Talk",
    "all_introductions",
    "all_placements",
    "asks",
    "at_employer",
    "attached",
    "birth_date",
    "employee",
    "employees",
    "free_places",
    "funnel",
    "history",
    "ids_of_candidate",
    "in_register",
    "introduced_ids",
    "introduction",
    "introduction_card",
    "introduction_names",
    "last_day",
    "list_introductions",
    "list_placements",
    "loonwaardes",
    "measurements",
    "offer",
    "offer_counts",
    "offers",
    "own_file",
    "own_letter",
    "own_talks",
    "placement",
    "placement_card",
    "placement_count",
    "placement_names",
    "placement_row",
    "steps",
    "terms_versions",
]
