"""A merge forgets no table: every reference to an employer or a candidate is named with what becomes of it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from wsp.duplicates.enums import Kind
from wsp.duplicates.queries.sides import TABLES
from wsp.duplicates.references import REFERENCES, How, Reference
from wsp.models import Base

SUBJECTS = ("subject_id",)
"""Columns that point at one of several tables, by the word in the column beside them."""
NOT_ABOUT_THEM = {
    "duplicate_pairs", "duplicate_merges",  # about both, on purpose
    "one_time_links",  # about a step, valid for a short while; a link to a merged record leads on
}  # fmt: skip


def _references(kind: Kind) -> Iterator[tuple[str, str]]:
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == TABLES[kind] and key.column.name == "id":
                yield table.name, key.parent.name


@pytest.mark.parametrize("kind", list(Kind))
def test_every_reference_is_named(kind: Kind) -> None:
    named = {(each.table, each.column) for each in REFERENCES[kind]}
    missing = set(_references(kind)) - named
    assert missing == set(), "add these to wsp/duplicates/references.py, with what a merge does with the rows"


def test_every_loose_reference_is_named() -> None:
    loose = {
        table.name
        for table in Base.metadata.tables.values()
        for name in SUBJECTS
        if name in table.c and not table.c[name].foreign_keys
    }
    named = {each.table for kind in Kind for each in REFERENCES[kind]}
    assert loose - named - NOT_ABOUT_THEM == set(), "add these to wsp/duplicates/references.py"


@pytest.mark.parametrize("reference", [each for kind in Kind for each in REFERENCES[kind]], ids=str)
def test_a_reference_is_there_and_may_be_pointed_elsewhere(session: Session, reference: Reference) -> None:
    table = Base.metadata.tables[reference.table]
    assert {reference.column, *reference.apart, *(reference.subject or ())[:1]} <= set(table.c.keys())
    may = session.scalar(
        text("select has_column_privilege(current_user, :table, :column, 'UPDATE')"),
        {"table": reference.table, "column": reference.column},
    )
    if reference.how is How.STAYS:
        assert len(reference.why) > 20
    else:
        assert may, f"GRANT UPDATE ({reference.column}) ON {reference.table} TO wsp_app"
