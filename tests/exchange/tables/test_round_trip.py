"""What is written under the template's own headers, in any format, is read back as the same dossier. No database."""

import io
import uuid
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.exchange.tables import files
from wsp.accounts.permissions import Role
from wsp.candidates.commands import OpenDossier
from wsp.exchange.tables import template
from wsp.exchange.tables.cells import _MOJIBAKE
from wsp.exchange.tables.columns import guess
from wsp.exchange.tables.enums import ImportKind, Profile
from wsp.exchange.tables.kinds import KINDS, RowReader, Work
from wsp.exchange.tables.problems import NoAgreement
from wsp.exchange.tables.reading import Row, open_table
from wsp.foundation.actor import Actor
from wsp.reference import lists

KIND = KINDS[ImportKind.CANDIDATES]
TARGETS = KIND.targets(Profile.GENERIC)

_letters = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Lm", "Mn")), min_size=1, max_size=30)
names = st.lists(_letters, min_size=1, max_size=2).map(" ".join).filter(lambda text: not _MOJIBAKE.search(text))
hours = st.decimals(0, 60, places=1)
codes = st.sets(st.sampled_from(sorted(lists.labels("shifts"))), min_size=1)
licences = st.sets(st.sampled_from(sorted(lists.labels("driving_licences"))))
days = st.dates(date(1930, 1, 1), date(2020, 12, 31))


def work() -> Work:
    """A batch that has looked everything up already: reading a row asks the database nothing more."""
    return Work(
        session=cast("Session", None),
        actor=Actor(user_id=None, region_id="AM01", organisation_id=None, kind="import"),
        organisation_id=uuid.UUID(int=1),
        municipality_code="GM0106",
        profile=Profile.GENERIC,
        checking=True,
        memory={"municipalities": {"GM0106": "Assen"}, Role.CLIENT_MANAGER: {}, "places": {}},
    )


def read(content: bytes) -> list[OpenDossier]:
    """The dossiers in a file whose headers are the template's."""
    table = open_table(io.BytesIO(content))
    at_work = work()
    reader = RowReader(
        TARGETS, KIND.schemas(at_work), headers=table.headers, columns=guess(table.headers, TARGETS), constants={}
    )
    return [KIND.read(at_work, reader, row).parts["dossier"] for row in table.rows()]


@pytest.mark.parametrize("write", [files.xlsx, files.csv, files.ods])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_what_goes_in_comes_out(write: Any, data: st.DataObject) -> None:
    first, last = data.draw(names), data.draw(names)
    most, born = data.draw(hours), data.draw(days)
    shifts, driving = data.draw(codes), data.draw(licences)
    level = data.draw(st.none() | st.sampled_from(sorted(lists.level_labels("education_levels"))))
    row = {
        "Nummer in jullie systeem": "P-1",
        "Toestemming om te delen": "ja",
        "Voornaam": first,
        "Achternaam": last,
        "Geboortedatum": f"{born:%d-%m-%Y}",
        "Opleiding": None if level is None else lists.level_labels("education_levels")[level],
        "Uren tot": str(most).replace(".", ","),
        "Kan werken": "; ".join(lists.labels("shifts")[code] for code in sorted(shifts)),
        "Rijbewijs": "; ".join(sorted(driving)) or "geen",
    }
    [dossier] = read(write([list(row), list(row.values())]))
    assert (dossier.register.first_name, dossier.register.last_name) == (first, last)
    assert dossier.register.birth_date == born
    assert dossier.changes["hours_max"] == Decimal(most)
    assert set(dossier.changes["shifts"]) == shifts
    assert set(dossier.changes["driving_licences"]) == driving
    assert dossier.changes.get("education_level") == level


def test_every_column_of_the_template_is_recognised() -> None:
    for kind in ImportKind:
        targets = KINDS[kind].targets(Profile.GENERIC)
        table = open_table(io.BytesIO(template.template(kind)))
        assert guess(table.headers, targets) == {each.key: place for place, each in enumerate(targets)}


@given(
    st.text(max_size=20).filter(
        lambda text: text.strip().lower() not in {"ja", "j", "yes", "y", "true", "waar", "1", "x"}
    )
)
@settings(deadline=None)
def test_only_a_plain_yes_is_an_agreement(answer: str) -> None:
    at_work = work()
    headers = ("Nummer in jullie systeem", "Toestemming om te delen")
    reader = RowReader(TARGETS, KIND.schemas(at_work), headers=headers, columns=guess(headers, TARGETS), constants={})
    with pytest.raises(NoAgreement):
        KIND.read(at_work, reader, Row(2, ("P-1", answer)))
