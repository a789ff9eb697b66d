"""Collects the pages of oversight: importing a module puts its pages on the blueprint."""

from wsp.web.oversight import exposure, replays, weights
from wsp.web.oversight.blueprint import blueprint

__all__ = ["blueprint", "exposure", "replays", "weights"]
