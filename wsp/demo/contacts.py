"""Two years of contact moments with employers, each report put together differently."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wsp.accounts.permissions import Role
from wsp.demo import trades
from wsp.demo.chance import Chance, Deck
from wsp.demo.employers import DemoEmployer
from wsp.demo.plan import RegionPlan, material
from wsp.demo.rows import Rows
from wsp.demo.staff import Staff
from wsp.employers.models import ContactMoment
from wsp.foundation import clock
from wsp.reference.starter import StarterOccupation

_HISTORY_DAYS = 728
_PER_STATUS = {"klant": (4, 13), "prospect": (1, 5), "slapend": (1, 4), "gestopt": (0, 2)}
_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()  # noqa: SIM905 - reads as a row


def make_contact_moments(
    rows: Rows, plan: RegionPlan, staff: Staff, employers: list[DemoEmployer], seed: object
) -> None:
    """Collect the contact history of every employer, oldest first."""
    chance = Chance(seed, plan.code, "contacts")
    data = material("contacts")
    decks = {
        (topic["code"], part): Deck(chance, topic[part])
        for topic in data["topics"]
        for part in ("openings", "middles", "ends", "subjects")
    }
    decks["", "extras"] = Deck(chance, data["extras"])
    maker = _Maker(rows, chance, decks)
    colleagues = [person.user_id for person in staff.of(Role.ACCOUNT_MANAGER)]
    organisation = {person.user_id: person.organisation_id for person in staff.people}
    today = clock.today()
    for employer in employers:
        low, high = _PER_STATUS[employer.status]
        first = max(employer.since, today - timedelta(days=_HISTORY_DAYS))
        days = sorted(chance.workday(first, today) for _ in range(chance.number(low, high)))
        for position, day in enumerate(days):
            author = employer.owner_id if employer.owner_id and chance.yes(0.82) else chance.one(colleagues)
            new = position == 0 and first == employer.since
            maker.moment(employer, day, new=new, author={"user_id": author, "organisation_id": organisation[author]})


@dataclass(frozen=True)
class _Maker:
    rows: Rows
    chance: Chance
    decks: Mapping[tuple[str, str], Deck]

    def moment(self, employer: DemoEmployer, day: date, *, new: bool, author: Mapping[str, Any]) -> None:
        """Collect one contact moment; the first one with a new employer is about getting to know each other."""
        chance, data, decks = self.chance, material("contacts"), self.decks
        topics = [each for each in data["topics"] if (each["when"] == "first") == new]
        if employer.status != "klant" and not new:
            topics = [each for each in topics if each["code"] not in {"nazorg", "regeling", "voordracht"}]
        topic = chance.one(topics)
        contact_id, role = chance.one(employer.contacts) if employer.contacts else (None, "receptie")
        at = chance.moment(day)
        slots = _slots(chance, data, employer, role, at.month)
        kind, _, opening = decks[topic["code"], "openings"].deal().rpartition("| ")
        sentences = [opening]
        sentences += [decks[topic["code"], "middles"].deal() for _ in range(chance.weighted({1: 35, 2: 65}))]
        if chance.yes(0.85):
            sentences.append(decks[topic["code"], "ends"].deal())
        if chance.yes(0.5):
            sentences.insert(chance.number(1, len(sentences)), decks["", "extras"].deal())
        ahead = day + timedelta(days=chance.number(10, 60))
        follow_up = chance.yes(0.3)
        self.rows.add(
            ContactMoment,
            id=chance.uuid(),
            created_at=at,
            employer_id=employer.id,
            contact_id=contact_id,
            **author,
            occurred_at=at,
            kind=kind or chance.weighted(data["kinds"]),
            subject=_capital(decks[topic["code"], "subjects"].deal().format(**slots)),
            report=" ".join(_capital(sentence.format(**slots)) for sentence in sentences),
            carving_possible=bool(topic.get("carving")) or chance.yes(0.04),
            next_action=chance.one(data["next_actions"]) if follow_up else None,
            next_action_on=ahead if follow_up else None,
        )


def _slots(chance: Chance, data: Mapping[str, Any], employer: DemoEmployer, role: str, month: int) -> dict[str, Any]:
    work: StarterOccupation = chance.one(trades.by_section()[employer.section])
    return {
        "role": role,
        "work": work.name,
        "task": chance.one(trades.task_phrases(work)),
        "n": chance.number(2, 9),
        "hours": chance.one((12, 16, 20, 24, 28)),
        "part": chance.one(data["parts"]),
        "month": _MONTHS[(month + chance.number(1, 4)) % 12],
    }


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
