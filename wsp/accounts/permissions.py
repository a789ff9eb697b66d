"""What a role may do: one enum, kept sorted, closed by default (a role has only what stands here)."""

from enum import StrEnum
from typing import Final


class Permission(StrEnum):
    """`room.action`. Which *records* somebody sees is decided by each room's `policy.py`, not here."""

    ALGORITHM_DESCRIBE = "algorithm.describe"
    ALGORITHM_READ = "algorithm.read"
    ALGORITHM_WEIGH = "algorithm.weigh"
    AUDIT_READ = "audit.read"
    BANENAFSPRAAK_READ = "banenafspraak.read"
    BANENAFSPRAAK_TARGET = "banenafspraak.target"
    CANDIDATE_AGREEMENT = "candidate.agreement"
    CANDIDATE_CREATE = "candidate.create"
    CANDIDATE_EDIT = "candidate.edit"
    CANDIDATE_EMERGENCY = "candidate.emergency"
    CANDIDATE_LOONWAARDE = "candidate.loonwaarde"
    CANDIDATE_PERSONAL = "candidate.personal"
    CANDIDATE_READ = "candidate.read"
    COACHING_READ = "coaching.read"
    COACHING_WRITE = "coaching.write"
    COUPLING_MANAGE = "coupling.manage"
    DAY_READ = "day.read"
    DECISION_APPROVE = "decision.approve"
    DECISION_DRAFT = "decision.draft"
    DECISION_READ = "decision.read"
    DOCUMENT_CREATE = "document.create"
    DOCUMENT_READ = "document.read"
    DOCUMENT_UPLOAD = "document.upload"
    DUPLICATE_MERGE = "duplicate.merge"
    DUPLICATE_READ = "duplicate.read"
    EMPLOYER_CONTACT = "employer.contact"
    EMPLOYER_EDIT = "employer.edit"
    EMPLOYER_INVITE = "employer.invite"
    EMPLOYER_READ = "employer.read"
    EXPORT = "export.create"
    IMPORT = "import.create"
    INTRODUCTION_DECIDE = "introduction.decide"
    INTRODUCTION_MAKE = "introduction.make"
    INTRODUCTION_READ = "introduction.read"
    MAIL_MANAGE = "mail.manage"
    PAYMENT_APPROVE = "payment.approve"
    PAYMENT_EXPORT = "payment.export"
    PAYMENT_MANAGE = "payment.manage"
    PAYMENT_READ = "payment.read"
    PAYMENT_TOTALS = "payment.totals"
    PLACEMENT_EDIT = "placement.edit"
    PLACEMENT_MAKE = "placement.make"
    PLACEMENT_READ = "placement.read"
    POLICY_MANAGE = "policy.manage"
    PORTAL_EMPLOYEE = "portal.employee"
    PORTAL_OFFER = "portal.offer"
    PORTAL_PEOPLE = "portal.people"
    PORTAL_READ = "portal.read"
    PORTAL_VACANCY = "portal.vacancy"
    PRIVACY_FILE = "privacy.file"
    PRIVACY_MANAGE = "privacy.manage"
    REGION_EXPORT = "region.export"
    SHORTLIST_DECIDE = "shortlist.decide"
    SHORTLIST_READ = "shortlist.read"
    TASK_EDIT = "task.edit"
    USER_MANAGE = "user.manage"
    USER_READ = "user.read"
    VACANCY_EDIT = "vacancy.edit"
    VACANCY_READ = "vacancy.read"


class Role(StrEnum):
    """The roles of the field (domain.md); the last two are people of an employer, in the portal only."""

    ACCOUNT_MANAGER = "accountmanager"
    CLIENT_MANAGER = "klantmanager"
    JOB_COACH = "jobcoach"
    POLICY_OFFICER = "beleidsmedewerker"
    PRIVACY_OFFICER = "privacyfunctionaris"
    ADMINISTRATOR = "beheerder"
    EMPLOYER_ADMIN = "werkgever-beheer"
    EMPLOYER_STAFF = "werkgever"


PORTAL_ROLES: Final = frozenset({Role.EMPLOYER_ADMIN, Role.EMPLOYER_STAFF})
"""Held at an organisation of kind employer only, and never together with a role of staff at the same organisation."""
STAFF_ROLES: Final = frozenset(Role) - PORTAL_ROLES


ROLE_LABELS: Final = {
    Role.ACCOUNT_MANAGER: "Accountmanager",
    Role.CLIENT_MANAGER: "Klantmanager",
    Role.JOB_COACH: "Jobcoach",
    Role.POLICY_OFFICER: "Beleidsmedewerker",
    Role.PRIVACY_OFFICER: "Functionaris gegevensbescherming",
    Role.ADMINISTRATOR: "Functioneel beheerder",
    Role.EMPLOYER_ADMIN: "Werkgever (beheer)",
    Role.EMPLOYER_STAFF: "Werkgever",
}

_P = Permission
GRANTS: Final[dict[Role, frozenset[Permission]]] = {
    Role.ACCOUNT_MANAGER: frozenset(
        {
            _P.ALGORITHM_READ, _P.BANENAFSPRAAK_READ, _P.CANDIDATE_READ, _P.DAY_READ, _P.DOCUMENT_CREATE,
            _P.DOCUMENT_READ,
            _P.DOCUMENT_UPLOAD, _P.DUPLICATE_MERGE, _P.DUPLICATE_READ, _P.EMPLOYER_CONTACT, _P.EMPLOYER_EDIT,
            _P.EMPLOYER_INVITE, _P.EMPLOYER_READ, _P.EXPORT, _P.IMPORT, _P.INTRODUCTION_MAKE, _P.INTRODUCTION_READ,
            _P.PLACEMENT_EDIT, _P.PLACEMENT_MAKE, _P.PLACEMENT_READ, _P.SHORTLIST_DECIDE, _P.SHORTLIST_READ,
            _P.TASK_EDIT, _P.VACANCY_EDIT, _P.VACANCY_READ,
        }
    ),
    Role.CLIENT_MANAGER: frozenset(
        {
            _P.CANDIDATE_AGREEMENT, _P.CANDIDATE_CREATE, _P.CANDIDATE_EDIT, _P.CANDIDATE_EMERGENCY,
            _P.CANDIDATE_LOONWAARDE, _P.CANDIDATE_PERSONAL, _P.CANDIDATE_READ, _P.COACHING_READ, _P.DAY_READ,
            _P.DECISION_APPROVE,
            _P.DECISION_DRAFT, _P.DECISION_READ, _P.DOCUMENT_READ, _P.PAYMENT_APPROVE, _P.PAYMENT_READ,
            _P.PAYMENT_TOTALS, _P.DOCUMENT_UPLOAD, _P.DUPLICATE_MERGE, _P.DUPLICATE_READ, _P.EMPLOYER_READ, _P.EXPORT,
            _P.INTRODUCTION_DECIDE, _P.INTRODUCTION_READ, _P.PLACEMENT_READ, _P.PRIVACY_FILE, _P.SHORTLIST_READ,
            _P.TASK_EDIT, _P.VACANCY_READ,
        }
    ),
    Role.JOB_COACH: frozenset(
        {
            _P.CANDIDATE_READ, _P.COACHING_READ, _P.COACHING_WRITE, _P.DAY_READ, _P.DOCUMENT_CREATE, _P.DOCUMENT_READ,
            _P.DOCUMENT_UPLOAD, _P.INTRODUCTION_READ, _P.PLACEMENT_READ, _P.TASK_EDIT,
        }
    ),
    Role.POLICY_OFFICER: frozenset(
        {
            _P.ALGORITHM_DESCRIBE, _P.ALGORITHM_READ, _P.ALGORITHM_WEIGH, _P.BANENAFSPRAAK_READ,
            _P.BANENAFSPRAAK_TARGET, _P.DAY_READ, _P.EXPORT, _P.PAYMENT_TOTALS, _P.POLICY_MANAGE,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset(
        {
            _P.ALGORITHM_DESCRIBE, _P.ALGORITHM_READ, _P.AUDIT_READ, _P.DAY_READ, _P.PRIVACY_MANAGE,
            _P.TASK_EDIT, _P.USER_READ,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            _P.ALGORITHM_READ, _P.ALGORITHM_WEIGH, _P.BANENAFSPRAAK_TARGET, _P.COUPLING_MANAGE, _P.DAY_READ,
            _P.IMPORT, _P.MAIL_MANAGE,
            _P.PAYMENT_APPROVE, _P.PAYMENT_EXPORT, _P.PAYMENT_MANAGE, _P.PAYMENT_READ, _P.PAYMENT_TOTALS,
            _P.POLICY_MANAGE, _P.REGION_EXPORT,
            _P.USER_MANAGE, _P.USER_READ,
        }
    ),
    Role.EMPLOYER_ADMIN: frozenset(
        {_P.PORTAL_EMPLOYEE, _P.PORTAL_OFFER, _P.PORTAL_PEOPLE, _P.PORTAL_READ, _P.PORTAL_VACANCY}
    ),
    Role.EMPLOYER_STAFF: frozenset({_P.PORTAL_EMPLOYEE, _P.PORTAL_OFFER, _P.PORTAL_READ, _P.PORTAL_VACANCY}),
}  # fmt: skip
"""The whole of it: no wildcard, no inheritance, so that a reviewer sees what each role can reach."""
