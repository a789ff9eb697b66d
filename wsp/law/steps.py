"""How an answer was reached: the steps in Dutch and the values of law they used."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from wsp.foundation.money import number
from wsp.law.local import LOCAL_RULES
from wsp.law.lookup import LawBook
from wsp.law.values import Certainty, DatedValue


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation or a decision, for people.

    Attributes:
        sentence: Dutch, at most fifteen words.
        article: where the law says so; empty for an assumption.
        number: the outcome of the step, exact, if it has one.
        formula: how the number was reached, in Dutch notation ("2.294,40 × 1,08").

    """

    sentence: str
    article: str = ""
    number: Decimal | None = None
    formula: str = ""


@dataclass(slots=True)
class Working:
    """The scratch paper of one answer: gives values of law and remembers which.

    A rule makes one, fills it, and hands over `steps`, `sources` and `reasons`. It never leaves the rule.
    """

    lawbook: LawBook
    on: date
    steps: list[Step] = field(default_factory=list)
    _sources: dict[tuple[str, date], DatedValue] = field(default_factory=dict)

    def take(self, code: str, day: date | None = None) -> Decimal:
        """Return the value of law on `day` (or the day of the answer) and remember that it was used.

        Raises:
            LawError: as `Parameters.on`.

        """
        dated = self.lawbook.on(code, day or self.on)
        self._sources[code, dated.valid_from] = dated
        return dated.value

    def local(self, code: str, day: date | None = None) -> Decimal | None:
        """Return the value of the municipality's own rule on `day`, or None when it has none.

        A value beyond the national limit of that day counts as the limit, and a step says so: a by-law from
        before a change of the law goes no further than the law.
        """
        day = day or self.on
        rule = LOCAL_RULES[code]
        choice = self.lawbook.choice(code, day)
        if choice is None or not isinstance(choice.value, Decimal) or isinstance(choice.value, bool):
            return None
        self._sources[code, choice.valid_from] = DatedValue(
            code=code,
            title=rule.title,
            article="Verordening van de gemeente",
            unit=rule.unit,
            value=choice.value,
            valid_from=choice.valid_from,
            certainty=Certainty.VERIFIED,
            sources=(choice.source,),
            last_checked=choice.valid_from,
        )
        limit = rule.limit
        if limit is None or not self.lawbook.holds(limit, day):
            return choice.value
        bound = self.take(limit, day)
        if choice.value <= bound:
            return choice.value
        self.say(
            f"De gemeente kiest {number(choice.value)}. De wet staat ten hoogste {number(bound)} toe.", rule.article
        )
        return bound

    def say(self, sentence: str, article: str = "", number: Decimal | None = None, formula: str = "") -> None:
        """Add a step; one that was said before is not repeated."""
        step = Step(sentence, article, number, formula)
        if step not in self.steps:
            self.steps.append(step)

    @property
    def sources(self) -> tuple[DatedValue, ...]:
        """Return every value of law that was used, in order of first use."""
        return tuple(self._sources.values())

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why the answer is provisional; empty when it is not."""
        return tuple(dict.fromkeys(source.reason for source in self._sources.values() if source.provisional))
