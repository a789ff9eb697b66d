"""From a template and values to subject, text and HTML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, select_autoescape
from markupsafe import Markup

from wsp.foundation import clock, money, numbers
from wsp.foundation.mailer import settings

_STYLE: Final = "layout/mail.css"
_PLAIN: Final = "layout/mail_plain.html"
_NAME: Final = re.compile(r"[a-z][a-z_]*/[a-z][a-z0-9_]*")
_NINE: Final = re.compile(r"(?<![\w/-])\d{9}(?![\w-])")
_ADDRESS: Final = re.compile(r"https?://\S+")
_SUBJECT_LENGTH: Final = 120
_GREETING: Final = "Goedendag,"
_LEFT_OUT: Final = "[nummer weggelaten]"


@dataclass(frozen=True)
class Composed:
    """A mail as its reader gets it."""

    subject: str
    text: str
    html: str


def compose(template: str, values: Mapping[str, Any]) -> Composed:
    """Render `templates/<room>/mail/<name>.txt`; without a `.html` beside it the HTML is made from the text.

    The text template extends `layout/mail.txt` and fills the blocks `subject` and `body`. The subject may use
    numbers and dates only: a text among the values is unknown there, so no name can reach it (G13).

    Raises:
        jinja2.UndefinedError: a template names a value that was not given, or a text in its subject.
        ValueError: `template` is not `room/name`.

    """
    if not _NAME.fullmatch(template):
        message = "a mail template is named room/name"
        raise ValueError(message)
    room, _, name = template.partition("/")
    environment = _environment(settings.current().templates_dir)
    written = environment.get_template(f"{room}/mail/{name}.txt")
    countable = {key: value for key, value in values.items() if isinstance(value, int | Decimal | date)}
    subject = " ".join(_block(written, "subject", countable).split())
    text = _without_bsn(_tidy(written.render(**values)))
    try:
        page = environment.get_template(f"{room}/mail/{name}.html")
    except TemplateNotFound:
        page = environment.get_template(_PLAIN)
    html = page.render(
        **values,
        subject=subject,
        greeting=_block(written, "greeting", values) or _GREETING,
        paragraphs=_paragraphs(_without_bsn(_block(written, "body", values))),
    )
    return Composed(subject=subject[:_SUBJECT_LENGTH], text=text, html=_without_bsn(html))


def _block(template: Template, name: str, values: Mapping[str, Any]) -> str:
    """One block of a template by itself; empty when the template does not fill it."""
    block = template.blocks.get(name)
    return "" if block is None else "".join(block(template.new_context(dict(values)))).strip()


@lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(enabled_extensions=("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Under the names that screens and letters use, so that a sentence can move from one to the other.
    made.filters.update(day=clock.day_in_words, money=_euro, number=money.number, telephone=numbers.format_telephone)
    # Looked up at every call: the environment outlives a change of settings.
    made.globals.update(
        link=lambda path: settings.current().link(path),
        sender_name=lambda: settings.current().sender_name,
        stylesheet=lambda: _stylesheet(folder),
    )
    return made


def _stylesheet(folder: Path) -> Markup:
    """The look, inside the mail: a mail reader fetches nothing from us. The file is ours, so it needs no escaping."""
    return Markup("<style>{}</style>").format(Markup((folder / _STYLE).read_text(encoding="utf-8")))  # noqa: S704 (our own file)


def _euro(value: Decimal) -> str:
    return money.euro(value).replace(" ", "\N{NO-BREAK SPACE}")


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _without_bsn(text: str) -> str:
    """A BSN that slipped into somebody's words does not leave the house; addresses keep their digits."""

    def hide(found: re.Match[str]) -> str:
        try:
            numbers.bsn(found.group())
        except numbers.NumberError:
            return found.group()
        return _LEFT_OUT

    parts = _ADDRESS.split(text)
    links = [*_ADDRESS.findall(text), ""]
    return "".join(_NINE.sub(hide, part) + link for part, link in zip(parts, links, strict=True))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the text; `link` when it is nothing but an address, `items` when it is a list."""

    text: str
    link: str | None = None
    items: tuple[str, ...] = ()


def _paragraphs(text: str) -> list[Paragraph]:
    found = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in block.splitlines()]
        folded = " ".join(lines)
        if all(line.startswith("- ") for line in lines):
            found.append(Paragraph(folded, items=tuple(line[2:] for line in lines)))
        elif lines[-1].startswith(("http://", "https://")) and " " not in lines[-1]:
            found.append(Paragraph(" ".join(lines[:-1]).rstrip(":"), link=lines[-1]))
        else:
            found.append(Paragraph(folded))
    return found
