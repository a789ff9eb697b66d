"""Collects the pages of this folder: importing a module puts its pages on the blueprint."""

from wsp.web.privacy import answers, emergency, handover, log, mentions, overview, requests, retention
from wsp.web.privacy.blueprint import blueprint

__all__ = ["answers", "blueprint", "emergency", "handover", "log", "mentions", "overview", "requests", "retention"]
