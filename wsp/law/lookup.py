"""What did the law say on that day? Look-up by date; approved values and local choices lie over the files."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Final, Self, TypeVar

from wsp.foundation.clock import day_in_words
from wsp.law.errors import NotSupportedError, NoValueError, UnknownParameterError
from wsp.law.loader import load_folder
from wsp.law.values import (
    ApprovedValue,
    Cadence,
    Certainty,
    DatedValue,
    LocalChoice,
    Parameter,
    ParameterValue,
)

_MOST_KEPT: Final = 50_000
_Kept = TypeVar("_Kept")


class Parameters:
    """All values of law, to be asked by code and date. Immutable; an overlay gives a new one."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        """Take the parameters as read from files or built in a test."""
        self._parameters = {parameter.code: parameter for parameter in parameters}
        self._days = {code: [row.valid_from for row in each.values] for code, each in self._parameters.items()}
        # One answer per row and reason: re-indexing asks the same thing for thousands of placements.
        self._answers: dict[tuple[str, int, str], DatedValue] = {}
        # And one look-up per day: an assessment asks a dozen values, most of them of the same few days.
        self._on: dict[tuple[str, date], DatedValue] = {}
        self._holds: dict[tuple[str, date], bool] = {}

    @classmethod
    def load(cls) -> Self:
        """Read the values that ship with the product; the files are read once per process."""
        return cls(_shipped())

    def __contains__(self, code: object) -> bool:
        """Tell whether a parameter with this code exists."""
        return code in self._parameters

    @property
    def codes(self) -> tuple[str, ...]:
        """Return all codes in order."""
        return tuple(sorted(self._parameters))

    def parameter(self, code: str) -> Parameter:
        """Return the parameter with all its rows.

        Raises:
            UnknownParameterError: if there is none with this code.

        """
        try:
            return self._parameters[code]
        except KeyError:
            raise UnknownParameterError(f"Er is geen wettelijke waarde met de code {code}.") from None

    def on(self, code: str, day: date) -> DatedValue:
        """Return the value that held on `day`, with its source and whether it is provisional.

        Raises:
            UnknownParameterError: no parameter has this code.
            NotSupportedError: `day` lies before the first value or after the last day the law knew it
                (*niet ondersteund*, with the reason).
            NoValueError: the value on `day` is not known; the message names who must enter it.

        """
        known = self._on.get((code, day))
        if known is not None:
            return known
        parameter = self.parameter(code)
        index, reason = self._row(parameter, day)
        answer = self._answers.get((code, index, reason))
        if answer is None:
            answer = self._answers[code, index, reason] = _dated(parameter, parameter.values[index], reason)
        _remember(self._on, (code, day), answer)
        return answer

    def holds(self, code: str, day: date) -> bool:
        """Tell whether the parameter has a value on `day`: for a rule that came into the law later."""
        known = self._holds.get((code, day))
        if known is None:
            try:
                self.on(code, day)
                known = True
            except (NotSupportedError, NoValueError, UnknownParameterError):
                known = False
            _remember(self._holds, (code, day), known)
        return known

    def announced(self, day: date) -> tuple[tuple[Parameter, ParameterValue], ...]:
        """Return the values from `day` on that wait for an administrator to confirm them."""
        return tuple(
            (parameter, row)
            for _, parameter in sorted(self._parameters.items())
            for row in parameter.values
            if row.announced and row.valid_from >= day
        )

    def with_overlay(self, rows: Iterable[ApprovedValue]) -> Self:
        """Return the same law with values that administrators entered and approved.

        Raises:
            UnknownParameterError: if a row names a parameter that does not exist.

        """
        changed = dict(self._parameters)
        for row in rows:
            parameter = changed.get(row.code) or self.parameter(row.code)
            entered = ParameterValue(
                valid_from=row.valid_from,
                value=row.value,
                certainty=row.certainty,
                sources=(row.source,),
                last_checked=row.last_checked,
                published=row.published,
            )
            kept = [value for value in parameter.values if value.valid_from != row.valid_from]
            values = tuple(sorted([*kept, entered], key=lambda value: value.valid_from))
            changed[row.code] = replace(parameter, values=values)
        return type(self)(changed.values())

    def _row(self, parameter: Parameter, day: date) -> tuple[int, str]:
        """Return which row holds on `day`, and why it is provisional (empty when it is not)."""
        rows = parameter.values
        if parameter.until is not None and day > parameter.until:
            raise NotSupportedError(f"Niet ondersteund op {day_in_words(day)}: {parameter.title}. {parameter.after}")
        index = bisect_right(self._days[parameter.code], day) - 1
        announced = index >= 0 and rows[index].announced
        while index >= 0 and rows[index].announced:
            index -= 1
        if index < 0:
            raise NotSupportedError(f"Niet ondersteund op {day_in_words(day)}: {parameter.title}. {parameter.before}")
        if rows[index].value is None:
            raise NoValueError(
                f"Onbekend: wij hebben een waarde nodig op {day_in_words(day)}: {parameter.title}. "
                "De functioneel beheerder moet deze invoeren.",
                parameter=parameter.code,
                title=parameter.title,
            )
        return index, _why_provisional(parameter, index, day, announced=announced)


def _remember(kept: dict[tuple[str, date], _Kept], key: tuple[str, date], value: _Kept) -> None:
    """Keep an answer, in a store that cannot grow for ever in a long-lived process."""
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    kept[key] = value


def _dated(parameter: Parameter, row: ParameterValue, reason: str) -> DatedValue:
    assert row.value is not None, "a row without a value never answers"  # noqa: S101 - for mypy; see _row
    return DatedValue(
        code=parameter.code,
        title=parameter.title,
        article=parameter.article,
        unit=parameter.unit,
        value=row.value,
        valid_from=row.valid_from,
        certainty=row.certainty,
        sources=row.sources,
        last_checked=row.last_checked,
        published=row.published,
        provisional=bool(reason),
        reason=reason,
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[Parameter, ...]:
    return load_folder()


def _why_provisional(parameter: Parameter, index: int, day: date, *, announced: bool) -> str:
    row = parameter.values[index]
    if announced:
        return f"Er is een nieuwe waarde aangekondigd, maar nog niet bevestigd: {parameter.title}."
    if row.certainty is Certainty.TO_CHECK:
        return f"Deze waarde is niet in een bron gezien: {parameter.title}."
    is_last = index == len(parameter.values) - 1
    end = _end_of_period(parameter.cadence, row.valid_from)
    if is_last and end is not None and day > end:
        return f"De laatste bekende waarde geldt tot en met {day_in_words(end)}: {parameter.title}."
    return ""


def _end_of_period(cadence: Cadence, start: date) -> date | None:
    """Return the last day on which a value that started on `start` can be trusted without a newer one."""
    if cadence is Cadence.HALF_YEAR:
        return date(start.year, 6, 30) if start < date(start.year, 7, 1) else date(start.year, 12, 31)
    if cadence is Cadence.YEAR:
        return date(start.year, 12, 31)
    return None


@dataclass(frozen=True, slots=True)
class LawBook:
    """National values plus the choices of one municipality: what a rule is given to decide with."""

    parameters: Parameters
    choices: Mapping[str, tuple[LocalChoice, ...]] = field(default_factory=dict)
    """Choices by code, in order of date."""

    @classmethod
    def national(cls) -> Self:
        """Return the law that ships with the product, without local choices."""
        return cls(Parameters.load())

    def on(self, code: str, day: date) -> DatedValue:
        """Return the national value; see `Parameters.on`."""
        return self.parameters.on(code, day)

    def holds(self, code: str, day: date) -> bool:
        """Tell whether a national rule has a value on `day`."""
        return self.parameters.holds(code, day)

    def choice(self, code: str, day: date) -> LocalChoice | None:
        """Return the local choice that holds on `day`, or None when the municipality made none."""
        for choice in reversed(self.choices.get(code, ())):
            if choice.valid_from <= day and (choice.valid_until is None or day <= choice.valid_until):
                return choice
        return None
