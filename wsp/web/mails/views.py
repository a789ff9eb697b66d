"""Berichten: what mail went where and when, what did not arrive, and another try."""

import uuid
from typing import Final

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for

from wsp.accounts.permissions import Permission
from wsp.foundation.mailer import Mail, MailState
from wsp.foundation.mailer.enums import STATE_LABELS, TROUBLE_LABELS, Trouble
from wsp.foundation.mailer.settings import current
from wsp.web.access import current_actor, current_session, requires
from wsp.web.listing import ListPage, page_number
from wsp.web.messages import notify
from wsp.worklist import mails
from wsp.worklist.mails import MailFilter

blueprint = Blueprint("mails", __name__)

LOOKS: Final = {
    MailState.WAITING: ("warn", "clock"),
    MailState.SENDING: ("info", "clock"),
    MailState.SENT: ("ok", "check"),
    MailState.REFUSED: ("late", "warning"),
    MailState.KEPT: ("plain", "document"),
}


@blueprint.get("/berichten")
@requires(Permission.MAIL_MANAGE)
def list_mails() -> str:
    """Mails of the region by state, newest first."""
    state = request.args.get("stand", "")
    wanted = MailFilter(
        state=MailState(state) if state in set(MailState) else None, text=request.args.get("q", "")[:100]
    )
    session, actor = current_session(), current_actor()
    return render_template(
        "mails/list.html",
        page=ListPage(mails.list_mails(session, actor, wanted, page=page_number())),
        wanted=wanted,
        counts=mails.state_counts(session, actor),
        labels=STATE_LABELS,
        looks=LOOKS,
        trouble=trouble,
        no_server=current().server is None,
    )


@blueprint.get("/berichten/<uuid:mail_id>")
@requires(Permission.MAIL_MANAGE)
def show(mail_id: uuid.UUID) -> str:
    """One mail; its words only in the demo, where nobody is real."""
    readable = current_app.config["WSP"].demo
    found = mails.mail(current_session(), current_actor(), mail_id, content=readable)
    return render_template(
        "mails/show.html",
        mail=found,
        text=found.text if readable else None,
        label=STATE_LABELS[MailState(found.state)],
        look=LOOKS[MailState(found.state)],
        trouble=trouble(found),
        may_resend=found.state in (MailState.REFUSED.value, MailState.WAITING.value),
    )


@blueprint.post("/berichten/<uuid:mail_id>/opnieuw")
@requires(Permission.MAIL_MANAGE)
def resend(mail_id: uuid.UUID) -> Response:
    """Try it once more."""
    mails.resend(current_session(), mail_id, actor=current_actor())
    notify("Het bericht wordt opnieuw verstuurd.")
    return make_response(redirect(url_for("mails.show", mail_id=mail_id), 303))


def trouble(mail: Mail) -> str:
    """Why the last attempt failed, in words; empty when it did not."""
    if not mail.last_error:
        return ""
    name, _, code = mail.last_error.partition(" ")
    words = TROUBLE_LABELS[Trouble(name)] if name in set(Trouble) else ""
    return f"{words} Code {code}." if code else words
