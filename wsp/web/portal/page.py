"""The only way a page of the portal is made: what an employer sees was masked, or it is plain.

A template here never holds a row of the database. That is not a habit but a check: `page` refuses it, so a forgotten
mask is an error in every test and on every visit, and never a name on a screen.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final
from uuid import UUID

from flask import Response, make_response, render_template

from wsp.placements.shown import Shown
from wsp.web.forms import Form

_PLAIN: Final = (str, int, float, bool, Decimal, date, datetime, UUID, Enum, Shown, Form)


class NotMasked(TypeError):
    """A value for a page of the portal did not pass `placements.masking.for_employer`."""


def page(template: str, /, status: int = 200, **values: Any) -> Response:
    """A page of the portal from `templates/portal/`.

    Raises:
        NotMasked: one of the values may hold what an employer must not see.

    """
    for name, value in values.items():
        _check(name, value)
    return make_response(render_template(f"portal/{template}.html", **values), status)


def _check(name: str, value: Any) -> None:
    if value is None or isinstance(value, _PLAIN):
        return
    if isinstance(value, Mapping):
        for key, each in value.items():
            _check(f"{name}[{key}]", each)
        return
    if isinstance(value, Sequence | frozenset | set):
        for each in value:
            _check(name, each)
        return
    message = f"{name}: {type(value).__name__} was not masked"
    raise NotMasked(message)
