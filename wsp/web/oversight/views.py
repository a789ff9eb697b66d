"""Collects the pages of oversight: importing a module puts its pages on the blueprint."""

from wsp.web.oversight import describing, explaining, exposure, replays, weights
from wsp.web.oversight.blueprint import blueprint

__all__ = ["blueprint", "describing", "explaining", "exposure", "replays", "weights"]
