"""The words of a region for the engine: one text space per month, and how near occupations are.

A text space that each process fitted on what it happened to load would give two web workers slightly different scores
for the same question. So the first one of a month fits it on all texts of the region, keeps it, and all others read it.
"""

import io
import uuid
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from matching import lexicon
from matching.phrases import candidate_phrases, vacancy_phrases
from matching.similarity import ESSENTIAL, OPTIONAL, OccupationSimilarity
from matching.text import TextSpace
from matching.titles import Label
from matching.types import CandidateProfile, VacancyQuery
from wsp.foundation import clock, db
from wsp.reference import queries as reference
from wsp.shortlists.models import TextSpaceEdition


def text_space(
    session: Session, region: str, *, on: date, texts: Callable[[], Iterable[CandidateProfile | VacancyQuery]]
) -> TextSpace:
    """The space of the month of `on`; fitted on what `texts` gives when it is the first asked for, else only read."""
    edition, month = _edition(session), _month(on)
    wanted = select(TextSpaceEdition.weights).where(
        TextSpaceEdition.month == month, TextSpaceEdition.labels_edition == edition
    )
    weights = session.scalar(wanted)
    if weights is None:
        fitted = TextSpace(words=_words(session)).fit(_texts(texts()))
        session.execute(
            insert(TextSpaceEdition)
            .values(
                id=uuid.uuid4(), created_at=clock.now(), region_id=region, month=month, labels_edition=edition,
                weights=_packed(fitted),
            )
            .on_conflict_do_nothing(index_elements=["region_id", "month", "labels_edition"])
        )  # fmt: skip
        weights = session.scalars(wanted).one()
    return _space(weights, _words(session))


def edition_of(session: Session, region: str, *, on: date) -> str | None:
    """Id of the text space that a ranking on a day uses: kept with the run, for its replay. It never changes."""
    month, edition = _month(on), _edition(session)
    database = db.database()
    known = {} if database.bound else _editions.setdefault(database, {})
    found = known.get((region, month, edition))
    if found is None:
        wanted = select(TextSpaceEdition.id).where(
            TextSpaceEdition.month == month, TextSpaceEdition.labels_edition == edition
        )
        found = session.scalar(wanted)
        if found is not None:
            known[region, month, edition] = found
    return None if found is None else str(found)


def _month(on: date) -> str:
    """The month and the built-in words: after a release with other words the weights are learned anew."""
    return f"{on:%Y-%m}/{lexicon.edition()}"


_editions: WeakKeyDictionary[db.Database, dict[tuple[str, str, int], uuid.UUID]] = WeakKeyDictionary()


def occupations(session: Session) -> OccupationSimilarity:
    """How near occupations are; made once per process and edition of the names."""
    edition = _edition(session)
    if edition not in _similarities:
        rows = reference.labels(session)
        needed = {
            code: {skill: ESSENTIAL if relation == "essential" else OPTIONAL for skill, relation in skills.items()}
            for code, skills in reference.skills_by_occupation(session).items()
        }
        _similarities.clear()
        _similarities[edition] = OccupationSimilarity(
            [Label(uri=row.concept, text=row.label, preferred=row.preferred) for row in rows],
            isco={row.concept: row.isco for row in rows}, skills=needed, work=reference.starter_work(),
        )  # fmt: skip
    return _similarities[edition]


def concepts(session: Session) -> dict[str, str]:
    """Occupation code to concept, whichever list it was chosen from; read once per process and edition."""
    edition = _edition(session)
    if edition not in _concepts:
        _concepts.clear()
        _concepts[edition] = reference.concepts(session)
    return _concepts[edition]


_concepts: dict[int, dict[str, str]] = {}
_similarities: dict[int, OccupationSimilarity] = {}


def _edition(session: Session) -> int:
    """Edition of the occupations' names, asked once per transaction: it decides about all that is remembered here."""
    if "labels_edition" not in session.info:
        session.info["labels_edition"] = reference.labels_edition(session)
    return int(session.info["labels_edition"])


_known_words: dict[int, tuple[str, ...]] = {}


def _words(session: Session) -> tuple[str, ...]:
    """Names of occupations: what compounds are taken apart by."""
    edition = _edition(session)
    if edition not in _known_words:
        _known_words.clear()
        _known_words[edition] = tuple(sorted({row.label for row in reference.labels(session)}))
    return _known_words[edition]


def _texts(records: Iterable[CandidateProfile | VacancyQuery]) -> list[str]:
    phrases = (
        candidate_phrases(each) if isinstance(each, CandidateProfile) else vacancy_phrases(each) for each in records
    )
    return [phrase.text for record in phrases for phrase in record]


def _packed(space: TextSpace) -> bytes:
    """Most of a million features were never seen and share one weight: keep the others."""
    common = float(space.idf_.max())
    seen = np.flatnonzero(space.idf_ != common)
    target = io.BytesIO()
    np.savez_compressed(target, size=space.size, common=common, seen=seen.astype(np.int32), weights=space.idf_[seen])
    return target.getvalue()


@lru_cache(maxsize=8)
def _space(weights: bytes, words: tuple[str, ...]) -> TextSpace:
    kept = np.load(io.BytesIO(weights), allow_pickle=False)
    idf = np.full(int(kept["size"]), float(kept["common"]))
    idf[kept["seen"]] = kept["weights"]
    return TextSpace.with_weights(idf, words=words)
