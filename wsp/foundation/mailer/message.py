"""A row of the outbox as a message on the wire."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from wsp.foundation.mailer.models import Mail
from wsp.foundation.mailer.settings import MailSettings

_NAME_LENGTH: Final = 100
_ONE_LINE: Final = str.maketrans(dict.fromkeys(range(32), " ") | {127: " "})


def as_message(mail: Mail, settings: MailSettings) -> EmailMessage:
    """Return the message: plain text first, HTML as the alternative, every header made by the library.

    Control characters become spaces, and the library refuses a line break in a header: nobody can add one.
    Date and Message-ID are those of the row, so a repeat is the same message.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(settings.sender, settings.sender_name)
    message["To"] = _address(mail.recipient, mail.recipient_name)
    if mail.reply_to:
        message["Reply-To"] = _address(mail.reply_to, None)
    message["Subject"] = mail.subject.translate(_ONE_LINE)
    message["Date"] = mail.created_at
    message["Message-ID"] = mail.message_id
    # Out-of-office answers must not come back to a mailbox that nobody reads (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    if mail.unsubscribe:
        message["List-Unsubscribe"] = f"<{settings.link(mail.unsubscribe)}>"
    message.set_content(mail.text or "", cte="quoted-printable")
    if mail.html:
        message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message


def _address(email: str, name: str | None) -> Address:
    return Address(display_name=(name or "").translate(_ONE_LINE)[:_NAME_LENGTH].strip(), addr_spec=email)
