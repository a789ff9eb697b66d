"""The two smallest building blocks, made in Python: a match list asks them for some five hundred icons and chips.

As macros they were a fifth of its time. `templates/macros/base.html` hands them on, with the others.
"""

from functools import cache
from typing import Final

from flask import Flask
from markupsafe import Markup, escape

from wsp.web.statics import asset

KINDS: Final = {
    "ok": ("success", "check"),
    "no": ("danger", "cross"),
    "unknown": ("inactive", "question"),
    "warn": ("warning", "clock"),
    "info": ("neutral", "info"),
    "plain": ("inactive", None),
    "late": ("danger", "warning"),
}
"""Kind of a chip -> its look and its own symbol."""
_WITH_A_LOOK_OF_ITS_OWN: Final = frozenset({"unknown", "plain"})

_ICON: Final = Markup('<svg class="wsp-icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>')


def icon(name: str) -> Markup:
    """A symbol of the sprite; it says nothing that the text beside it does not say."""
    return _icon(name, asset("wsp/icons.svg"))


def chip(kind: str, text: object, symbol: str | None = None) -> Markup:
    """A status: icon, text and colour; unknown also has a dashed edge."""
    return _chip(kind, escape(text), symbol, asset("wsp/icons.svg"))


@cache
def _icon(name: str, sprite: str) -> Markup:
    return _ICON.format(sprite, name)


def _chip(kind: str, text: Markup, symbol: str | None, sprite: str) -> Markup:
    look, own = KINDS[kind]
    extra = f" wsp-chip--{kind}" if kind in _WITH_A_LOOK_OF_ITS_OWN else ""
    name = symbol or own
    mark = _icon(name, sprite) if name else ""
    classes = f"utrecht-status-badge utrecht-status-badge--{look} wsp-chip{extra}"
    return Markup(f'<span class="{classes}">{mark}{text}</span>')  # noqa: S704 (each piece is escaped, or one of the words above)


def init_app(app: Flask) -> None:
    """For `macros/base.html`."""
    app.jinja_env.globals.update(made_icon=icon, made_chip=chip)
