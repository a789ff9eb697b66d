"""Reads of this room."""

from wsp.privacy.queries.requests import (
    Receiver,
    RequestFilter,
    RequestRow,
    attention,
    by_number,
    list_requests,
    numbers,
    obstacles,
    receivers,
    request,
    requests_about,
)

__all__ = [
    "Receiver",
    "RequestFilter",
    "RequestRow",
    "attention",
    "by_number",
    "list_requests",
    "numbers",
    "obstacles",
    "receivers",
    "request",
    "requests_about",
]
