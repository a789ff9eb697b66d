"""What the verbs take."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DescribeAlgorithm:
    """What only the organisation can say; everything may be left open."""

    organization: str | None = None
    contact_email: str | None = None
    website: str | None = None
    status: str | None = None
    begin_month: str | None = None
    lawful_basis: str | None = None
    lawful_basis_title: str | None = None
    lawful_basis_link: str | None = None
    proportionality: str | None = None
    impact_test: str | None = None
    impact_test_link: str | None = None
    process_index_url: str | None = None
    provider: str | None = None
