"""Two files on their way in, so that an administrator of the demo sees what importing is like."""

import io
from collections.abc import Sequence

import xlsxwriter
from sqlalchemy import select

from wsp.accounts import demo as accounts
from wsp.accounts.models import Organisation, User
from wsp.accounts.permissions import GRANTS, Role
from wsp.demo.plan import RegionPlan
from wsp.employers.models import Employer, Establishment
from wsp.exchange.tables import running, service
from wsp.exchange.tables import template as workbooks
from wsp.exchange.tables.commands import ChooseColumns, ReceiveTable
from wsp.exchange.tables.enums import ImportKind, Profile
from wsp.foundation import db
from wsp.foundation.actor import Actor

_HEADS = ("Bedrijfsnaam", "Vestigingsplaats", "Postcode", "Markt of overheid", "Telefoonnummer")
_NEW = (
    ("Wasserij Het Verzonnen Sop", "Assen", "9401 ZZ", "Markt", "0592 000301"),
    ("Kringloop De Bedachte Kast", "Assen", "94 ZZ", "Markt", "0592 000302"),
)
"""The second has a postcode that is none."""


def send_files(plan: RegionPlan) -> None:
    """One file with candidates of which the columns wait, and one with employers that was checked."""
    email = next(
        (each.email for each in accounts.ACCOUNTS if each.role is Role.ADMINISTRATOR and each.region_id == plan.code),
        None,
    )
    if email is None:
        return
    with db.unit_of_work(plan.code) as session:
        actor = _administrator(session.scalars(select(User).where(User.email == email)).one(), plan)
        codes = [each.municipality for each in plan.organisations if each.municipality]
        keeper = session.scalars(select(Organisation).where(Organisation.municipality_code == codes[0])).one()
        service.receive(
            session,
            ReceiveTable(
                kind=ImportKind.CANDIDATES,
                profile=Profile.GENERIC,
                organisation_id=keeper.id,
                filename="voorbeeld-kandidaten.xlsx",
                municipality_code=keeper.municipality_code,
            ),
            io.BytesIO(workbooks.sample(ImportKind.CANDIDATES)),
            actor=actor,
        )
        known = session.execute(
            select(Employer.name, Establishment.place)
            .join(Establishment, Establishment.employer_id == Employer.id)
            .order_by(Employer.number)
            .limit(2)
        ).all()
        rows = [(name, place, "", "Markt", "") for name, place in known]
        checked = service.receive(
            session,
            ReceiveTable(
                kind=ImportKind.EMPLOYERS,
                profile=Profile.GENERIC,
                organisation_id=keeper.id,
                filename="relaties.xlsx",
            ),
            io.BytesIO(_workbook([_HEADS, *rows, *_NEW])),
            actor=actor,
        )
        constants = {"employer.status": "Prospect"}
        chosen = ChooseColumns(import_id=checked.id, columns=checked.columns, constants=constants)
        service.choose_columns(session, chosen, actor=actor)
        service.start_check(session, checked.id, actor=actor, queued=False)
    running.run(plan.code, checked.id)


def _administrator(user: User, plan: RegionPlan) -> Actor:
    return Actor(
        user_id=user.id,
        region_id=plan.code,
        organisation_id=None,
        roles=frozenset({Role.ADMINISTRATOR.value}),
        permissions=frozenset(permission.value for permission in GRANTS[Role.ADMINISTRATOR]),
    )


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Relaties")
    for line, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write_string(line, column, value)
    book.close()
    return out.getvalue()
