"""The first words of an answer, per right and decision: the officer reads and changes them before they are sent."""

from datetime import date
from typing import Final

from wsp.foundation.clock import day_in_words
from wsp.privacy.enums import RequestKind, RequestState

_K = RequestKind
_GRANTED: Final = {
    _K.ACCESS: (
        "U vroeg welke gegevens wij van u hebben. Bij deze brief zit een overzicht. Daarin staat ook wie uw gegevens "
        "heeft bekeken. Klopt er iets niet? Laat het ons weten. Dan verbeteren wij het."
    ),
    _K.RECTIFICATION: (
        "U vroeg ons om gegevens te verbeteren. Dat hebben wij gedaan. Wij vertellen dit ook aan de werkgevers die "
        "uw gegevens van ons kregen."
    ),
    _K.ERASURE: (
        "U vroeg ons om uw gegevens te wissen. Dat doen wij. Er blijven alleen aantallen over, zonder uw naam. "
        "In reservekopieën verdwijnen uw gegevens later."
    ),
    _K.RESTRICTION: (
        "U vroeg ons om uw gegevens niet te gebruiken. Dat doen wij. Wij bewaren ze wel. U staat niet meer op lijsten "
        "en matchlijsten. Wij vertellen het u voordat wij de gegevens weer gebruiken."
    ),
    _K.OBJECTION: (
        "U wilt niet automatisch gezocht worden. U staat niet meer op een matchlijst. Onze medewerkers kunnen u nog "
        "wel zelf opzoeken. Dit heeft geen gevolgen voor uw uitkering."
    ),
}
_REFUSED: Final = (
    "U deed een verzoek over uw gegevens. Wij kunnen dit niet doen. De reden is: [vul de reden in]. "
    "Bent u het er niet mee eens? U kunt bezwaar maken bij ons. U kunt ook een klacht sturen naar de "
    "Autoriteit Persoonsgegevens."
)
_WITHDRAWN: Final = "U hebt uw verzoek ingetrokken. Wij doen er niets meer mee."


def proposed(kind: RequestKind, outcome: RequestState, *, received_on: date) -> str:
    """The text to begin with; no name stands in it, since the text is kept with the request."""
    opening = f"Op {day_in_words(received_on)} kregen wij uw verzoek."
    match outcome:
        case RequestState.REFUSED:
            body = _REFUSED
        case RequestState.WITHDRAWN:
            body = _WITHDRAWN
        case RequestState.PARTLY:
            body = f"{_GRANTED[kind]} Een deel kunnen wij niet doen. De reden is: [vul de reden in]."
        case _:
            body = _GRANTED[kind]
    return f"{opening}\n\n{body}\n\nMet vriendelijke groet,\n\nFunctionaris gegevensbescherming"
