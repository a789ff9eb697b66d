"""What can go wrong with oversight."""

from wsp.foundation.errors import NotFound


class ListNotFound(NotFound):
    """There is no such list in the actor's region."""

    code = "lijst-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Deze lijst is er niet (meer) in jouw regio.")
