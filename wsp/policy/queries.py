"""Reads of policy: what was approved, what waits, and which choices hold on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wsp.foundation import editions
from wsp.foundation.editions import Kind
from wsp.foundation.versions import known
from wsp.policy.enums import CHOICES, Choice, ValueKind
from wsp.policy.models import WHOLE_REGION, PolicyProposal, PolicyValue
from wsp.policy.retention import DOSSIER, LONGEST_DOSSIER


@dataclass(frozen=True)
class Chosen:
    """One of the nineteen choices as it holds on a day; `row` is None while the default holds."""

    choice: Choice
    option: str
    row: PolicyValue | None

    @property
    def question(self) -> str:
        """The choice as a question."""
        return CHOICES[self.choice].question

    @property
    def answer(self) -> str:
        """The option in words."""
        return CHOICES[self.choice].options[self.option]


def current(session: Session, region: str) -> Sequence[PolicyValue]:
    """All values that are believed now, of any day, in order of code and day; detached rows, kept in the process."""

    def load() -> Sequence[PolicyValue]:
        rows = session.scalars(
            select(PolicyValue)
            .where(PolicyValue.region_id == region, known(PolicyValue))
            .order_by(PolicyValue.kind, PolicyValue.code, PolicyValue.municipality_code, PolicyValue.valid)
        ).all()
        for row in rows:
            session.expunge(row)
        return rows

    return editions.kept(session, Kind.POLICY, region, load)


def versions(
    session: Session, region: str, kind: ValueKind, code: str, municipality_code: str = WHOLE_REGION
) -> Sequence[PolicyValue]:
    """The current versions of one value, in order of day."""
    return session.scalars(
        select(PolicyValue)
        .where(
            PolicyValue.region_id == region,
            PolicyValue.kind == kind.value,
            PolicyValue.code == code,
            PolicyValue.municipality_code == municipality_code,
            known(PolicyValue),
        )
        .order_by(PolicyValue.valid)
    ).all()


def choices(session: Session, *, region: str, on: date, municipality: str | None = None) -> Mapping[Choice, Chosen]:
    """All nineteen choices on that day: the municipality's own, else the region's, else the default."""
    rows = session.scalars(
        select(PolicyValue)
        .where(
            PolicyValue.region_id == region,
            PolicyValue.kind == ValueKind.CHOICE.value,
            PolicyValue.municipality_code.in_((WHOLE_REGION, municipality or WHOLE_REGION)),
            known(PolicyValue, on=on),
        )
        # The municipality's own row comes last and so wins below.
        .order_by(PolicyValue.municipality_code)
    ).all()
    made = {Choice(row.code): row for row in rows}
    return {
        choice: Chosen(choice, made[choice].value, made[choice])
        if choice in made
        else Chosen(choice, text.default, None)
        for choice, text in CHOICES.items()
    }


@dataclass(frozen=True)
class DossierTerms:
    """How many months dossiers are kept on a day, per municipality that decided for itself, and for all others."""

    others: int
    own: Mapping[str, int]

    def of(self, municipality: str | None) -> int:
        """The term of the dossiers that an organisation keeps; `municipality` None: it is no municipality."""
        return self.own.get(municipality or WHOLE_REGION, self.others)

    @property
    def shortest(self) -> int:
        """The shortest of all."""
        return min(self.others, *self.own.values()) if self.own else self.others


def dossier_terms(session: Session, region: str, *, on: date) -> DossierTerms:
    """The terms that hold on that day; what was never decided is the product's own."""
    found = {
        row.municipality_code: int(row.value)
        for row in current(session, region)
        if row.kind == ValueKind.RETENTION and row.code == DOSSIER and on in row.valid
    }
    others = found.pop(WHOLE_REGION, LONGEST_DOSSIER)
    return DossierTerms(others, found)


def waiting(session: Session, region: str) -> Sequence[PolicyProposal]:
    """Proposals that nobody decided about, oldest first."""
    return session.scalars(
        select(PolicyProposal)
        .where(PolicyProposal.region_id == region, PolicyProposal.verdict.is_(None))
        .order_by(PolicyProposal.created_at, PolicyProposal.id)
    ).all()
