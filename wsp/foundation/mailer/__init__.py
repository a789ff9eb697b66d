"""Mail: written in the transaction of the change (the outbox), handed to a mail server afterwards by a job.

    mailer.send(session, region=region, to=address, template="accounts/log_in_link", path=path)

renders `templates/accounts/mail/log_in_link.txt` (and `.html`, when there is one) and is never sent when the
transaction rolls back.
"""

from wsp.foundation.mailer.enums import MailState
from wsp.foundation.mailer.models import Mail
from wsp.foundation.mailer.outbox import InvalidAddress, send
from wsp.foundation.mailer.settings import MailSettings, SmtpServer, configure

__all__ = ["InvalidAddress", "Mail", "MailSettings", "MailState", "SmtpServer", "configure", "send"]
