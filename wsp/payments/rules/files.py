"""The two files exchanged with the payment administration: what must be paid, and what became of it.

Both are CSV with semicolons, UTF-8, a decimal comma. Neither names a person: an order is known by its number.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from wsp.payments.enums import ORDER_STATES, STATUS_WORDS, OrderState

HEADS: Final = ("volgnummer", "opdracht", "crediteur", "maand", "soort", "bedrag")
STATUS_HEADS: Final = ("opdracht", "status", "datum", "reden", "bedrag")
"""The first three must be there. With an amount the answer can be held against the order."""
CLOSING: Final = "SLUIT"
_ORDER: Final = re.compile(r"BO-(\d{1,9})")
_AMOUNT: Final = re.compile(r"-?(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,\d{2})?|-?\d{1,9}\.\d{2}")
_LONGEST_REASON: Final = 200
_LONGEST_ORDER: Final = 20
_LARGEST: Final = 20_000
"""Rows of a status file; a municipality has fewer employees with a subsidy."""


@dataclass(frozen=True, slots=True)
class Line:
    """One order as it goes out."""

    number: int
    creditor: str
    month: date
    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MadeFile:
    """The file with its totals; `sha256` is of all its bytes."""

    content: bytes
    sha256: str
    orders: int
    total: Decimal


def order_label(number: int) -> str:
    """Return an order's number as people and files write it."""
    return f"BO-{number}"


def payment_file(lines: Sequence[Line]) -> MadeFile:
    """Return the file for the payment administration.

    Its last row says how many orders there are, what they add up to, and the SHA-256 of everything above it: a
    receiver sees whether a row was lost or changed on the way.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for index, line in enumerate(lines, start=1):
        writer.writerow(
            (index, order_label(line.number), line.creditor, f"{line.month:%Y-%m}", line.kind, _comma(line.amount))
        )
    total = sum((line.amount for line in lines), Decimal(0))
    above = hashlib.sha256(out.getvalue().encode()).hexdigest()
    writer.writerow((CLOSING, len(lines), _comma(total), above))
    content = out.getvalue().encode()
    return MadeFile(content, hashlib.sha256(content).hexdigest(), len(lines), total)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An approved order that could go out; `subsidy` ties those that may be settled with each other."""

    number: int
    subsidy: object
    month: date
    amount: Decimal


def choose(candidates: Iterable[Candidate]) -> frozenset[int]:
    """Return the numbers of the orders that go out together.

    What was paid too much is settled with other months of the same subsidy (Awb art. 4:57 lid 3), never with another
    one; so a negative order goes along only as far as that subsidy stays at zero or above.
    """
    by_subsidy: dict[object, list[Candidate]] = {}
    for each in candidates:
        by_subsidy.setdefault(each.subsidy, []).append(each)
    taken: set[int] = set()
    for own in by_subsidy.values():
        room = sum((each.amount for each in own if each.amount > 0), Decimal(0))
        taken.update(each.number for each in own if each.amount > 0)
        for each in sorted((each for each in own if each.amount < 0), key=lambda each: (each.month, each.number)):
            if room + each.amount >= 0:
                room += each.amount
                taken.add(each.number)
    return frozenset(taken)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the payment administration says of one order; `amount` None: the file does not say how much."""

    row: int
    order: int
    state: OrderState
    on: date
    reason: str
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not taken: which, the order as it was written, and what to do."""

    row: int
    order: str
    text: str


class NotAStatusFile(ValueError):
    """The file has no rows, too many, not the right heads, or rows that nobody can read (`problems`)."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)


def read_status(content: bytes, *, today: date) -> list[Answer]:
    """Read a status file, whole or not at all: one damaged row makes the others suspect too.

    Raises:
        NotAStatusFile: it cannot be read as such a file; the message, and each of its rows, is for people.

    """
    heads, rows = _table(content)
    answers: list[Answer] = []
    problems: list[Problem] = []
    seen: dict[int, int] = {}
    for number, row in enumerate(rows, start=2):
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        found = _answer(number, cells, today)
        if isinstance(found, Answer) and any(cell.strip() for cell in row[len(heads) :]):
            found = Problem(number, cells["opdracht"], "Deze rij heeft te veel kolommen. Haal de puntkomma weg.")
        if isinstance(found, Answer) and found.order in seen:
            found = Problem(number, cells["opdracht"], f"Deze opdracht stond al op rij {seen[found.order]}.")
        if isinstance(found, Problem):
            problems.append(found)
        else:
            seen[found.order] = number
            answers.append(found)
    if problems:
        raise NotAStatusFile(_unreadable(len(problems)), problems)
    return answers


def _table(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The heads of a status file, and its rows without the empty ones."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAStatusFile("Dit bestand is geen CSV in UTF-8. Bewaar het als CSV en probeer het opnieuw.") from None
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    except csv.Error:
        raise NotAStatusFile("Dit bestand is geen goede CSV. Kijk na of aanhalingstekens kloppen.") from None
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    heads = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [head for head in STATUS_HEADS[:3] if head not in heads]:
        raise NotAStatusFile(f"In de eerste rij ontbreekt: {', '.join(missing)}.")
    if len(rows) > _LARGEST:
        raise NotAStatusFile(f"Dit bestand heeft meer dan {_LARGEST} rijen. Knip het in stukken.")
    if not rows[1:]:
        raise NotAStatusFile("Dit bestand heeft geen rijen met opdrachten. Kies een ander bestand.")
    return heads, rows[1:]


def _answer(number: int, cells: Mapping[str, str], today: date) -> Answer | Problem:
    written = cells.get("opdracht", "")
    match = _ORDER.fullmatch(written.upper())
    words = {ORDER_STATES.labels[state].lower(): state for state in STATUS_WORDS}
    state = words.get(cells.get("status", "").lower())
    on = _day(cells.get("datum", ""))
    reason = cells.get("reden", "")[:_LONGEST_REASON]
    amount = cells.get("bedrag", "").removeprefix("€").strip()
    problem = ""
    if match is None:
        problem = "Schrijf de opdracht als BO-12."
    elif state is None:
        problem = f"Kies als status: {', '.join(sorted(words))}."
    elif on is None:
        problem = "Schrijf de datum als 2026-11-22."
    elif on > today:
        problem = "De datum ligt in de toekomst. Kijk de datum na."
    elif state is not OrderState.PAID and not reason:
        problem = "Schrijf de reden op."
    elif amount and not _AMOUNT.fullmatch(amount):
        problem = "Schrijf het bedrag als 1178,20."
    if problem or match is None or state is None or on is None:
        return Problem(number, written[:_LONGEST_ORDER], problem)
    return Answer(number, int(match.group(1)), state, on, reason, _amount(amount))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _amount(text: str) -> Decimal | None:
    """1178,20 or 1.178,20 or 1178.20; a point before three figures parts thousands."""
    if not text:
        return None
    whole = text if "," not in text and re.search(r"\.\d{2}$", text) else text.replace(".", "").replace(",", ".")
    return Decimal(whole)


def _unreadable(count: int) -> str:
    rows = "1 rij" if count == 1 else f"{count} rijen"
    return f"We kunnen {rows} niet lezen. Er is niets veranderd. Verbeter het bestand en lees het opnieuw."


def _comma(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
