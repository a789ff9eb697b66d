"""What the description of a vacancy says beside its fields."""

from typing import Any, Final

from wsp.foundation import clock
from wsp.shortlists.stated import vacancy_facts
from wsp.vacancies import words
from wsp.web.forms import Form
from wsp.web.proposals import Proposal, Wording, proposals

TAKEN: Final = "Overgenomen uit de omschrijving. Kijk of het klopt."
_WORDING: Final = Wording(words.LABELS, words.shown, words.hours)


def described(form: Form[Any], *, description: str, working_times: str = "") -> list[Proposal]:
    """Proposals for the fields of `form`; none when there is no text."""
    if not description.strip() and not working_times.strip():
        return []
    return proposals(form, vacancy_facts(description, working_times=working_times, on=clock.today()), _WORDING)
