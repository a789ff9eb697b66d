"""Employers with sector, establishments and contacts."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from wsp.accounts.permissions import Role
from wsp.demo.chance import Chance, apportion
from wsp.demo.names import person_name
from wsp.demo.plan import Place, RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.employers.enums import Sector
from wsp.employers.models import Business, Contact, Employer, EmployerSector, Establishment
from wsp.employers.rules import match_key
from wsp.foundation import clock
from wsp.foundation.sortkey import sort_key
from wsp.foundation.versions import period

_GOVERNMENT_SHARE = 15
"""Of a hundred employers: the banenafspraak counts government (with schools) apart."""
_LETTERS = "ABCDEFGHJKLMNPRTVWXZ"
"""For the end of a postcode; without S, so that none of the combinations that do not exist comes up."""


@dataclass(frozen=True)
class DemoEmployer:
    """What other parts of the demo need to know of an employer."""

    id: uuid.UUID
    name: str
    section: str
    status: str
    owner_id: uuid.UUID | None
    since: date
    establishments: Sequence[uuid.UUID]
    contacts: Sequence[tuple[uuid.UUID, str]]
    """Id and function of those who still work there."""
    place: str
    size: str


def make_employers(rows: Rows, plan: RegionPlan, staff: Staff, numbers: range, seed: object) -> list[DemoEmployer]:
    """Collect the rows of all employers of a region."""
    chance = Chance(seed, plan.code, "employers")
    data = material("employers")
    names = _made_up_names(data, plan, chance)
    government = round(plan.employers * _GOVERNMENT_SHARE / 100)
    market = plan.employers - government
    kinds = [(trade, Sector.MARKET) for trade in _trades(chance, data["trades"], market)]
    kinds += [(trade, Sector.GOVERNMENT) for trade in _trades(chance, data["government"], government)]
    maker = _Maker(rows, chance, plan, staff)
    return [
        maker.employer(number, trade, sector, middle)
        for number, (trade, sector), middle in zip(numbers, chance.shuffled(kinds), names, strict=True)
    ]


def _trades(chance: Chance, trades: Sequence[Mapping[str, Any]], count: int) -> list[Mapping[str, Any]]:
    shares = apportion({position: trade["share"] for position, trade in enumerate(trades)}, count)
    return chance.shuffled([trades[position] for position, amount in shares.items() for _ in range(amount)])


def _made_up_names(data: Mapping[str, Any], plan: RegionPlan, chance: Chance) -> list[str]:
    """The made-up middle of each name. Regions share no KVK numbers, so they may share none of these either."""
    pairs = Chance("names").shuffled([one + other for one in data["first"] for other in data["second"]])
    half = len(pairs) * 19 // 20
    own = pairs[half:] if plan.employers < len(pairs) - half + 1 else pairs[:half]
    # More employers than names: some firms share a name with a firm in another trade, as happens.
    while len(own) < plan.employers:
        own = own + chance.some(own, plan.employers - len(own))
    return own[: plan.employers]


@dataclass(frozen=True)
class _Maker:
    rows: Rows
    chance: Chance
    plan: RegionPlan
    staff: Staff

    def employer(self, number: int, trade: Mapping[str, Any], sector: Sector, middle: str) -> DemoEmployer:
        """Collect one employer with its sector, establishments and contacts."""
        chance, data = self.chance, material("employers")
        today = clock.today()
        name = chance.one(trade["trades"]).format(n=middle)
        legal = chance.one(data["legal"]) if sector is Sector.MARKET else ""
        full_name = f"{name} {legal}".strip()
        since = today - timedelta(days=chance.number(40, 1500))
        at = chance.moment(since)
        status = chance.weighted(data["statuses"])
        owners = self.staff.of(Role.ACCOUNT_MANAGER)
        # The demo account manager has the fullest portfolio: it is the one that people look at.
        weights = {person.user_id: 3.0 if person.demo else 2.0 for person in owners}
        owner = None if status == "prospect" and chance.yes(0.4) else chance.weighted(weights)
        slug = "".join(sort_key(name).replace("'", "").split())
        region_digit = self.plan.code[-1]
        business_id = chance.uuid()
        # Numbers that start with 00 are not handed out by the trade register.
        kvk = f"00{region_digit}{number:05d}"
        self.rows.add_shared(Business, id=business_id, created_at=at, kvk_number=kvk, name=full_name, rsin=None)
        size = chance.weighted(data["sizes"])
        employer = self.rows.add(
            Employer,
            id=chance.uuid(),
            created_at=at,
            updated_at=at,
            number=number,
            business_id=business_id,
            name=full_name,
            sort_key=sort_key(full_name),
            match_key=match_key(full_name),
            status=status,
            owner_id=owner,
            size_class=size if chance.yes(0.88) else None,
            website=f"https://www.{slug}.example" if chance.yes(0.7) else None,
            phone=self._phone(),
            note=chance.one(data["notes"]) if chance.yes(0.35) else None,
            source="import" if chance.yes(0.2) else "medewerker",
        )
        sbi = chance.one(trade["sbi"])
        self.rows.add(
            EmployerSector,
            id=chance.uuid(),
            created_at=at,
            recorded_at=at,
            employer_id=employer["id"],
            sector=sector.value,
            sbi_code=sbi if chance.yes(0.93) else None,
            valid=period(None),
        )
        sites = self._sites(employer["id"], number, at)
        contacts = self._contacts(employer["id"], [site["id"] for site in sites], slug, at)
        return DemoEmployer(
            id=employer["id"],
            name=full_name,
            section=trade["section"],
            status=status,
            owner_id=owner,
            since=since,
            establishments=[site["id"] for site in sites],
            contacts=contacts,
            place=sites[0]["place"],
            size=size,
        )

    def _phone(self) -> str:
        """A number that no exchange hands out: what follows the area code starts with 00."""
        area = self.plan.area.removeprefix("0")
        return f"+31{area}{self.chance.number(1, 9999):0{9 - len(area)}d}"

    def _sites(self, employer_id: uuid.UUID, number: int, at: datetime) -> list[dict[str, Any]]:
        chance, data, plan = self.chance, material("employers"), self.plan
        weights: dict[Place, float] = {place: place.employers for place in plan.places if place.employers}
        sites: list[dict[str, Any]] = []
        for position in range(chance.weighted({1: 84, 2: 12, 3: 4})):
            place = chance.weighted(weights)
            near = place.pc4 in plan.reachable
            sites.append(
                self.rows.add(
                    Establishment,
                    id=chance.uuid(),
                    created_at=at,
                    updated_at=at,
                    employer_id=employer_id,
                    name=chance.one(data["sites"]).format(place=place.name) if position else place.name,
                    establishment_number=f"0000{number:06d}{position:02d}" if chance.yes(0.8) else None,
                    street=chance.one(data["streets"]),
                    house_number=str(chance.number(1, 180)) + ("a" if chance.yes(0.08) else ""),
                    postcode=postcode(chance, place.pc4),
                    place=place.name,
                    municipality_code=place.municipality,
                    public_transport=None if chance.yes(0.18) else chance.yes(0.85 if near else 0.3),
                )
            )
        return sites

    def _contacts(
        self, employer_id: uuid.UUID, sites: Sequence[uuid.UUID], slug: str, at: datetime
    ) -> list[tuple[uuid.UUID, str]]:
        chance, data = self.chance, material("employers")
        present: list[tuple[uuid.UUID, str]] = []
        for position in range(chance.weighted({1: 55, 2: 32, 3: 13})):
            who = person_name(chance)
            role = chance.one(data["roles"])
            left = position > 0 and chance.yes(0.2)
            contact = self.rows.add(
                Contact,
                id=chance.uuid(),
                created_at=at,
                updated_at=at,
                employer_id=employer_id,
                establishment_id=chance.one(sites) if chance.yes(0.6) else None,
                name=who.full,
                sort_key=who.sort_key,
                role=role if chance.yes(0.9) else None,
                email=f"{who.mailbox}@{slug}.example" if chance.yes(0.85) else None,
                phone=f"+31600{chance.number(0, 999999):06d}" if chance.yes(0.6) else None,
                first_choice=position == 0,
                left_on=clock.today() - timedelta(days=chance.number(20, 500)) if left else None,
            )
            if not left:
                present.append((contact["id"], role))
        return present


def postcode(chance: Chance, pc4: str) -> str:
    """A full postcode in this area, written as it is stored."""
    return f"{pc4} {chance.one(_LETTERS)}{chance.one(_LETTERS)}"
