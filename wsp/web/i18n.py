"""How dates, numbers and money read in Dutch: one formatter for every screen and letter (B5)."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from flask import Flask
from markupsafe import Markup, escape

from wsp.foundation import clock, numbers
from wsp.foundation.money import cents, euro

_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_SHORT: Final = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MINUS: Final = "\u2212"
_NBSP: Final = "\u00a0"


def day(value: date | datetime | None, *, short: bool = False, weekday: bool = False) -> str:
    """24 november 2026; short: 24 nov 2026; a moment is read on the Dutch clock. None reads as a dash."""
    if value is None:
        return "–"
    on = clock.local(value).date() if isinstance(value, datetime) else value
    month = (_SHORT if short else _MONTHS)[on.month - 1]
    # The short form stands in tables and chips, where a date on two lines is hard to read.
    gap = _NBSP if short else " "
    text = f"{on.day}{gap}{month}{gap}{on.year}"
    return f"{_DAYS[on.weekday()]} {text}" if weekday else text


def moment(value: datetime | None) -> str:
    """24 november 2026 om 9.05 uur."""
    if value is None:
        return "–"
    local = clock.local(value)
    # Room to break before the hour, never within it.
    return f"{day(local.date())} om{_NBSP}{local.hour}.{local.minute:02d}{_NBSP}uur"


def number(value: Decimal | float | None, decimals: int | None = None) -> str:
    """1.250 or 1.250,5: points per thousand, comma, a real minus. Without `decimals` no trailing zeros."""
    if value is None:
        return "–"
    exact = Decimal(str(value))
    if decimals is None:
        text = f"{exact.normalize():,f}"
    else:
        text = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) + 0:,f}"
    return text.translate(str.maketrans(",.-", f".,{_MINUS}"))


def money(value: Decimal | int | None, *, whole: bool = False) -> str:
    """€ 1.212,20, − € 12,00; whole: € 1.212. Never breaks over two lines."""
    if value is None:
        return "–"
    amount = cents(value)
    # The sign stands before the euro sign: "− € 12,00" (mock-ups), not "€ -12,00".
    return f"{_MINUS + _NBSP if amount < 0 else ''}{euro(abs(amount), whole=whole).replace(' ', _NBSP)}"


def percent(value: Decimal | float | None, decimals: int = 0) -> str:
    """52 % (of a number on the scale of 100)."""
    return "–" if value is None else f"{number(value, decimals)}{_NBSP}%"


def ago(value: date | datetime | None) -> str:
    """How long ago, in words: vandaag, gisteren, 6 dagen geleden, 4 maanden geleden."""
    if value is None:
        return "onbekend"
    on = clock.local(value).date() if isinstance(value, datetime) else value
    days = (clock.today() - on).days
    if days < 0:
        return f"over {plural(-days, 'dag', 'dagen')}"
    if days < 2:  # noqa: PLR2004 (said by the line itself)
        return ("vandaag", "gisteren")[days]
    if days < 60:  # noqa: PLR2004 (two months)
        return f"{days} dagen geleden"
    months = days // 30
    return f"{months} maanden geleden" if months < 24 else f"{days // 365} jaar geleden"  # noqa: PLR2004 (said by the line itself)


def plural(count: int, one: str, many: str) -> str:
    """1 dag, 2 dagen."""
    return f"{number(count)} {one if count == 1 else many}"


_RECORD_NUMBER: Final = re.compile(r"\(?\b[A-Z]{1,2}-\d+\b\)?")


def unbroken(title: str) -> Markup:
    """A title in which the number of a record, such as K-60, is never cut at its hyphen."""
    return Markup(_RECORD_NUMBER.sub(r'<span class="wsp-nowrap">\g<0></span>', str(escape(title))))  # noqa: S704 (escaped)


def initials(name: str) -> str:
    """Two letters for a round mark: "Bert van den Jonker" is BJ."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def init_app(app: Flask) -> None:
    """Filters for templates, under their own names."""
    for function in (day, moment, number, money, percent, ago, plural, initials, unbroken):
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.filters["telephone"] = numbers.format_telephone
    app.jinja_env.globals["today"] = clock.today
