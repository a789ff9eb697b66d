"""Tables of reference data: national, so outside the region wall, and without anything about a person.

Dossiers store codes (occupation, municipality, PC4) without a foreign key: a row that an official list drops must
stay readable there, and a new edition of a list must never be blocked by a dossier.
The closed lists (levels, shifts, work conditions) have no table: they change with a release of the program.
"""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Identity
from sqlalchemy.orm import Mapped, mapped_column

from wsp.foundation import clock
from wsp.foundation.db import Base


class Region(Base):
    """An arbeidsmarktregio in one year; names and borders change over time."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(primary_key=True)
    """CBS code: AM01 to AM38, with gaps."""
    year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str]


class Municipality(Base):
    """A municipality in one year and the region it belongs to in that year."""

    __tablename__ = "municipalities"
    __table_args__ = (ForeignKeyConstraint(["region_code", "year"], ["regions.code", "regions.year"]),)

    code: Mapped[str] = mapped_column(primary_key=True)
    """CBS code: GM and four digits."""
    year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    sort_key: Mapped[str]
    region_code: Mapped[str] = mapped_column(index=True)


class Postcode(Base):
    """The middle of a four-digit postcode area, in degrees WGS84."""

    __tablename__ = "postcodes"

    pc4: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    suspect: Mapped[bool]
    """The source marked the point as far from its neighbours: never used for a distance."""
    municipality_code: Mapped[str | None]
    """GM code where it is known; the official file does not have it."""


class Occupation(Base):
    """An occupation of the starter set (`wsp:...`) or of ESCO (its URI). Both exist side by side."""

    __tablename__ = "occupations"
    __table_args__ = (CheckConstraint("scheme IN ('wsp', 'esco')", name="scheme"),)

    code: Mapped[str] = mapped_column(primary_key=True)
    scheme: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str]
    isco: Mapped[str] = mapped_column(index=True)
    """ISCO-08 unit group, four digits."""
    esco_uri: Mapped[str | None] = mapped_column(index=True)
    """The ESCO concept: its own URI for ESCO, the linked one (when known) for the starter set."""
    description: Mapped[str | None]
    active: Mapped[bool]
    """False once the list no longer has it; dossiers that name it stay readable."""


class OccupationLabel(Base):
    """One name of an occupation, as an official list or everyday speech has it."""

    __tablename__ = "occupation_labels"

    occupation_code: Mapped[str] = mapped_column(ForeignKey("occupations.code", ondelete="CASCADE"), primary_key=True)
    label: Mapped[str] = mapped_column(primary_key=True)
    preferred: Mapped[bool]


class TitleCorrection(Base):
    """An occupation that people chose for a title that the program read otherwise; proposed first from then on.

    National like the other names of occupations, and without who chose it, when or for which vacancy.
    """

    __tablename__ = "title_corrections"

    title_key: Mapped[str] = mapped_column(primary_key=True)
    """The title as titles are compared: without case, accents and punctuation."""
    occupation_code: Mapped[str]
    """The last choice counts."""


class IscoGroup(Base):
    """A group of ISCO-08, one to four digits, with its Dutch name."""

    __tablename__ = "isco_groups"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class SkillGroup(Base):
    """A group of the ESCO skills pillar and its place in the hierarchy."""

    __tablename__ = "skill_groups"

    uri: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str | None]
    parent_uri: Mapped[str | None]


class Skill(Base):
    """An ESCO skill or field of knowledge with its Dutch name."""

    __tablename__ = "skills"

    uri: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str | None]
    """`skill` or `knowledge`; None where the file leaves it open."""
    reuse_level: Mapped[str | None]
    description: Mapped[str | None]


class OccupationSkill(Base):
    """A skill that an occupation needs. The skill's name may be missing: it is published in a file of its own."""

    __tablename__ = "occupation_skills"
    __table_args__ = (CheckConstraint("relation IN ('essential', 'optional')", name="relation"),)

    occupation_code: Mapped[str] = mapped_column(ForeignKey("occupations.code", ondelete="CASCADE"), primary_key=True)
    skill_uri: Mapped[str] = mapped_column(primary_key=True)
    relation: Mapped[str]
    kind: Mapped[str | None]


class ReferenceLoad(Base):
    """One load of a file or of the starter set: where the data comes from, and the edition that caches compare."""

    __tablename__ = "reference_loads"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    kind: Mapped[str]
    """`starter`, `esco`, `postcodes` or `municipalities`."""
    source: Mapped[str]
    """Names of the files, without their folder."""
    read: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    removed: Mapped[int]
    refused: Mapped[int]
    loaded_at: Mapped[datetime] = mapped_column(default=clock.now)
