"""What can go wrong in this room."""

from wsp.foundation.errors import InvalidInput, NotFound


class UnusableTarget(InvalidInput):
    """The target is for an area that is not of this region, or says nothing of its source."""

    code = "doel-onbruikbaar"


class UnknownRegion(NotFound):
    """There is no arbeidsmarktregio with this code on that day."""

    code = "regio-onbekend"


class UnusableDay(InvalidInput):
    """No report can be made for this day."""

    code = "peildatum-onbruikbaar"


class NothingToTry(InvalidInput):
    """A what-if without a change, or a change of no placement."""

    code = "niets-om-door-te-rekenen"


class UnusableChange(InvalidInput):
    """An address holds a change that nobody can read."""

    code = "wijziging-onbruikbaar"
