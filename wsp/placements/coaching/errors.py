"""What can go wrong in the file of a job coach, in sentences that say what to do."""

from wsp.foundation.errors import InvalidInput, NotFound


class UnusableCoaching(InvalidInput):
    """A day, goal or text that cannot be in the file; `fields` says which."""

    code = "begeleiding-onbruikbaar"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, fields={field: [sentence]})


class EntryNotFound(NotFound):
    """No goal or time with this id for this placement and actor."""

    code = "begeleiding-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze regel bestaat niet meer. Ga terug naar de begeleiding.")
