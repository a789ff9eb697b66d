"""Who can be introduced or placed: candidates by the work they want, each at most once."""

import uuid
from collections.abc import Collection, Sequence

from wsp.candidates.enums import Stage
from wsp.demo import trades
from wsp.demo.candidates import DemoCandidate
from wsp.demo.chance import Chance
from wsp.reference.starter import StarterOccupation

_PLACED: frozenset[str] = frozenset({Stage.MATCHABLE.value, Stage.UNAVAILABLE.value, Stage.DEVELOPING.value})


class People:
    """Candidates that are still free, by the work they want and by its field."""

    def __init__(
        self, candidates: Sequence[DemoCandidate], *, coming: bool = False, but: Collection[uuid.UUID] = ()
    ) -> None:
        """With `coming` only those whom an account manager may introduce: matchbaar, shared, with a client manager.

        `but` are people who had their turn elsewhere in the demo.
        """
        self._taken: set[uuid.UUID] = set(but)
        self._by_work: dict[str, list[DemoCandidate]] = {}
        self._by_field: dict[str, list[DemoCandidate]] = {}
        for person in candidates:
            if (self._may_come if coming else self._may_work)(person):
                for work in person.path.wished:
                    self._by_work.setdefault(work.code, []).append(person)
                    self._by_field.setdefault(work.field, []).append(person)

    @staticmethod
    def _may_work(person: DemoCandidate) -> bool:
        # Most people of Wsw-oud work inside the sw-bedrijf: only those who look outside are placed here.
        return person.stage == Stage.MATCHABLE or (person.stage in _PLACED and person.group not in {"0-30", "wsw"})

    @staticmethod
    def _may_come(person: DemoCandidate) -> bool:
        # The row, not the stage at registration: who found work meanwhile is not available any more.
        return (
            person.row["stage"] == Stage.MATCHABLE
            and person.shared_since is not None
            and person.client_manager_id is not None
        )

    def take(self, chance: Chance, work: StarterOccupation, *, register: bool) -> DemoCandidate | None:
        """Take somebody who wants this work, or else work in the same field; with `register` only from the register.

        None when nobody is left.
        """
        for pool in (self._by_work.get(work.code, []), self._by_field.get(work.field, []), self._anybody()):
            free = [
                person
                for person in pool
                if person.id not in self._taken and (person.in_register is True or not register)
            ]
            if free:
                found = chance.one(free)
                self._taken.add(found.id)
                return found
        return None

    def _anybody(self) -> list[DemoCandidate]:
        """Everybody, field by field."""
        return [person for field in trades.by_field() for person in self._by_field.get(field, [])]
