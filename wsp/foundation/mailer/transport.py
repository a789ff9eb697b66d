"""The conversation with the mail server (RFC 5321), and what its refusals mean for us."""

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage

from wsp.foundation.mailer.enums import Trouble
from wsp.foundation.mailer.settings import MailSettings, SmtpServer

_PERMANENT = 500


class NotSent(Exception):
    """The server did not take the mail; `code` is our word for why, with the server's three digits."""

    def __init__(self, trouble: Trouble, code: int | None = None) -> None:
        self.trouble = trouble
        self.code = f"{trouble.value} {code}" if code else trouble.value
        super().__init__(self.code)


class ServerAway(NotSent):
    """Nothing can be sent now, whatever the mail: no connection, no safe connection, or no log-in."""


class TryLater(NotSent):
    """The server does not want this mail now."""


class Refused(NotSent):
    """The server does not want this mail, now or later."""


def hand_over(message: EmailMessage, recipient: str, settings: MailSettings) -> None:
    """Give `message` to the mail server; when this returns, the server has taken responsibility for it.

    Raises:
        ServerAway, TryLater, Refused: it has not.

    """
    if settings.server is None:
        raise ServerAway(Trouble.NO_SERVER)
    client = _connect(settings.server, settings.domain)
    try:
        _say(client, message, recipient, settings)
    finally:
        # The mail is taken or not; a server that hangs up without a goodbye changes nothing about that.
        with suppress(OSError, smtplib.SMTPException):
            client.quit()
        client.close()


def try_connection(settings: MailSettings) -> None:
    """Greet the mail server and log in, without sending anything.

    Raises:
        ServerAway: that does not work, and its code says why.

    """
    if settings.server is None:
        raise ServerAway(Trouble.NO_SERVER)
    client = _connect(settings.server, settings.domain)
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    client.close()


def _connect(server: SmtpServer, own_name: str) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.ca_file)
    try:
        if server.security == "tls":
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=own_name, timeout=server.timeout, context=context
            )
        else:
            client = smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=server.timeout)
    except ssl.SSLError as error:
        raise ServerAway(Trouble.SECURITY) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(Trouble.CONNECTION) from error
    try:
        _prepare(client, server, context)
    except NotSent:
        client.close()
        raise
    return client


def _prepare(client: smtplib.SMTP, server: SmtpServer, context: ssl.SSLContext) -> None:
    try:
        client.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            client.starttls(context=context)
    except (ssl.SSLError, smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        raise ServerAway(Trouble.SECURITY) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(Trouble.CONNECTION) from error
    if not server.user:
        return
    try:
        client.login(server.user, server.password)
    except smtplib.SMTPServerDisconnected as error:
        raise ServerAway(Trouble.CONNECTION) from error
    except smtplib.SMTPException as error:
        raise ServerAway(Trouble.LOG_IN) from error
    except OSError as error:
        raise ServerAway(Trouble.CONNECTION) from error


def _say(client: smtplib.SMTP, message: EmailMessage, recipient: str, settings: MailSettings) -> None:
    try:
        client.send_message(message, from_addr=settings.sender, to_addrs=[recipient])
    except smtplib.SMTPRecipientsRefused as error:
        code = min(code for code, _ in error.recipients.values())
        raise _by_code(Trouble.RECIPIENT, code) from error
    except smtplib.SMTPNotSupportedError as error:
        # An address with letters outside ASCII, and a server that cannot carry it.
        raise Refused(Trouble.RECIPIENT) from error
    except smtplib.SMTPSenderRefused as error:
        # Our own fault or setting: somebody can mend that, so the mail stays.
        raise TryLater(Trouble.SENDER, error.smtp_code) from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(Trouble.CONTENT, error.smtp_code) from error
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAway(Trouble.CONNECTION) from error


def _by_code(trouble: Trouble, code: int) -> NotSent:
    return Refused(trouble, code) if code >= _PERMANENT else TryLater(Trouble.BUSY, code)
