"""The duties that one attached instrument brings, read from what its rule gave for each of its periods."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wsp.foundation.workdays import add_months, add_working_days
from wsp.instruments import catalogue, codes
from wsp.instruments.answers import ONE_DAY
from wsp.instruments.assessment import Assessment, Deadline, Status
from wsp.law.lookup import LawBook
from wsp.law.values import Certainty
from wsp.placements.enums import InstrumentState
from wsp.placements.obligations.enums import DutyKind, Party
from wsp.placements.rules.duties import settled
from wsp.placements.rules.duties.kinds import Duty, Period, Standing
from wsp.placements.rules.duties.leads import lead
from wsp.placements.rules.duties.terms import certainty
from wsp.placements.rules.facts import History, first_paid_day
from wsp.worklist.enums import TaskKind

_T = InstrumentState
SOON_WORKING_DAYS: Final = 5
"""A duty without a day of its own is due after so many days."""
_OPEN: Final = frozenset({_T.TO_ASSESS, _T.APPLIED, _T.GRANTED, _T.RUNNING, _T.SUSPENDED})
_GIVEN: Final = frozenset({_T.GRANTED, _T.RUNNING, _T.SUSPENDED})
PARTIES: Final[Mapping[str, Party]] = {
    "werkgever": Party.EMPLOYER,
    "werknemer": Party.WORKER,
    "gemeente": Party.MUNICIPALITY,
    "jobcoach": Party.JOB_COACH,
    "klantmanager": Party.CLIENT_MANAGER,
    "UWV": Party.UWV,
    "Belastingdienst": Party.TAX_OFFICE,
}
"""Who acts, by the word in a deadline of an instrument."""
_BLOCK: Final = "jobcoaching.blok_maanden"
_AGAIN: Final = "Meet de loonwaarde opnieuw, in overleg."
_OWN_TERM: Final = "besluit.weken"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a deadline of an instrument becomes a duty."""

    kind: DutyKind
    name: str
    keeper: Party | None
    task: TaskKind | None = None
    party: Party | None = None
    """Who acts, where that is not who the deadline names."""
    backlog: bool = True


_WAYS: Final[Mapping[str, _Way]] = {
    "evaluate": _Way(DutyKind.EVALUATE, "evaluatie", Party.WSP, TaskKind.INSTRUMENT_ENDS),
    "declare": _Way(DutyKind.APPLY, "verklaring", Party.CLIENT_MANAGER, TaskKind.APPLY_INSTRUMENT),
    "advise": _Way(DutyKind.EXPECT, "advies", Party.CLIENT_MANAGER, TaskKind.OTHER),
    "test": _Way(DutyKind.EVALUATE, "toets", Party.CLIENT_MANAGER, TaskKind.EVALUATION, backlog=False),
    "training": _Way(DutyKind.ARRANGE, "scholing", Party.CLIENT_MANAGER, TaskKind.OTHER, backlog=False),
    "premium": _Way(DutyKind.PAY, "premie", None, party=Party.ADMINISTRATION, backlog=False),
    "hand_over": _Way(DutyKind.ARRANGE, "overdracht", Party.CLIENT_MANAGER, TaskKind.OTHER),
}
"""Deadlines that stand as they are; the others below have rules of their own. One that is new becomes `_OTHERWISE`."""
_OTHERWISE: Final = _Way(DutyKind.ARRANGE, "", Party.WSP, TaskKind.OTHER)
_LKV_DAYS: Final[Mapping[str, tuple[DutyKind, str]]] = {
    "overview": (DutyKind.EXPECT, "overzicht"),
    "correction": (DutyKind.HAND_IN, "loonaangifte"),
    "decision": (DutyKind.EXPECT, "beschikking"),
    "pay": (DutyKind.EXPECT, "betaling"),
}
"""What comes back every year about the year before."""
_OWN: Final = frozenset({"apply", "decide", "measure", "remeasure", "reindex", *_LKV_DAYS})


def of_instrument(
    parts: Sequence[Period], standing: Standing, history: History, book: LawBook, today: date
) -> Iterator[Duty]:
    """Yield the duties of one instrument; `parts` are its periods in order of time."""
    maker = _Maker(parts, standing, history, book, today)
    if maker.over:
        if maker.code == codes.LKV:
            yield from maker.yearly()
        return
    if standing.state in _OPEN:
        yield from maker.applying()
        yield from maker.deciding()
        if maker.code == codes.LKS:
            yield from maker.measuring()
            yield from maker.indexing()
        if maker.code == codes.LKV:
            yield from maker.yearly()
        yield from maker.standing_deadlines()
        yield from maker.ending()


@dataclass(frozen=True, slots=True)
class _Maker:
    parts: Sequence[Period]
    standing: Standing
    history: History
    book: LawBook
    today: date

    @property
    def code(self) -> str:
        return self.parts[0].code

    @property
    def title(self) -> str:
        return catalogue.get(self.code).title

    @property
    def over(self) -> bool:
        """The placement has ended."""
        return self.history.ends_on is not None and self.history.ends_on < self.today

    @property
    def now(self) -> Assessment:
        """What the rules say of today, of the first day to come, or of the last there was."""
        day = self.history.inside(self.today)
        return next((part for part in self.parts if part.last is None or day <= part.last), self.parts[-1]).assessment

    def deadlines(self, code: str) -> Iterator[tuple[Assessment, Deadline]]:
        """Yield the deadlines with this code of every period in which the instrument holds."""
        for part in self.parts:
            if part.assessment.status is Status.ELIGIBLE:
                for each in part.assessment.deadlines:
                    if each.code == code:
                        yield part.assessment, each

    def duty(
        self,
        key: str,
        kind: DutyKind,
        by: date,
        what: str,
        *,
        party: Party,
        keeper: Party | None,
        article: str,
        sure: Certainty | None,
        task: TaskKind | None = None,
        task_title: str = "",
        backlog: bool = True,
        soon: bool = False,
    ) -> Duty:
        return Duty(
            key=key,
            kind=kind,
            party=party,
            keeper=keeper,
            start=by if soon else by - lead(kind, self.book, self.today),
            by=by,
            title=what,
            task=task,
            task_title=task_title or f"{self.title}: {what[0].lower()}{what[1:].removesuffix('.')}",
            instrument=self.code,
            article=article,
            certainty=sure,
            soon=soon,
            backlog=backlog,
        )

    def applying(self) -> Iterator[Duty]:
        """Apply for it: before the day that the law gives, as long as nobody did."""
        answer = self.now
        by = answer.apply_before
        if answer.status is not Status.ELIGIBLE or by is None or self.code == codes.LKV:
            return
        given = next((each for _, each in self.deadlines("apply")), None)
        party = PARTIES[given.who] if given else _who(answer.apply_who)
        yield self.duty(
            settled.apply_key(self.code),
            DutyKind.APPLY,
            by,
            given.what if given else f"Vraag aan: {self.title[0].lower()}{self.title[1:]}.",
            party=party,
            keeper=Party.WSP if party is Party.EMPLOYER else Party.CLIENT_MANAGER,
            article=given.article if given else catalogue.get(self.code).article,
            sure=certainty(self.code, "apply", answer, self.book, self.today),
            task=TaskKind.APPLY_INSTRUMENT,
            task_title=f"{self.title} aanvragen",
        )

    def deciding(self) -> Iterator[Duty]:
        """Decide on an application within its term, and on a running subsidy after every new measurement."""
        if self.standing.state is _T.APPLIED and self.standing.decide_by is not None:
            yield self._decision(settled.decide_key(self.code), self.standing.decide_by, self._decision_article())
        if self.code != codes.LKS or not self.history.measured or self.standing.state not in _GIVEN:
            return
        nth, last = len(self.history.measured), self.history.measured[-1]
        for part in reversed(self.parts):
            for each in part.assessment.deadlines:
                if each.code == "decide" and part.start >= last.start:
                    # Of a term that was over before anybody kept it, nothing tells whether it was met.
                    key = settled.decide_key(self.code, nth)
                    yield self._decision(key, each.by, each.article, about="besluit nemen na de meting", backlog=False)
                    return

    def _decision_article(self) -> str:
        if self.code == codes.LKS:
            return "Participatiewet art. 10d lid 12"
        own = self.book.choice(_OWN_TERM, self.standing.asked_on or self.today)
        return "Awb art. 4:13" if own is None else "Verordening van de gemeente"

    def _decision(
        self, key: str, by: date, article: str, *, about: str = "besluit nemen", backlog: bool = True
    ) -> Duty:
        return self.duty(
            key,
            DutyKind.DECIDE,
            by,
            f"Besluit over: {self.title[0].lower()}{self.title[1:]}.",
            party=Party.MUNICIPALITY,
            keeper=Party.CLIENT_MANAGER,
            article=article,
            sure=certainty(self.code, "decide", self.now, self.book, self.today),
            task=TaskKind.DECISION,
            task_title=f"{self.title}: {about}",
            backlog=backlog,
        )

    def measuring(self) -> Iterator[Duty]:
        """Measure before the forfait ends, or soon where nothing is paid without it; later as was agreed."""
        nth = len(self.history.measured) + 1
        first = nth == 1
        agreed = None if first else self.history.measured[-1].remeasure_by
        if agreed is not None:
            yield self._measurement(nth, agreed, _AGAIN, "Participatiewet art. 10d lid 6", None)
            return
        code = "measure" if first else "remeasure"
        found = max(((each.by, answer, each) for answer, each in self.deadlines(code)), key=_first, default=None)
        if found is not None:
            by, answer, each = found
            sure = certainty(self.code, code, answer, self.book, self.today)
            yield self._measurement(nth, by, each.what, each.article, sure)
        elif first and any(gap.fact == "loonwaarde" for gap in self.now.missing):
            by = add_working_days(self.today, SOON_WORKING_DAYS)
            article = catalogue.get(self.code).article
            yield self._measurement(nth, by, "Meet de loonwaarde in deze functie.", article, None, soon=True)

    def _measurement(
        self, nth: int, by: date, what: str, article: str, sure: Certainty | None, *, soon: bool = False
    ) -> Duty:
        again = "Loonwaardemeting plannen" if nth == 1 else "Nieuwe loonwaardemeting plannen"
        return self.duty(
            settled.measure_key(nth), DutyKind.MEASURE, by, what, party=Party.MUNICIPALITY, keeper=Party.WSP,
            article=article, sure=sure, task=TaskKind.PLAN_MEASUREMENT, task_title=again, soon=soon,
        )  # fmt: skip

    def indexing(self) -> Iterator[Duty]:
        """Adapt the subsidy on 1 January: this year's and next year's."""
        for answer, each in self.deadlines("reindex"):
            if self.today.year <= each.by.year <= self.today.year + 1:
                yield self.duty(
                    settled.index_key(each.by.year), DutyKind.REINDEX, each.by, each.what,
                    party=Party.ADMINISTRATION, keeper=None, article=each.article,
                    sure=certainty(self.code, "reindex", answer, self.book, self.today),
                )  # fmt: skip

    def yearly(self) -> Iterator[Duty]:
        """Yield what belongs to a calendar year of loonkostenvoordeel and comes after it: also when the work stopped.

        The days of the answer are those about its own year; those about the year before lie a year earlier.
        """
        answers = [part for part in self.parts if part.assessment.deadlines]
        if not answers or (self.over and self.standing.state is _T.REFUSED):
            return
        part = answers[-1]
        since = first_paid_day(self.history) or part.start
        for each in part.assessment.deadlines:
            if each.code not in _LKV_DAYS:
                continue
            kind, name = _LKV_DAYS[each.code]
            for year in (part.assessment.on.year - 1, part.assessment.on.year):
                by = add_months(each.by, 12 * (year - part.assessment.on.year))
                if since.year > year or (self.history.ends_on is not None and self.history.ends_on.year < year):
                    continue
                if by < self.today:
                    continue
                sure = certainty(self.code, each.code, part.assessment, self.book, self.today)
                yield self.duty(
                    f"{name}-{year}", kind, by, f"{each.what.removesuffix('.')} (over {year}).",
                    party=PARTIES[each.who], keeper=None, article=each.article, sure=sure,
                )  # fmt: skip
                if each.code == "correction" and year == since.year and self.standing.state is _T.TO_ASSESS:
                    yield self.duty(
                        settled.apply_key(self.code), DutyKind.APPLY, by,
                        "Vraag het loonkostenvoordeel aan in de loonaangifte.",
                        party=Party.EMPLOYER, keeper=Party.WSP, article="Wtl art. 2.1 en 4.1 lid 2", sure=sure,
                        task=TaskKind.APPLY_INSTRUMENT, task_title=f"{self.title} aanvragen",
                    )  # fmt: skip

    def standing_deadlines(self) -> Iterator[Duty]:
        """Yield the other deadlines of today's answer; of one that comes back the nth keeps its number."""
        answer = self.now
        if self.code == codes.JOBCOACHING:
            yield from self.blocks(answer)
            return
        counts: dict[str, int] = {}
        for each in answer.deadlines:
            if each.code in _OWN:
                continue
            counts[each.code] = nth = counts.get(each.code, 0) + 1
            way = _WAYS.get(each.code, _OTHERWISE)
            party = way.party or PARTIES[each.who]
            name = f"{way.name or each.code}-{self.code}" + (f"-{nth}" if nth > 1 else "")
            yield self.duty(
                name, way.kind, each.by, each.what, party=party,
                keeper=Party.CLIENT_MANAGER if way.keeper and party is Party.MUNICIPALITY else way.keeper,
                article=each.article, sure=certainty(self.code, each.code, answer, self.book, self.today),
                task=way.task, backlog=way.backlog,
            )  # fmt: skip

    def blocks(self, answer: Assessment) -> Iterator[Duty]:
        """Evaluate every block of jobcoaching that somebody was granted, at its end."""
        found = next((each for each in answer.deadlines if each.code == "evaluate"), None)
        choice = self.book.choice(_BLOCK, self.today)
        start = first_paid_day(self.history)
        if found is None or choice is None or start is None or self.standing.state not in _GIVEN:
            return
        length = int(choice.value)
        end = answer.term.end if answer.term and answer.term.end else None
        limit = max(found.by, add_months(self.today, length))
        nth, last = 0, start - ONE_DAY
        while last < limit and (end is None or last < end):
            nth += 1
            last = add_months(start, length * nth) - ONE_DAY
            by = last if end is None else min(last, end)
            yield self.duty(
                f"evaluatie-{self.code}-{nth}", DutyKind.EVALUATE, by, found.what,
                party=Party.JOB_COACH, keeper=Party.JOB_COACH, article=found.article, sure=None,
                task=TaskKind.EVALUATION, task_title=f"Evaluatie van blok {nth} jobcoaching", backlog=False,
            )  # fmt: skip

    def ending(self) -> Iterator[Duty]:
        """Decide what follows when it stops before the contract, or when it cannot be any more."""
        answer = self.now
        article = catalogue.get(self.code).article
        if answer.status is Status.NOT_ELIGIBLE and self.standing.state is _T.RUNNING:
            yield self.duty(
                f"stopt-{self.code}", DutyKind.STOP, self.today, f"{self.title} kan niet meer: beëindig de regeling.",
                party=Party.WSP, keeper=Party.WSP, article=article, sure=None, task=TaskKind.INSTRUMENT_ENDS,
                task_title=f"{self.title} kan niet meer: beëindigen", soon=True,
            )  # fmt: skip
        stops = answer.term.end if answer.term else None
        if answer.status is not Status.ELIGIBLE or stops is None or stops == self.history.ends_on:
            return
        if stops < self.today or any(each.code == "evaluate" and each.by == stops for each in answer.deadlines):
            return
        yield self.duty(
            f"einde-{self.code}", DutyKind.PROLONG, stops, f"{self.title} loopt af: beslis over het vervolg.",
            party=Party.WSP, keeper=Party.WSP, article=article,
            sure=certainty(self.code, "end", answer, self.book, self.today),
            task=TaskKind.INSTRUMENT_ENDS, task_title=f"{self.title} loopt af",
        )  # fmt: skip


def _who(text: str) -> Party:
    """Who applies, by the sentence of the answer: the employer where it may, since it gains by it."""
    told: Callable[[str], bool] = text.lower().__contains__
    if told("werkgever"):
        return Party.EMPLOYER
    if told("klantmanager"):
        return Party.CLIENT_MANAGER
    return Party.MUNICIPALITY if told("gemeente") else Party.WORKER


def _first(found: tuple[date, Assessment, Deadline]) -> date:
    return found[0]
