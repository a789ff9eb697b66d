"""Short messages that the next page shows, such as "Opgeslagen."."""

from dataclasses import dataclass
from typing import Literal, cast

from flask import Flask, flash, g, get_flashed_messages

Kind = Literal["ok", "info", "warning", "error"]


@dataclass(frozen=True)
class Notice:
    """A message and how it looks; the text says everything, the kind only colours it."""

    kind: Kind
    text: str


def init_app(app: Flask) -> None:
    """Templates call `notices()` once, in the layout."""
    app.jinja_env.globals["notices"] = notices


def notify(text: str, kind: Kind = "ok") -> None:
    """Show `text` on the next page; only when this request's transaction is committed. No names or other data in it."""
    g.setdefault("notices", []).append(Notice(kind, text))


def release() -> None:
    """Hand the messages to the next page; the gate calls this after the commit."""
    for notice in g.pop("notices", []):
        flash(notice.text, notice.kind)


def drop() -> None:
    """Forget messages of a request that was rolled back: "Opgeslagen." would be a lie."""
    g.pop("notices", None)


def notices() -> list[Notice]:
    """The messages for this page, shown once."""
    found = cast("list[tuple[Kind, str]]", get_flashed_messages(with_categories=True))
    return [Notice(kind, text) for kind, text in found]
