"""The accounts of the demo region: the seed makes them, and the log-in page shows them in demo mode only.

Their password is public on purpose. Outside demo mode nothing creates or shows them.
"""

from dataclasses import dataclass
from typing import Final

from wsp.accounts.permissions import ROLE_LABELS, Role

PASSWORD: Final = "tulpen-in-de-regen"  # noqa: S105 (shown on the log-in page of the demo)


@dataclass(frozen=True)
class DemoAccount:
    """One account: one role in one region."""

    role: Role
    email: str
    name: str
    region_id: str = "AM01"

    @property
    def label(self) -> str:
        """The role as a person reads it."""
        return ROLE_LABELS[self.role]


ACCOUNTS: Final = (
    DemoAccount(Role.ACCOUNT_MANAGER, "accountmanager@demo.example", "Anneke Voorbeeld"),
    DemoAccount(Role.CLIENT_MANAGER, "klantmanager@demo.example", "Karim Voorbeeld"),
    DemoAccount(Role.JOB_COACH, "jobcoach@demo.example", "Jorrit Voorbeeld"),
    DemoAccount(Role.POLICY_OFFICER, "beleidsmedewerker@demo.example", "Bianca Voorbeeld"),
    DemoAccount(Role.PRIVACY_OFFICER, "privacyfunctionaris@demo.example", "Pim Voorbeeld"),
    DemoAccount(Role.ADMINISTRATOR, "beheerder@demo.example", "Fatma Voorbeeld"),
    DemoAccount(Role.EMPLOYER_ADMIN, "werkgever@demo.example", "Wilma Voorbeeld"),
    DemoAccount(Role.EMPLOYER_STAFF, "werkgever.collega@demo.example", "Wouter Voorbeeld"),
    DemoAccount(Role.ACCOUNT_MANAGER, "accountmanager.amersfoort@demo.example", "Gerda Voorbeeld", "AM14"),
    DemoAccount(Role.CLIENT_MANAGER, "klantmanager.amersfoort@demo.example", "Emre Voorbeeld", "AM14"),
    DemoAccount(Role.JOB_COACH, "jobcoach.amersfoort@demo.example", "Noortje Voorbeeld", "AM14"),
    DemoAccount(Role.ADMINISTRATOR, "beheerder.amersfoort@demo.example", "Wessel Voorbeeld", "AM14"),
)
