"""The instruments of a plan: each asked on the days of the work, as bars and as money of whom it concerns."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from wsp.foundation.money import euro
from wsp.instruments import catalogue, codes
from wsp.instruments.answers import MUNICIPALITY, UWV
from wsp.instruments.assessment import Assessment, Deadline, Status
from wsp.instruments.enums import CoachKind
from wsp.instruments.facts import PlacementFacts
from wsp.law.errors import LawError
from wsp.placements.planner.amounts import Line
from wsp.placements.planner.draft import Draft, bar_of, end_of
from wsp.placements.planner.enums import LineKind, Party
from wsp.placements.planner.loonkostenvoordeel import advantage
from wsp.placements.planner.plans import MEASURE, Bar
from wsp.placements.planner.situation import PLANNED
from wsp.placements.rules.attaching import assess_extra
from wsp.placements.rules.facts import facts_on, first_paid_day
from wsp.placements.rules.money import lks_over_time


def subsidy(draft: Draft) -> None:
    """Loonkostensubsidie: a bar for each amount, the day by which to measure, and the money of both sides."""
    history, window = draft.situation.history, draft.window
    start = first_paid_day(history)
    if start is None:
        return
    instrument = catalogue.get(codes.LKS)
    try:
        rows = _amounts(draft, start)
    except LawError:
        last = history.ends_on or window.last
        rows = [(start, max(start, last), instrument.assess(facts_on(history, start), draft.book, start))]
    for index, (first, last, answer) in enumerate(rows):
        draft.take(answer)
        if answer.status is Status.NOT_ELIGIBLE and len(rows) > 1 and index:
            continue
        deadlines = [
            each for each in answer.deadlines if each.code != "reindex" and (not index or each.code != "apply")
        ]
        to_measure = [each for each in deadlines if each.code == "measure"]
        open_end = last == window.last and (history.ends_on is None or history.ends_on > last)
        draft.bars.append(
            bar_of(
                codes.LKS,
                "Loonkostensubsidie zonder meting" if to_measure else instrument.title,
                first,
                None if open_end else last,
                answer,
                deadlines=tuple(deadlines),
                payer=Party.INCOME,
                receiver=Party.EMPLOYER,
            )
        )
        draft.bars += [_measure(each) for each in to_measure if index + 1 == len(rows) or rows[index + 1][0] > each.by]
    periods = [
        (first, last, Decimal(0) if a.status is Status.NOT_ELIGIBLE else a.exact_per_month, a.provisional)
        for first, last, a in rows
    ]
    if any(a.status is not Status.NOT_ELIGIBLE for _, _, a in rows):
        parts, kind = draft.parts_of_month, LineKind.INSTRUMENT
        draft.add(codes.LKS, instrument.title, Party.EMPLOYER, kind, periods, parts_of_month=parts)
        draft.add(codes.LKS, instrument.title, Party.INCOME, kind, periods, pays=True, parts_of_month=parts)


def _amounts(draft: Draft, start: date) -> list[tuple[date, date, Assessment]]:
    """The amounts from the first day on; from the window on for work that began before what the product supports."""
    window = draft.window
    try:
        rows = lks_over_time(draft.situation.history, draft.book, start, window.last)
    except LawError:
        if start >= window.first:
            raise
        rows = lks_over_time(draft.situation.history, draft.book, window.first, window.last)
    return [(row.start, row.end, row.assessment) for row in rows]


def _measure(deadline: Deadline) -> Bar:
    return Bar(
        code=MEASURE,
        title="Loonwaardemeting",
        start=deadline.by,
        last=deadline.by,
        status=Status.ELIGIBLE,
        words="meten",
        reason="Een deskundige meet de loonwaarde op de werkplek.",
        article=deadline.article,
        deadlines=(deadline,),
    )


def others(draft: Draft) -> None:
    """No-risk polis, loonkostenvoordeel and jobcoaching, as far as they are counted."""
    situation, window = draft.situation, draft.window
    start = first_paid_day(situation.history)
    assert start is not None, "asked for paid work only"  # noqa: S101 (tells mypy what `plan` made sure of)
    lks = any(bar.code == codes.LKS and bar.status is Status.ELIGIBLE for bar in draft.bars)
    if codes.NO_RISK in situation.instruments:
        on = _asked_on(draft, start)
        facts = replace(facts_on(situation.history, on), lks_runs=lks)
        answer = catalogue.get(codes.NO_RISK).assess(facts, draft.book, on)
        draft.take(answer)
        words = "UWV betaalt bij ziekte" if answer.status is Status.ELIGIBLE else answer.status.label
        draft.bars.append(
            bar_of(codes.NO_RISK, catalogue.get(codes.NO_RISK).title, start, end_of(draft, answer), answer, words=words)
        )
    if codes.LKV in situation.instruments:
        _advantage(draft, start)
    if codes.JOBCOACHING in situation.instruments:
        _coaching(draft, start)
    if start > window.last:
        draft.notes.append("Het werk begint na deze periode.")


def _asked_on(draft: Draft, start: date) -> date:
    """The first day of the work that is shown: what holds for work that began long ago is asked there."""
    return max(start, draft.situation.history.inside(draft.window.first))


def _advantage(draft: Draft, start: date) -> None:
    found = advantage(draft.situation.history, draft.book, start, draft.window)
    for answer in found.answers:
        draft.take(answer)
    answer = found.answers[0]
    title = catalogue.get(codes.LKV).title
    words = answer.status.label if found.per_month is None else f"ongeveer {euro(found.per_month)} per maand"
    bar = bar_of(codes.LKV, title, start, end_of(draft, answer), answer, words=words)
    if found.per_hour is not None:
        reason = f"{euro(found.per_hour)} per verloond uur, {words}. Er is een hoogste bedrag per jaar."
        bar = replace(bar, reason=reason)
    draft.bars.append(bar)
    if found.months:
        draft.lines.append(
            Line(code=codes.LKV, label=title, party=Party.EMPLOYER, kind=LineKind.INSTRUMENT, months=found.months)
        )
        draft.notes.append(
            "Het loonkostenvoordeel komt in het jaar erna. Hier staat het bij de maand waar het bij hoort."
        )


def _coaching(draft: Draft, start: date) -> None:
    coach = draft.situation.coach
    on = _asked_on(draft, start)
    facts: PlacementFacts = facts_on(draft.situation.history, on)
    if coach is not None:
        facts = replace(facts, coach_kind=coach.kind, coach_hours=coach.hours, jobcoach_regime=coach.regime)
    answer = catalogue.get(codes.JOBCOACHING).assess(facts, draft.book, on)
    draft.take(answer)
    title = catalogue.get(codes.JOBCOACHING).title
    last = end_of(draft, answer)
    municipal = answer.apply_where != UWV
    intern = coach is not None and coach.kind is CoachKind.INTERN
    words = "begeleiding op het werk" if answer.status is Status.ELIGIBLE and answer.amount_per_month is None else ""
    payer = Party.PARTICIPATION if municipal and coach is not None else None
    draft.bars.append(
        bar_of(
            codes.JOBCOACHING,
            title,
            start,
            last,
            answer,
            words=words,
            payer=payer,
            receiver=Party.EMPLOYER if intern else None,
        )
    )
    if answer.status is not Status.ELIGIBLE or coach is None:
        return
    periods = [(start, last, answer.exact_per_month, answer.provisional)]
    if municipal:
        draft.add(codes.JOBCOACHING, title, Party.PARTICIPATION, LineKind.INSTRUMENT, periods, pays=True)
    if intern:
        draft.add(codes.JOBCOACHING, "Vergoeding interne jobcoach", Party.EMPLOYER, LineKind.INSTRUMENT, periods)


def by_hand(draft: Draft) -> None:
    """What was attached by hand; a trial stands with the work, and what a plan counts itself is not repeated."""
    situation = draft.situation
    on = situation.history.inside(draft.window.first)
    lks = any(bar.code == codes.LKS and bar.status is Status.ELIGIBLE for bar in draft.bars)
    for extra in situation.extras:
        if extra.code in (*PLANNED, codes.PROEFPLAATSING, codes.BEHOUD):
            continue
        start, last, answer = assess_extra(extra, situation.history, draft.book, on, lks_runs=lks)
        draft.take(answer)
        municipal = answer.apply_where == MUNICIPALITY
        paid = answer.status is Status.ELIGIBLE and answer.amount_per_month is not None
        title = catalogue.get(extra.code).title
        draft.bars.append(
            bar_of(
                extra.code, title, start, last, answer,
                payer=Party.PARTICIPATION if paid and municipal else None,
                receiver=Party.EMPLOYER if paid else None,
            )
        )  # fmt: skip
        if paid:
            periods = [(start, last, answer.exact_per_month, answer.provisional)]
            draft.add(extra.code, title, Party.EMPLOYER, LineKind.INSTRUMENT, periods)
            if municipal:
                draft.add(extra.code, title, Party.PARTICIPATION, LineKind.INSTRUMENT, periods, pays=True)
