"""`wsp match`: the ranking for one vacancy, for scripts. Numbers and codes, no names."""

import re
import uuid
from datetime import date
from typing import Any

from sqlalchemy import select

from wsp.candidates.models import Candidate
from wsp.foundation import clock, db
from wsp.foundation.actor import Actor
from wsp.foundation.errors import InvalidInput, NotFound
from wsp.reference.starter import regions
from wsp.shortlists.enums import CRITERION_LABELS
from wsp.shortlists.queries import rank_for_vacancy
from wsp.vacancies.models import Vacancy


def match(vacancy: str, *, top: int, region: str | None = None, on: date | None = None) -> dict[str, Any]:
    """Rank candidates for a vacancy given by its id or its number (V-512); `region` when a number occurs in several.

    Raises:
        InvalidInput: not an id and not a number.
        NotFound: no region has this vacancy.

    """
    if top < 1:
        raise InvalidInput("Geef bij --top een getal van 1 of hoger op.")
    condition = _condition(vacancy)
    for code in [region] if region else [each.code for each in regions()]:
        with db.unit_of_work(code) as session:
            found = session.scalar(select(Vacancy).where(condition))
            if found is None:
                continue
            actor = Actor(user_id=None, region_id=code, organisation_id=None, kind="opdrachtregel")
            list_ = rank_for_vacancy(session, actor, found.id, top=top, fallen_out=0, on=on or clock.today())
            rows = list_.ranking.ranked
            ids = [uuid.UUID(row.candidate_id) for row in rows]
            numbers = dict(session.execute(select(Candidate.id, Candidate.number).where(Candidate.id.in_(ids))).all())
            return {
                "vacancy": str(found.id),
                "number": f"V-{found.number}",
                "title": found.title,
                "region": code,
                "on": list_.ranking.on.isoformat(),
                "weights": list_.ranking.weights_version,
                "run": str(list_.run_id),
                "ranked": list_.ranking.ranked_count,
                "fallen_out": list_.ranking.fallen_out_count,
                "ranking": [
                    {
                        "position": at,
                        "candidate": row.candidate_id,
                        "number": f"K-{numbers[uuid.UUID(row.candidate_id)]}",
                        "score": row.score,
                        "violated": list(row.violated),
                        "unknown": list(row.unknown),
                        "contributions": [
                            {"criterion": each.criterion, "points": each.points, "known": each.known}
                            for each in row.contributions
                        ],
                    }
                    for at, row in enumerate(rows, start=1)
                ],
            }
    raise NotFound(f"Er is geen vacature {vacancy[:60]}. Gebruik het nummer (V-512) of het id.")


def in_words(answer: dict[str, Any]) -> list[str]:
    """The same for people: one line per candidate."""
    head = f"{answer['number']} {answer['title']}: {answer['ranked']} passen, {answer['fallen_out']} vallen af"
    rows = [
        f"{row['position']:>3}. {row['number']:<8} {row['score'] * 100:5.1f}"
        + (f"  vraag: {', '.join(CRITERION_LABELS[each].lower() for each in row['unknown'])}" if row["unknown"] else "")
        for row in answer["ranking"]
    ]
    return [head, *rows]


def _condition(vacancy: str) -> Any:
    number = re.fullmatch(r"[Vv]?-?(\d{1,9})", vacancy.strip())
    if number:
        return Vacancy.number == int(number[1])
    try:
        return Vacancy.id == uuid.UUID(vacancy.strip())
    except ValueError:
        raise InvalidInput(f"'{vacancy[:60]}' is geen vacature. Gebruik het nummer (V-512) of het id.") from None
