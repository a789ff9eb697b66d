"""What the starter set is made of: frozen dataclasses, one per kind of row."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """An arbeidsmarktregio; `code` is the CBS code (AM01 to AM38, with gaps)."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality and its region in one year; names and borders change, so the year belongs to the key."""

    code: str
    name: str
    region_code: str
    year: int


@dataclass(frozen=True, slots=True)
class PostcodePoint:
    """The middle of a four-digit postcode area, in degrees WGS84.

    `municipality_code` is None where the starter set does not know it (outside the two demo regions).
    """

    pc4: str
    place: str
    lat: float
    lon: float
    municipality_code: str | None


@dataclass(frozen=True, slots=True)
class Level:
    """A step on a scale: education 0-7, language 0-4. `description` is empty when the label says it all."""

    value: int
    label: str
    short: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry of a closed list: stored code, Dutch label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A part of the week in which work is done."""

    code: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A short proof of skill; `required_by_law` when nobody may do the work without it."""

    code: str
    label: str
    required_by_law: bool


@dataclass(frozen=True, slots=True)
class Guidance:
    """One step of guidance, said for the person (`need`) and for the workplace (`offer`)."""

    code: str
    label: str
    need: str
    offer: str


@dataclass(frozen=True, slots=True)
class WorkCondition:
    """A demand of the work in functional words, never a diagnosis.

    `question` is asked to the person; `cannot` stands in the profile when the answer is no.
    """

    code: str
    label: str
    description: str
    question: str
    cannot: str


@dataclass(frozen=True, slots=True)
class ClosedLists:
    """All closed lists, in display order. They change with a release only, so they need no table."""

    education_levels: tuple[Level, ...]
    language_levels: tuple[Level, ...]
    guidance_levels: tuple[Guidance, ...]
    transport_modes: tuple[Labelled, ...]
    shifts: tuple[Shift, ...]
    driving_licences: tuple[Labelled, ...]
    certificates: tuple[Certificate, ...]
    work_conditions: tuple[WorkCondition, ...]
    sections: tuple[Labelled, ...]
    languages: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work (werkveld) under which the starter occupations are grouped."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class StarterOccupation:
    """An occupation that occurs in this work, as people talk about it.

    `education` and `language` are what is usual, not what is required; `conditions` are the demands that
    nearly every job of this name makes. `driving_licences` and `certificates` are usual too; a vacancy
    decides what it asks.
    """

    code: str
    name: str
    field: str
    isco: str
    esco_uri: str | None
    education: int
    language: int
    driving_licences: tuple[str, ...]
    certificates: tuple[str, ...]
    sections: tuple[str, ...]
    shifts: tuple[str, ...]
    conditions: tuple[str, ...]
    synonyms: tuple[str, ...]
    tasks: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The name first, then the everyday synonyms: the form that title linking takes."""
        return (self.name, *self.synonyms)
