"""Where mail goes out, who it is from, and where its links lead. The wiring calls `configure` once per process."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlsplit

_TEMPLATES: Final = Path(__file__).resolve().parents[3] / "templates"

Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True)
class SmtpServer:
    """The mail server that takes our mail.

    `security`: starttls (587), tls from the first byte (465), or none (a relay on the same machine or network).
    It is never lowered by itself. `ca_file` names the certificate of a private authority.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = 20.0
    """Seconds for each step of the conversation."""


@dataclass(frozen=True)
class MailSettings:
    """How this process mails.

    Without `server` mail waits in the outbox. `keep_content`: a mail's text stays readable after it was sent, and a
    mail without server counts as kept: for the demo only, where nobody is real.
    """

    base_url: str = "http://localhost"
    sender: str = "wsp@demo.example"
    sender_name: str = "Werkgeversservicepunt"
    server: SmtpServer | None = None
    keep_content: bool = False
    templates_dir: Path = _TEMPLATES

    @property
    def domain(self) -> str:
        """The host of our links; also the right side of every Message-ID."""
        return urlsplit(self.base_url).hostname or "localhost"

    def link(self, path: str) -> str:
        """The absolute address of one of our own pages.

        Raises:
            ValueError: `path` is no path of this site.

        """
        if not path.startswith("/") or path.startswith("//"):
            message = "a link in a mail leads to a path of this site"
            raise ValueError(message)
        return self.base_url.rstrip("/") + path


class _Current:
    settings = MailSettings()


def configure(settings: MailSettings) -> None:
    """Set how this process mails."""
    _Current.settings = settings


def current() -> MailSettings:
    """How this process mails."""
    return _Current.settings
