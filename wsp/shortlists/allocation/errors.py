"""What can go wrong with a plan."""

from wsp.foundation.errors import Conflict, NotFound


class PlanNotFound(NotFound):
    """There is no such plan, or no such pair in it, for this actor."""

    code = "verdeelplan-niet-gevonden"

    def __init__(self) -> None:
        super().__init__("Dit verdeelplan of voorstel is er niet. Ga terug naar de lijst met plannen.")


class PlanRunning(Conflict):
    """One at a time per region."""

    code = "verdeelplan-loopt"

    def __init__(self) -> None:
        super().__init__("Er wordt al een verdeelplan gemaakt. Wacht tot dat klaar is.")


class PairDecided(Conflict):
    """Somebody was first."""

    code = "verdeelplan-besloten"

    def __init__(self) -> None:
        super().__init__("Over dit voorstel is al besloten. Ververs de pagina.")
