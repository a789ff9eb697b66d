"""What one would use instead of the engine, for `matching.bench`, on the same people and vacancies.

None of them ranks as the engine does: they show what text alone, or a database with its filters, costs.
"""

import io
from collections.abc import Sequence
from contextlib import closing
from importlib import import_module
from typing import Any, Final

import numpy as np
from rapidfuzz import fuzz, process

from matching.cells import points
from matching.columns import LabelSets, VacancyColumns
from matching.criteria import diploma, rijbewijs
from matching.ranking import Ranker
from matching.segments import CandidateSegment
from matching.stopwatch import Measured, timed
from matching.store import CandidateStore
from matching.synthetic import DAY
from matching.types import DEFAULT_SETTINGS, VacancyQuery
from matching.validation import InvalidInputError

POSTGRES: Final = "PostgreSQL: all hard criteria, then trigrams of the title"
_TABLE: Final = "matching_bench_people"
_AT_ONCE: Final = 50_000
FAR: Final = 1e9


def first_wishes(segment: CandidateSegment) -> list[str]:
    """The first phrase of each row: the first wish of who has one."""
    texts = segment.texts
    after = np.minimum(texts.offsets[:-1] + 1, texts.offsets[1:] - 1)
    return [texts.strings.text(int(number)) for number in texts.text[after]]


def rapidfuzz_over_all(store: CandidateStore, titles: Sequence[str]) -> Measured:
    """Rapidfuzz between the title and the first wish of everybody."""
    wishes = first_wishes(store.segments[0])
    return timed(
        "rapidfuzz: the title against every first wish", len(store), titles,
        lambda title: process.extract(title, wishes, scorer=fuzz.WRatio, limit=10), warm=0,
        note="text only, no criteria",
    )  # fmt: skip


def postgres(store: CandidateStore, queries: Sequence[VacancyQuery], dsn: str | None) -> Measured | str:
    """A database with the same hard criteria as SQL, and a score from trigrams; or why it was not measured.

    Makes a table and drops it again.

    Raises:
        InvalidInputError: other people are left than in the engine.
    """
    if dsn is None:
        return "no server given: --postgres DSN"
    try:
        psycopg = import_module("psycopg")
    except ImportError:
        return "psycopg is not installed"
    try:
        with closing(psycopg.connect(dsn, autocommit=True)) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            try:
                _fill(connection, store.segments[0])
                _check(connection, store, queries)
                return timed(
                    POSTGRES, len(store), queries, lambda query: _asked(connection, store, query, "best"), warm=1,
                    note="another score: the title against the first wish only",
                )  # fmt: skip
            finally:
                connection.execute(f"DROP TABLE IF EXISTS {_TABLE}")
    except psycopg.Error as error:
        return f"the server says: {str(error).splitlines()[0]}"


def _fill(connection: Any, segment: CandidateSegment) -> None:
    """Everybody as a row, in the columns that the criteria need."""
    connection.execute(
        f"CREATE TABLE {_TABLE} (id text, wish text, lacks bigint, hours_min float8, hours_max float8, available"
        " float8, licences int, diplomas int, x float8, y float8, z float8, reach float8, reach_by_bus float8)"
    )
    numbers = numbers_of(segment)
    wishes = first_wishes(segment)
    with connection.cursor() as cursor, cursor.copy(f"COPY {_TABLE} FROM STDIN") as copy:
        for first in range(0, len(wishes), _AT_ONCE):
            rows = slice(first, first + _AT_ONCE)
            lines = io.StringIO()
            columns = [column[rows].tolist() for column in numbers]
            for row, wish in enumerate(wishes[rows]):
                values = ["\\N" if column[row] != column[row] else str(column[row]) for column in columns]
                lines.write("\t".join((segment.id_of(first + row), wish or "\\N", *values)) + "\n")
            copy.write(lines.getvalue())
    connection.execute(f"ANALYZE {_TABLE}")


def numbers_of(segment: CandidateSegment) -> tuple[Any, ...]:
    """Columns of a filter: bits, hours, available, sets, place on a sphere in km, reach without and with a bus."""
    c, at = segment.columns, points(segment.columns.lat, segment.columns.lon)
    reach = [_reach(segment, by_bus=by_bus) for by_bus in (False, True)]
    return (segment.bits, c.hours_min, c.hours_max, c.available, c.licences.ids, c.diplomas.ids, *at.T, *reach)


def _reach(segment: CandidateSegment, *, by_bus: bool) -> Any:
    """How far each row comes, in km."""
    one = VacancyColumns.single(VacancyQuery(id="reach", public_transport=by_bus))
    _, limit, _ = segment.reach(one, DEFAULT_SETTINGS)
    return np.clip(limit.astype(np.float64), -FAR, FAR)


def facts_of(store: CandidateStore, query: VacancyQuery) -> dict[str, Any]:
    """What a filter must know of one vacancy: bits, limits, the sets that lack something, and where the work is."""
    segment, v = store.segments[0], VacancyColumns.single(query)
    place = points(v.lat, v.lon)[0]
    known = not bool(np.isnan(place).any())
    hours = bool(v.adapt_hours[0] == 1)
    return {
        "word": int(segment.word(v)), "start": _number(v.start[0]), "grace": DEFAULT_SETTINGS.available_grace_days,
        "least": None if hours else _number(v.hours_min[0]), "most": None if hours else _number(v.hours_max[0]),
        "licences": _without(v.licences, segment.columns.licences, rijbewijs.missing),
        "diplomas": _without(v.diplomas, segment.columns.diplomas, diploma.missing), "title": query.title,
        "x": float(place[0]) if known else None, "y": float(place[1]) if known else None,
        "z": float(place[2]) if known else None, "by_bus": bool(v.public_transport[0] != 0),
    }  # fmt: skip


def _asked(connection: Any, store: CandidateStore, query: VacancyQuery, answer: str) -> list[Any]:
    """One vacancy as SQL: the ten best, or how many are left."""
    facts = facts_of(store, query)
    reach = "reach_by_bus" if facts["by_bus"] else "reach"
    where = (
        f"FROM {_TABLE} WHERE lacks & %(word)s = 0 AND (hours_max < %(least)s) IS NOT TRUE"
        " AND (hours_min > %(most)s) IS NOT TRUE AND (available - %(start)s > %(grace)s) IS NOT TRUE"
        " AND licences <> ALL(%(licences)s::int[]) AND diplomas <> ALL(%(diplomas)s::int[])"
        f" AND {reach} > {-FAR} AND (sqrt((x - %(x)s::float8) ^ 2 + (y - %(y)s::float8) ^ 2"
        f" + (z - %(z)s::float8) ^ 2) > {reach}) IS NOT TRUE"
    )
    score = "coalesce(similarity(wish, %(title)s), 0) AS score"
    select = {
        "best": f"SELECT id, {score} {where} ORDER BY score DESC, id LIMIT 10",
        "left": f"SELECT count(*) {where}",
    }[answer]
    return list(connection.execute(select, facts).fetchall())


def _check(connection: Any, store: CandidateStore, queries: Sequence[VacancyQuery]) -> None:
    """The SQL must leave as many people as the engine."""
    for query in queries[:3]:
        ((left,),) = _asked(connection, store, query, "left")
        check_left("the database", left, store, query)


def check_left(who: str, left: int, store: CandidateStore, query: VacancyQuery) -> None:
    """Another way must leave as many people as the engine; one in ten thousand may live on the border of a distance.

    Raises:
        InvalidInputError: it does not.
    """
    ours = Ranker().candidates_for(query, store, on=DAY, top=0).ranked_count
    if abs(left - ours) > 1 + ours / 10_000:
        raise InvalidInputError(f"bench: {who} leaves {left} people and the engine {ours}")


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _without(required: LabelSets, held: LabelSets, missing: Any) -> list[int]:
    """The sets of the other side that lack something."""
    return np.flatnonzero(required.compare_sets(held, missing, forward=True)).tolist()
