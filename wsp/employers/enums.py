"""States, kinds and classes of employers, with the words they are shown in."""

from enum import StrEnum
from typing import Final

from wsp.foundation.states import StateTable


class EmployerStatus(StrEnum):
    """How a region stands with an employer."""

    PROSPECT = "prospect"
    CLIENT = "klant"
    DORMANT = "slapend"
    STOPPED = "gestopt"


STATUS: Final = StateTable(
    noun="werkgever",
    labels={
        EmployerStatus.PROSPECT: "Prospect",
        EmployerStatus.CLIENT: "Actieve klant",
        EmployerStatus.DORMANT: "Nu geen klant",
        EmployerStatus.STOPPED: "Bedrijf gestopt",
    },
    transitions={
        EmployerStatus.PROSPECT: frozenset({EmployerStatus.CLIENT, EmployerStatus.DORMANT, EmployerStatus.STOPPED}),
        EmployerStatus.CLIENT: frozenset({EmployerStatus.DORMANT, EmployerStatus.STOPPED}),
        EmployerStatus.DORMANT: frozenset({EmployerStatus.PROSPECT, EmployerStatus.CLIENT, EmployerStatus.STOPPED}),
        # A firm may start again under the same number (doorstart): then it has to be won again.
        EmployerStatus.STOPPED: frozenset({EmployerStatus.PROSPECT}),
    },
)


class ContactKind(StrEnum):
    """How a contact moment took place. A note (notitie) also corrects an earlier report."""

    VISIT = "bezoek"
    TELEPHONE = "telefoon"
    MAIL = "e-mail"
    VIDEO = "videogesprek"
    MEETING = "bijeenkomst"
    NOTE = "notitie"


CONTACT_LABELS: Final = {
    ContactKind.VISIT: "Bezoek",
    ContactKind.TELEPHONE: "Telefoon",
    ContactKind.MAIL: "E-mail",
    ContactKind.VIDEO: "Videogesprek",
    ContactKind.MEETING: "Bijeenkomst",
    ContactKind.NOTE: "Notitie",
}


class Sector(StrEnum):
    """For which target of the banenafspraak a baan counts."""

    MARKET = "markt"
    GOVERNMENT = "overheid"


SECTOR_LABELS: Final = {Sector.MARKET: "Markt", Sector.GOVERNMENT: "Overheid"}


class SizeClass(StrEnum):
    """Number of people who work there. 25 is where the quota of the banenafspraak starts to count an employer."""

    TO_9 = "1-9"
    TO_24 = "10-24"
    TO_49 = "25-49"
    TO_99 = "50-99"
    TO_249 = "100-249"
    FROM_250 = "250"


SIZE_LABELS: Final = {
    SizeClass.TO_9: "1 tot en met 9 mensen",
    SizeClass.TO_24: "10 tot en met 24 mensen",
    SizeClass.TO_49: "25 tot en met 49 mensen",
    SizeClass.TO_99: "50 tot en met 99 mensen",
    SizeClass.TO_249: "100 tot en met 249 mensen",
    SizeClass.FROM_250: "250 mensen of meer",
}


class Source(StrEnum):
    """Where an employer came from."""

    STAFF = "medewerker"
    IMPORT = "import"
    PORTAL = "portaal"


SOURCE_LABELS: Final = {
    Source.STAFF: "Ingevoerd door een medewerker",
    Source.IMPORT: "Uit een import",
    Source.PORTAL: "Uit het werkgeversportaal",
}


class PortalNotice(StrEnum):
    """What somebody of an employer is told of by mail; kept beside the kinds of `worklist.enums.NoticeKind`."""

    OFFER = "portaal-kandidaat"
    VACANCY = "portaal-vacature"
    ANSWER = "portaal-antwoord"
    PLACEMENT = "portaal-plaatsing"
    OBLIGATION = "portaal-inleveren"


PORTAL_NOTICE_LABELS: Final = {
    PortalNotice.OFFER: "Wij stellen u een kandidaat voor",
    PortalNotice.VACANCY: "Wij hebben uw vacature beoordeeld",
    PortalNotice.ANSWER: "Wij hebben uw vraag beantwoord",
    PortalNotice.PLACEMENT: "Iemand komt bij u werken: de plaatsing is bevestigd",
    PortalNotice.OBLIGATION: "U moet binnenkort iets doen of inleveren",
}
