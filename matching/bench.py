"""``python -m matching bench``: how quick the engine is, next to what one would use instead, in one run.

Made-up people and vacancies (`matching.synthetic`) are stored in a folder and opened again, so that what is measured is
what a web worker does. Every exact way must give the same ten people, else the run fails. Machines differ and are
noisy: the comparison within one run is what counts, beside its own milliseconds.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from matching import bench_pandas, bench_rivals, saving
from matching.batch import best_of_each
from matching.best_rows import best_first
from matching.columns import VacancyColumns
from matching.phrases import compared_phrases
from matching.query_text import QueryText
from matching.ranking import Ranker
from matching.scoring import hard_outcome
from matching.segment_ranking import Scored, SegmentRanking, year_of
from matching.stopwatch import Measured, timed
from matching.store import CandidateStore, VacancyStore
from matching.synthetic import DAY, Country
from matching.types import VacancyQuery
from matching.validation import InvalidInputError

T = TypeVar("T")

_SEED: Final = 1
_QUERIES: Final = 105
_SLOW_QUERIES: Final = 5


@dataclass(kw_only=True)
class Bench:
    """All that one run measured."""

    candidates: int
    vacancies: int
    measured: list[Measured] = field(default_factory=list)
    not_measured: dict[str, str] = field(default_factory=dict)
    open_ms: dict[str, float] = field(default_factory=dict)
    memory_mb: dict[str, float] = field(default_factory=dict)
    disk_mb: dict[str, float] = field(default_factory=dict)
    batch: dict[str, float] = field(default_factory=dict)
    same_top_10: bool = True


def run(
    *, candidates: int, vacancies: int, batch: tuple[int, int] | None, keep: Path | None, postgres: str | None = None
) -> dict[str, Any]:  # fmt: skip
    """Measure everything.

    Args:
        candidates: number of people.
        vacancies: number of vacancies.
        batch: vacancies x people ranked without explanation by all cores, ``None`` to leave out.
        keep: folder in which made stores are kept for the next run; without it they are thrown away.
        postgres: connection string of a server with pg_trgm; without it the database is not measured.

    Raises:
        InvalidInputError: two exact ways did not agree.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = keep or Path(scratch)
        found = Bench(candidates=candidates, vacancies=vacancies)
        people = _stored(folder / f"candidates-{candidates}", candidates, saving.open_candidates)
        offers = _stored(folder / f"vacancies-{vacancies}", vacancies, saving.open_vacancies)
        _forward(found, people, postgres)
        _backward(found, offers)
        if batch:
            crowd = _stored(folder / f"candidates-{batch[1]}", batch[1], saving.open_candidates)
            _batch(found, crowd, batch[0])
        _cold(found, folder)
    if not found.same_top_10:
        raise InvalidInputError("bench: two exact ways gave different people")
    return asdict(found)


def _stored(folder: Path, count: int, opened: Callable[[Path], T]) -> T:
    """The store in a folder, made first when it is not there or of another format."""
    try:
        return opened(folder)
    except saving.UnusableStoreError:
        country = Country(seed=_SEED)
        space = country.space()
        made: CandidateStore | VacancyStore
        if folder.name.startswith("candidates"):
            made = CandidateStore.from_profiles(country.candidates(count), space=space)
        else:
            made = VacancyStore.from_vacancies(country.vacancies(count), space=space)
        saving.save(made, folder)
        return opened(folder)


def _forward(found: Bench, store: CandidateStore, postgres: str | None) -> None:
    ranker, queries = Ranker(), list(Country(seed=_SEED).vacancies(_QUERIES, seed=7))
    found.measured.append(
        timed("engine: a vacancy, top 10 explained", len(store), queries,
               lambda query: ranker.candidates_for(query, store, on=DAY))
    )  # fmt: skip
    some = queries[:_SLOW_QUERIES]
    found.measured.append(
        timed("numpy: all rules and scores for everybody", len(store), some, lambda q: _everybody(q, store), warm=1)
    )
    for query in some:
        best = [each.candidate_id for each in ranker.candidates_for(query, store, on=DAY).ranked]
        found.same_top_10 &= best == _everybody(query, store)
    found.measured.append(bench_rivals.rapidfuzz_over_all(store, [query.title for query in some[:2]]))
    framed = bench_pandas.measured(store, some)
    if isinstance(framed, str):
        found.not_measured[bench_pandas.PANDAS] = framed
    else:
        found.measured.append(framed)
    answer = bench_rivals.postgres(store, some, postgres)
    if isinstance(answer, str):
        found.not_measured[bench_rivals.POSTGRES] = answer
    else:
        found.measured.append(answer)
    segment = store.segments[0]
    kept = segment.texts
    arrays = [*_arrays(segment.columns), segment.bits, kept.text, kept.kind, kept.wholes.tokens]
    size = sum(array.nbytes for array in arrays) / 1e6
    found.measured.append(
        timed("memory limit: read every column and text number once", len(store), range(10),
               lambda _: [int(np.bitwise_xor.reduce(_words(array))) for array in arrays], warm=2, note=f"{size:.0f} MB")
    )  # fmt: skip


def _backward(found: Bench, store: VacancyStore) -> None:
    ranker, queries = Ranker(), list(Country(seed=_SEED).candidates(_QUERIES, seed=7))
    found.measured.append(
        timed("engine: a candidate, top 10 vacancies explained", len(store), queries,
               lambda query: ranker.vacancies_for(query, store, on=DAY))
    )  # fmt: skip


def _batch(found: Bench, store: CandidateStore, count: int) -> None:
    ranker, queries = Ranker(), list(Country(seed=_SEED).vacancies(count, seed=9))
    cores = len(os.sched_getaffinity(0))
    began, worked = time.perf_counter(), _processor_seconds()
    best = best_of_each(ranker, queries, store, on=DAY, processes=cores)
    took, busy = time.perf_counter() - began, _processor_seconds() - worked
    for number in range(0, count, max(count // _SLOW_QUERIES, 1)):
        found.same_top_10 &= [each for each, _ in best[number]] == _everybody(queries[number], store)
    found.batch = {
        "vacancies": count, "candidates": len(store), "processes": cores, "seconds": round(took, 2),
        "processor_seconds": round(busy, 2),
    }  # fmt: skip


def _processor_seconds() -> float:
    """Seconds that this process and those it split off have worked."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _everybody(query: VacancyQuery, store: CandidateStore) -> list[str]:
    """The same ten people by deciding and scoring everybody, nothing left out beforehand."""
    ranker, segment, one = Ranker(), store.segments[0], VacancyColumns.single(query)
    texts = QueryText.of(compared_phrases(query), store.space, on_year=year_of(DAY))
    run = SegmentRanking(
        segment, one, texts, on=DAY, weights=(ranker.weights,), settings=ranker.settings, occupations=None
    )
    left = np.flatnonzero(hard_outcome(one, segment.columns, ranker.settings).blocking == 0)
    pieces = [Scored(run, left[at : at + 20_000]).order for at in range(0, len(left), 20_000)]
    rows, _ = best_first(left, np.concatenate([np.zeros(0), *pieces]), segment.columns.ids, 10)
    return [segment.id_of(row) for row in rows.tolist()]


_COLD: Final = """
import json, sys, time
from pathlib import Path
from matching import saving
from matching.bench import resident_mb
from matching.ranking import Ranker
from matching.synthetic import DAY, Country
kind, folder = sys.argv[1], Path(sys.argv[2])
before = resident_mb()
began = time.perf_counter()
store = (saving.open_candidates if kind == "candidates" else saving.open_vacancies)(folder)
opened = (time.perf_counter() - began) * 1000
country, ranker = Country(seed=1), Ranker()
for query in country.vacancies(40, seed=7) if kind == "candidates" else country.candidates(40, seed=7):
    (ranker.candidates_for if kind == "candidates" else ranker.vacancies_for)(query, store, on=DAY)
print(json.dumps({"open_ms": opened, "memory_mb": resident_mb() - before}))
"""


def _cold(found: Bench, folder: Path) -> None:
    """Opening and memory in a process of their own: what a new web worker adds, shared pages counted too."""
    for kind, count in (("candidates", found.candidates), ("vacancies", found.vacancies)):
        place = folder / f"{kind}-{count}"
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-c", _COLD, kind, str(place)], capture_output=True, text=True, check=True
        )
        answer = json.loads(done.stdout)
        found.open_ms[kind], found.memory_mb[kind] = round(answer["open_ms"], 1), round(answer["memory_mb"], 1)
        found.disk_mb[kind] = round(sum(file.stat().st_size for file in place.rglob("*.npy")) / 1e6, 1)


def resident_mb() -> float:
    """Memory of this process that is in use, mapped files included, in MB; needs Linux."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _arrays(columns: Any) -> list[np.ndarray[Any, Any]]:
    values = [getattr(columns, name) for name in type(columns).__dataclass_fields__]
    return [value for value in values if isinstance(value, np.ndarray)]


def _words(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The bytes of an array as 64-bit words, the last few left out."""
    plain = array.reshape(-1).view(np.uint8)
    return plain[: len(plain) // 8 * 8].view(np.uint64)
