"""What rows refer to by name: municipalities, places, colleagues; looked up once per import."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from sqlalchemy import or_, select

from wsp.accounts.models import Membership, User
from wsp.accounts.permissions import Role
from wsp.candidates.models import Candidate
from wsp.employers.models import Business, Employer, Establishment
from wsp.employers.rules import match_key
from wsp.exchange import links
from wsp.exchange.errors import UnusableRow
from wsp.exchange.models import ExternalId
from wsp.exchange.tables.columns import folded
from wsp.exchange.tables.kinds.base import Work
from wsp.foundation import clock, numbers
from wsp.foundation.sortkey import sort_key
from wsp.reference import queries as reference

EMPLOYER_HINT: Final = "KVK-nummer, nummer in het portaal (W-12), nummer in jullie systeem, of de naam."
EMPLOYER_SYNONYMS: Final = (
    "bedrijf",
    "bedrijfsnaam",
    "kvk-nummer",
    "kvk",
    "organisatie",
    "relatienummer",
    "opdrachtgever",
)
_NUMBER: Final = re.compile(r"[Ww]-?([0-9]{1,7})")
_KVK: Final = re.compile(r"[0-9]{8}")


def municipalities(work: Work) -> dict[str, str]:
    """Code -> name of the municipalities of the region."""
    if "municipalities" not in work.memory:
        found = reference.municipalities(work.session, work.actor.region_id)
        work.memory["municipalities"] = {each.code: each.name for each in found}
    names: dict[str, str] = work.memory["municipalities"]
    return names


def place_of(work: Work, text: str) -> str | None:
    """The place to which a postcode belongs; None for what is no postcode, or an unknown one."""
    try:
        pc4 = numbers.pc4(text)
    except numbers.NumberError:
        return None
    places: dict[str, str | None] = work.memory.setdefault("places", {})
    if pc4 not in places:
        found = reference.postcode(work.session, pc4)
        places[pc4] = found.place if found else None
    return places[pc4]


def client_managers(work: Work) -> dict[str, uuid.UUID]:
    """Name or e-mail address, folded -> client manager of the organisation that keeps the dossiers."""
    return _colleagues(work, Role.CLIENT_MANAGER, work.organisation_id)


def account_managers(work: Work) -> dict[str, uuid.UUID]:
    """Name or e-mail address, folded -> account manager of the region."""
    return _colleagues(work, Role.ACCOUNT_MANAGER, None)


def _colleagues(work: Work, role: Role, organisation_id: uuid.UUID | None) -> dict[str, uuid.UUID]:
    if role not in work.memory:
        statement = (
            select(User.id, User.name, User.email)
            .join(Membership, Membership.user_id == User.id)
            .where(
                Membership.region_id == work.actor.region_id,
                Membership.role == role.value,
                Membership.ended_at.is_(None),
                User.active.is_(True),
            )
            .distinct()
        )
        if organisation_id is not None:
            statement = statement.where(Membership.organisation_id == organisation_id)
        rows = work.session.execute(statement).all()
        # Two colleagues of one name: only their e-mail address says who is meant.
        count = Counter(folded(name) for _, name, _ in rows)
        found = {folded(name): user_id for user_id, name, _ in rows if count[folded(name)] == 1}
        work.memory[role] = found | {folded(email): user_id for user_id, _, email in rows}
    known: dict[str, uuid.UUID] = work.memory[role]
    return known


def candidates(work: Work, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Candidate]:
    """These dossiers of the own organisation, to be shown beside a row that looks like one."""
    statement = select(Candidate).where(Candidate.id.in_(ids), Candidate.organisation_id == work.organisation_id)
    return {each.id: each for each in work.session.scalars(statement)}


def find_employers(work: Work, texts: Sequence[str]) -> None:
    """Look up the employers that these rows name, for `employer`: three statements for a whole batch."""
    found: dict[str, set[uuid.UUID]] = defaultdict(set)
    wanted = {text.strip() for text in texts}
    keys = {match_key(text) for text in wanted} - {""}
    numbered = {int(hit[1]) for text in wanted if (hit := _NUMBER.fullmatch(text))}
    kvk_numbers = {text for text in wanted if _KVK.fullmatch(text)}
    rows = work.session.execute(
        select(Employer.id, Employer.number, Employer.match_key, Business.kvk_number)
        .outerjoin(Business, Business.id == Employer.business_id)
        .where(
            Employer.region_id == work.actor.region_id,
            or_(Employer.match_key.in_(keys), Employer.number.in_(numbered), Business.kvk_number.in_(kvk_numbers)),
        )
    )
    for employer_id, number, key, kvk_number in rows:
        found[f"nummer:{number}"].add(employer_id)
        found[f"naam:{key}"].add(employer_id)
        if kvk_number:
            found[f"kvk:{kvk_number}"].add(employer_id)
    linked = work.session.execute(
        select(ExternalId.external_id, ExternalId.subject_id).where(
            ExternalId.region_id == work.actor.region_id,
            ExternalId.system == work.system,
            ExternalId.kind == links.EMPLOYER,
            ExternalId.external_id.in_(wanted),
        )
    )
    for external_id, employer_id in linked:
        found[f"eigen:{external_id}"].add(employer_id)
    work.memory["employers"] = found


def employer(work: Work, text: str) -> uuid.UUID:
    """The employer that a row names, after `find_employers`.

    Raises:
        UnusableRow: there is none, or more than one of that name.

    """
    found: dict[str, set[uuid.UUID]] = work.memory["employers"]
    named = text.strip()
    number = _NUMBER.fullmatch(named)
    # What says it most precisely counts first: the sender's own number, then ours, then the national one.
    places = [f"eigen:{named}", f"nummer:{number[1]}" if number else "", f"kvk:{named}", f"naam:{match_key(named)}"]
    hits = next((found[place] for place in places if found.get(place)), set())
    if len(hits) == 1:
        return next(iter(hits))
    if hits:
        message = "Er zijn meer werkgevers met deze naam. Vul het KVK-nummer of het nummer uit het portaal in."
    else:
        message = "Deze werkgever staat nog niet in het portaal. Lees eerst de werkgevers in, of controleer de naam."
    raise UnusableRow(message, fields={"employer": [message]})


def sites_of(work: Work, employer_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """The open establishments of these employers."""
    rows = work.session.execute(
        select(Establishment.employer_id, Establishment.id)
        .where(
            Establishment.region_id == work.actor.region_id,
            Establishment.employer_id.in_(set(employer_ids)),
            or_(Establishment.closed_on.is_(None), Establishment.closed_on >= clock.today()),
        )
        .order_by(Establishment.created_at, Establishment.id)
    )
    found: dict[uuid.UUID, list[uuid.UUID]] = {employer_id: [] for employer_id in employer_ids}
    for employer_id, site_id in rows:
        found[employer_id].append(site_id)
    return found


def occupation(work: Work, title: str) -> str | None:
    """The code of the occupation with exactly this name or synonym; None when there is none."""
    codes: dict[str, str | None] = work.memory.setdefault("occupations", {})
    if title not in codes:
        hits = reference.find_occupations(work.session, title, limit=1)
        codes[title] = hits[0].code if hits and sort_key(hits[0].label) == sort_key(title) else None
    return codes[title]
