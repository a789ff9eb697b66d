"""The section "Documenten" of a dossier: letters and files in one list, and a form to add one."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.documents import queries
from wsp.documents.enums import ORIGINS, UPLOAD_KINDS, UPLOAD_STATES, UploadState
from wsp.documents.queries import Entry
from wsp.documents.rules import may_open
from wsp.foundation.files import settings
from wsp.foundation.files.sniffing import ALLOWED
from wsp.foundation.money import number
from wsp.web.access import current_actor, current_session
from wsp.web.documents.dossiers import may_add
from wsp.web.i18n import day
from wsp.web.worklist.rows import ADDRESSES
from wsp.worklist.enums import SubjectKind

_LOOKS: Final = {
    UploadState.QUARANTINE: ("warn", "clock"),
    UploadState.UNSCANNED: ("unknown", "question"),
    UploadState.INFECTED: ("late", "warning"),
}


@dataclass(frozen=True)
class Line:
    """One document as the list shows it."""

    title: str
    about: str
    address: str | None
    """Where the file is; None when it may not be opened (yet)."""
    chip: tuple[str, str, str] | None
    remove: str | None
    editable: str | None = None
    """Where the same letter is as a document that can be edited."""


@dataclass(frozen=True)
class Panel:
    """The documents of one dossier, and how to add one."""

    lines: Sequence[Line]
    all: str | None
    """The page with nothing but these documents; None where the visitor may open none of them."""
    add: str | None
    kinds: dict[str, str]
    allowed: str
    megabytes: int


def panel(subject: tuple[str, uuid.UUID], *, also: Sequence[tuple[str, uuid.UUID]] = (), named: bool = True) -> Panel:
    """The section of a dossier that the visitor may see already; `also` are dossiers whose documents stand with it.

    With `named` False the documents are named but cannot be opened: they tell a name that the visitor may not know.
    """
    session, actor = current_session(), current_actor()
    subject = (str(subject[0]), subject[1])
    found = queries.entries(session, actor, [subject, *also]) if actor.may(Permission.DOCUMENT_READ) else []
    people = accounts.names(session, [entry.made_by_id for entry in found])
    adds = named and may_add(actor, subject[0])
    return Panel(
        lines=[_line(entry, people, here=subject, named=named, removes=adds) for entry in found],
        all=url_for("documents.list_documents", kind=subject[0], subject_id=subject[1])
        if named and actor.may(Permission.DOCUMENT_READ)
        else None,
        add=url_for("documents.add", kind=subject[0], subject_id=subject[1]) if adds else None,
        kinds={kind.value: label for kind, label in UPLOAD_KINDS.items()},
        allowed=ALLOWED,
        megabytes=settings.current().megabytes,
    )


def _line(
    entry: Entry, people: dict[uuid.UUID, str], *, here: tuple[str, uuid.UUID], named: bool, removes: bool
) -> Line:
    parts = [_what(entry), day(entry.made_at)]
    if entry.edition is not None:
        parts.append(f"versie {entry.edition}")
    if entry.made_by_id in people:
        parts.append(people[entry.made_by_id])
    if ORIGINS[entry.origin]:
        parts.append(ORIGINS[entry.origin])
    if entry.reason:
        parts.append(f"nieuwe versie: {entry.reason.rstrip('.')}")
    at_home = entry.subject == here
    return Line(
        # A file's name often holds a person's name: it shows only where that name may be known.
        title=entry.title if entry.kind is None or (at_home and named) else UPLOAD_KINDS[entry.kind],
        about=", ".join(parts),
        address=_elsewhere(entry) if not at_home else _address(entry) if named else None,
        chip=_chip(entry),
        remove=url_for("documents.remove", upload_id=entry.id)
        if removes and at_home and entry.state is not None
        else None,
        editable=url_for("documents.download", document_id=entry.editable_id)
        if at_home and named and entry.editable_id is not None
        else None,
    )


def _chip(entry: Entry) -> tuple[str, str, str] | None:
    """What stands in the way of a file, or that a newer version of a letter took its place."""
    if entry.superseded:
        return "plain", "vervangen", "clock"
    if entry.state is None or entry.state not in _LOOKS:
        return None
    kind, symbol = _LOOKS[entry.state]
    return kind, UPLOAD_STATES[entry.state], symbol


def _what(entry: Entry) -> str:
    if entry.kind is None:
        return "Brief, pdf"
    extension = entry.name.rpartition(".")[2]
    return f"{UPLOAD_KINDS[entry.kind]}, {extension} van {_weight(entry.size or 0)}"


def _weight(size: int) -> str:
    if size < 1_000_000:  # noqa: PLR2004 (a megabyte)
        return f"{max(1, round(size / 1000))} kB"
    return f"{number(str(round(size / 1_000_000, 1)))} MB"


def _elsewhere(entry: Entry) -> str:
    """The dossier it belongs to: that page decides what this visitor may open."""
    kind, subject_id = entry.subject
    return f"{ADDRESSES[SubjectKind(kind)]}{subject_id}#documenten"


def _address(entry: Entry) -> str | None:
    if entry.state is None:
        return url_for("documents.download", document_id=entry.id)
    opens = may_open(entry.state, unscanned_allowed=settings.current().unscanned == "allow")
    return url_for("documents.download_upload", upload_id=entry.id) if opens else None
