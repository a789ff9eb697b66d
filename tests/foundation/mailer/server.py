"""A real SMTP server on a free port of this machine, that does what a test tells it to."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from wsp.foundation.mailer import SmtpServer

USER, PASSWORD = "wsp", "een lang geheim"


@dataclass
class Mailbox:
    """What came in, and how the server answers: replies by address, then one for the content."""

    received: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    content_reply: str = "250 OK"
    slow: float = 0
    server: SmtpServer = field(default_factory=lambda: SmtpServer("127.0.0.1"))

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Envelope, to: str, _options: Any) -> str:  # noqa: N802 (the library's name)
        reply = self.replies.get(to, "250 OK")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(to)
        return reply

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 (the library's name)
        if self.slow:
            # In the thread of this server: it answers nobody meanwhile, which is what a hanging server does.
            time.sleep(self.slow)  # noqa: ASYNC251 (meant)
        if self.content_reply.startswith("250"):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            parsed = message_from_bytes(content, policy=policy.default)
            assert isinstance(parsed, EmailMessage)
            self.received.append(parsed)
            self.recipients += envelope.rcpt_tos
        return self.content_reply


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@contextmanager
def smtp_server(
    *,
    port: int = 0,
    tls: tuple[Path, Path] | None = None,
    log_in: bool = False,
    implicit: bool = False,
    slow: float = 0,
) -> Iterator[Mailbox]:
    """Serve until the block ends. `tls`: certificate and key, for STARTTLS or, with `implicit`, from the first byte."""
    box = Mailbox(slow=slow)
    more: dict[str, Any] = {}
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        more = {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    if log_in:
        more |= {"authenticator": _check, "auth_required": True, "auth_require_tls": tls is not None}
    controller = Controller(box, hostname="127.0.0.1", port=_free_port(), enable_SMTPUTF8=True, **more)
    controller.start()
    try:
        box.server = SmtpServer(
            "127.0.0.1", controller.port, "tls" if implicit else "starttls" if tls else "none",
            user=USER if log_in else "", password=PASSWORD if log_in else "",
            ca_file=tls[0] if tls else None, timeout=5,
        )  # fmt: skip
        yield box
    finally:
        controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine's own address that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)  # noqa: TID251 (the certificate is checked by the machine's clock, not by ours)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    cert_file, key_file = folder / "cert.pem", folder / "key.pem"
    cert_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert_file, key_file


Serve = Callable[..., Mailbox]
