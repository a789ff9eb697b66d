"""The register says of every column what it holds, and of everything about a person under which activity."""

import pytest

from wsp.foundation.db import Base
from wsp.models import Base as _Everything  # noqa: F401 (loads all rooms' tables)
from wsp.policy.retention import TABLES, Then
from wsp.privacy import register, subjects
from wsp.privacy.anonymous import LEFT
from wsp.privacy.erasure import CLEARED
from wsp.privacy.register.reading import everywhere
from wsp.privacy.retention import others

OURS = sorted(Base.metadata.tables)


@pytest.mark.rule("G1")
@pytest.mark.parametrize("table", OURS)
def test_every_column_says_what_it_holds(table: str) -> None:
    assert table in register.tables(), f"add {table} to wsp/privacy/register/columns.yaml"
    columns = set(Base.metadata.tables[table].c.keys())
    described = set(register.tables()[table].columns)
    assert columns - described == set(), f"say of these columns of {table} what they hold, in columns.yaml"
    assert described - everywhere() - columns == set(), f"{table} has no such columns any more"


@pytest.mark.rule("G1", "L8")
@pytest.mark.parametrize("table", OURS)
def test_what_is_about_a_person_names_an_activity_of_the_register(table: str) -> None:
    facts = register.tables()[table]
    about_a_person = {
        name for name in facts.personal & set(Base.metadata.tables[table].c.keys()) if name not in everywhere()
    }
    if about_a_person:
        assert facts.of in {"kandidaat", "contactpersoon", "medewerker"}
        assert facts.title
        assert facts.activity in {each.id for each in register.activities()}
    if facts.of == "kandidaat":
        columns = set(Base.metadata.tables[table].c.keys())
        unnamed = {name for name in facts.personal & columns if register.label(name) == name} - {"hash"}
        assert unnamed == set(), "an access request shows these columns: give them words in columns.yaml"


@pytest.mark.rule("G1")
def test_every_activity_is_complete_and_used() -> None:
    used = {facts.activity for facts in register.tables().values()}
    for activity in register.activities():
        assert activity.version >= 1
        assert all([activity.name, activity.purpose, activity.basis, activity.special, activity.recipients])
        assert activity.id in used


def test_every_table_about_a_candidate_can_be_found_from_the_candidate() -> None:
    about = {name for name, facts in register.tables().items() if facts.of == "kandidaat"}
    # Rows of a file are no dossier yet: they are read in or thrown away within days.
    without_a_link = {"erasure_tombstones", "table_import_chunks", "table_import_rows"}
    assert about - subjects.covered() == without_a_link


@pytest.mark.rule("G12")
def test_every_term_is_carried_out_by_somebody() -> None:
    with_a_term = others.with_a_term()
    carried_out = others.handled() | subjects.covered()
    assert with_a_term - carried_out == set(), "add the table to wsp/privacy/retention/others.py"


def test_what_stays_without_a_person_is_what_the_policy_says() -> None:
    about = subjects.covered()
    anonymised = {name for name, rule in TABLES.items() if rule.then is Then.ANONYMISE and name in about}
    assert anonymised - set(CLEARED) == {*LEFT, "shortlist_runs"}


@pytest.mark.parametrize("table", sorted(LEFT))
def test_a_remainder_fills_every_column_that_must_be_filled(table: str) -> None:
    needed = {column.name for column in Base.metadata.tables[table].c if not column.nullable}
    assert needed <= set(LEFT[table])
