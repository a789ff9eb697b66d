"""Many vacancies at once over the same candidates: for a plan of a whole region.

Vacancies are ranked in the order of where they are, so that the rows that one looks at are still at hand for the next;
with more than one process the machine's cores share them.
"""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from typing import Any, Final

import numpy as np

from matching.cells import vacancy_keys
from matching.columns import VacancyColumns
from matching.cores import Cores
from matching.ranking import Ranker
from matching.store import CandidateStore
from matching.types import VacancyQuery

Best = list[tuple[str, float]]

_AT_ONCE: Final = 50
_task: list[Any] = []
"""What a process that was split off works on: it has the store without copying it."""


def best_of_each(
    ranker: Ranker, vacancies: Sequence[VacancyQuery], store: CandidateStore, *, on: date, top: int | None = 10,
    processes: int = 1,
) -> list[Best]:  # fmt: skip
    """Ids and scores of the best candidates of each vacancy, as `Ranker.best_candidates` gives them.

    Args:
        ranker: weights and settings.
        vacancies: what is asked; the answers come in their order.
        store: who there is.
        on: the day that counts as today.
        top: how many per vacancy.
        processes: more than one splits processes off (fork), so only from a program without other threads.
    """
    columns = VacancyColumns.of(vacancies)
    order = np.argsort(vacancy_keys(columns), kind="stable").tolist() if vacancies else []
    pieces = [[vacancies[at] for at in order[first : first + _AT_ONCE]] for first in range(0, len(order), _AT_ONCE)]
    task = (ranker, store, on, top)
    if processes == 1:
        found = [best for piece in pieces for best in _ranked(piece, *task)]
    else:
        with ProcessPoolExecutor(
            processes, mp_context=get_context("fork"), initializer=_begin, initargs=(task,)
        ) as pool:
            found = [best for bests in pool.map(_ranked_here, pieces) for best in bests]
    answers: list[Best] = [[] for _ in vacancies]
    for at, best in zip(order, found, strict=True):
        answers[at] = best
    return answers


def _begin(task: tuple[Any, ...]) -> None:
    """In a process that was split off: the others have the other cores."""
    Cores.count = 1
    _task.extend(task)


def _ranked_here(vacancies: list[VacancyQuery]) -> list[Best]:
    return _ranked(vacancies, *_task)


def _ranked(
    vacancies: list[VacancyQuery], ranker: Ranker, store: CandidateStore, on: date, top: int | None
) -> list[Best]:  # fmt: skip
    return [ranker.best_candidates(vacancy, store, on=on, top=top) for vacancy in vacancies]
