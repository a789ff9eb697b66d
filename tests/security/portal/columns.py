"""Which columns take a marker, which an employer may read of its own, and which hold no words."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Table, Text

MARK: Final = re.compile(r"zz[a-z]+\d{3}", re.IGNORECASE)
"""Every marker looks like this, so that a page can be searched for all of them at once."""

OWN: Final[Mapping[str, str]] = {
    "vacancies.title": "employer_id",
    "vacancies.description": "employer_id",
    "vacancies.working_times": "employer_id",
    "vacancies.closed_reason": "employer_id",
    "vacancies.review_note": "employer_id",
    "vacancy_tasks.name": "vacancy_id",
    "establishments.name": "employer_id",
    "establishments.place": "employer_id",
    "employers.name": "id",
    "employers.phone": "id",
    "employers.website": "id",
    "contacts.name": "employer_id",
    "establishments.street": "employer_id",
    "establishments.house_number": "employer_id",
    "establishments.postcode": "employer_id",
    "employer_messages.body": "employer_id",
    "employer_messages.answer": "employer_id",
    "uploads.name": "organisation_id",
    "uploads.media_type": "organisation_id",
    "placements.function_title": "employer_id",
    "introductions.appointment_place": "vacancy_id",
    "organisations.name": "organisation",
    "users.name": "user",
    "users.email": "user",
    "users.phone": "user",
    "memberships.role": "user",
}
"""Columns that an employer reads of its own records (by the column that says whose it is): marked in all other rows.

The name and address of the own contact stand above a letter."""

LETTERHEAD: Final = frozenset({"organisations.name"})
"""Columns that stand above a letter: for which municipality the colleague works who writes it."""

BY_DESIGN: Final[Mapping[str, str]] = {
    "candidates.profile_text": "wat iemand kan; namen, adressen en omstandigheden gaan eruit: zie PROFILE",
    "candidates.development_wish": "als profile_text",
    "candidate_wishes.title": "als profile_text",
    "candidate_experiences.title": "als profile_text",
}
"""Shown to an employer on purpose, after cleaning; these hold the person's own markers inside a sentence."""

CODES: Final = re.compile(
    r"(_|^)(region_id|state|kind|code|role|status|sector|source|stage|purpose|evidence|reason|template|result|action|"
    r"verdict|guidance|sex|key|hash|token|lookup|version|unit|size_class|municipality_code|occupation_code|sbi_code|"
    r"party|keeper|certainty|guidance_on_site|end_reason|closed_reason|from_state|to_state|home_region_id|actor_kind|request_id|subject_kind|"
    r"about_kind|outcome|profile|encoding|method|category|decision|answer_kind|field|criterion|engine|fingerprint|"
    r"basis|edition|origin|space|scope|erased_month|weights|name_key|sort_key|match_key|name_sound|phonetic)$"
)
"""Codes, states and keys: no words that somebody typed."""

SKIPPED_TABLES: Final = frozenset(
    {
        "alembic_version", "regions", "municipalities", "postcodes", "occupations", "occupation_labels",
        "occupation_skills", "isco_groups", "skill_groups", "skills", "reference_loads", "policy_values",
        "title_corrections",
        "policy_proposals", "number_series", "text_space_editions", "index_changes", "index_versions", "businesses",
        "user_sessions", "login_attempts", "audit_events", "read_events", "audit_seals",
    }
)  # fmt: skip
"""Reference data, counters, and logs to which nothing can be changed: no page of the portal reads them."""


REFUSED: Final = frozenset(
    {
        "contact_moments.report", "contact_moments.subject", "documents.filename", "documents.matter",
        "documents.media_type",
        "documents.sha256", "documents.title", "editions.name", "instrument_steps.reason", "introduction_steps.note",
        "kept_forms.path", "placement_loonwaarde_tasks.name", "placement_steps.reason", "uploads.sha256",
    }
)  # fmt: skip
"""Columns that take no marker afterwards: rows that are only added to get theirs when they are made."""


def texts(table: Table) -> Iterator[str]:
    for column in table.c:
        if isinstance(column.type, Text) and not column.foreign_keys and not CODES.search(column.name):
            yield column.name
