"""What the verbs take."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RequestExport:
    """Ask for an export of the whole region; without a passphrase no BSN goes out."""

    reason: str
    passphrase: str | None = field(default=None, repr=False)
