"""What the API can do: one declaration per operation, from which the address, the right and the document are made.

    @operation("get", "/vacatures/{vacatureId}", scope=Scope.VACANCIES_READ, id="leesVacature", ...)
    def read(call: Call) -> Reply: ...

An operation without a right does not exist, nor does one that the document does not describe.
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from wsp.api.parameters import Parameter
from wsp.couplings.commands import Caller
from wsp.couplings.enums import Scope
from wsp.foundation.actor import Actor

Json = dict[str, Any]
PREFIX: Final = "/api/v1"
VERSION: Final = "1.0.0"
"""Of the interface (semantic versioning): in every answer's header and in the document."""


@dataclass(frozen=True)
class Call:
    """One call that was let in."""

    session: Session
    caller: Caller
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Json
    version: int | None = None
    """What the record said of itself when the caller read it (If-Match); only where the operation asks for it."""

    @property
    def actor(self) -> Actor:
        return self.caller.actor


@dataclass(frozen=True)
class Reply:
    """What the caller gets. `subject_id` is the record that came of it, or that was read."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    subject_id: uuid.UUID | None = None
    people: int = 0
    """How many persons' data are in it: such a call stands in the log."""


View = Callable[[Call], Reply]


@dataclass(frozen=True)
class Operation:
    """One operation; `scope` None only for the document itself, which everybody may read."""

    method: str
    path: str
    scope: Scope | None
    id: str
    tag: str
    summary: str
    answer: str
    """Name of the schema of a good answer, in the document."""
    view: View
    parameters: tuple[Parameter, ...] = ()
    body: str | None = None
    """Name of the schema of what is sent."""
    status: int = 200
    conditional: bool = False
    """True: asks If-Match, so that nobody overwrites what another just saved."""
    tagged: bool = False
    """True: the answer has an ETag."""
    again: View | None = None
    """Gives the answer once more for something that was sent before (`Call.path["subjectId"]`)."""

    @property
    def rule(self) -> str:
        """The address as Flask writes it."""
        return PREFIX + self.path.replace("{", "<").replace("}", ">")


OPERATIONS: Final[list[Operation]] = []


def operation(
    method: str,
    path: str,
    *,
    scope: Scope | None,
    id: str,  # noqa: A002 (OpenAPI's own word)
    tag: str,
    summary: str,
    answer: str,
    parameters: tuple[Parameter, ...] = (),
    body: str | None = None,
    status: int = 200,
    conditional: bool = False,
    tagged: bool = False,
    again: View | None = None,
) -> Callable[[View], View]:
    """Register the decorated function as an operation of the API."""

    def register(view: View) -> View:
        OPERATIONS.append(
            Operation(
                method.upper(), path, scope, id, tag, summary, answer, view, parameters, body, status, conditional,
                tagged, again,
            )
        )  # fmt: skip
        return view

    return register


def number(value: Decimal | None) -> int | float | None:
    """A number as JSON has it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
