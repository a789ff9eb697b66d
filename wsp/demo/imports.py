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
from wsp.exchange.models import TableImport
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
    """For who may import: one file of which the columns wait, and one with employers that was checked."""
    for role, waiting in ((Role.ADMINISTRATOR, ImportKind.CANDIDATES), (Role.ACCOUNT_MANAGER, ImportKind.CONTACTS)):
        found = [each.email for each in accounts.ACCOUNTS if each.role is role and each.region_id == plan.code]
        for email in found[:1]:
            _send(plan, role, email, waiting)


def _send(plan: RegionPlan, role: Role, email: str, waiting: ImportKind) -> None:
    with db.unit_of_work(plan.code) as session:
        user = session.scalars(select(User).where(User.email == email)).one()
        actor = Actor(
            user_id=user.id,
            region_id=plan.code,
            organisation_id=None,
            roles=frozenset({role.value}),
            permissions=frozenset(permission.value for permission in GRANTS[role]),
        )
        codes = [each.municipality for each in plan.organisations if each.municipality]
        keeper = session.scalars(select(Organisation).where(Organisation.municipality_code == codes[0])).one()

        def receive(kind: ImportKind, filename: str, content: bytes) -> TableImport:
            command = ReceiveTable(
                kind=kind,
                profile=Profile.GENERIC,
                organisation_id=keeper.id,
                filename=filename,
                municipality_code=keeper.municipality_code,
            )
            return service.receive(session, command, io.BytesIO(content), actor=actor)

        receive(waiting, f"voorbeeld-{waiting}.xlsx", workbooks.sample(waiting))
        known = session.execute(
            select(Employer.name, Establishment.place)
            .join(Establishment, Establishment.employer_id == Employer.id)
            .order_by(Employer.number)
            .limit(2)
        ).all()
        rows = [(name, place, "", "Markt", "") for name, place in known]
        checked = receive(ImportKind.EMPLOYERS, "relaties.xlsx", _workbook([_HEADS, *rows, *_NEW]))
        constants = {"employer.status": "Prospect"}
        chosen = ChooseColumns(import_id=checked.id, columns=checked.columns, constants=constants)
        service.choose_columns(session, chosen, actor=actor)
        service.start_check(session, checked.id, actor=actor, queued=False)
    running.run(plan.code, checked.id)


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Relaties")
    for line, values in enumerate(rows):
        for column, value in enumerate(values):
            sheet.write_string(line, column, value)
    book.close()
    return out.getvalue()
