"""What the forms about one candidate have in common."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from wsp.candidates import policy, queries, words
from wsp.candidates.enums import PROFILE_LABELS
from wsp.candidates.masking import MaskedCandidate
from wsp.candidates.models import Candidate
from wsp.candidates.queries import Seen
from wsp.candidates.schemas import CandidateSchema
from wsp.foundation.errors import DomainError, NotAllowed, NotFound, StaleVersion
from wsp.web.access import current_actor, current_session
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.proposals import Proposal, pressed, taken_over


def kept(candidate_id: uuid.UUID, *, details: bool = False) -> Seen:
    """The dossier, for a form: only for who keeps it; looking at it goes to the read log.

    Raises:
        CandidateNotFound, CandidateNotYours: as `policy.check_may_edit`.

    """
    session, actor = current_session(), current_actor()
    found = queries.seen(session, actor, candidate_id, purpose="dossier", details=queries.DETAILS if details else ())
    policy.check_keeps(actor, found.row)
    return found


def kept_dossier(candidate_id: uuid.UUID, *, details: bool = False) -> tuple[Candidate, MaskedCandidate]:
    """As `kept`: the row, and what of it may be shown."""
    found = kept(candidate_id, details=details)
    return found.row, found.shown


def answer(
    schema: CandidateSchema[Any],
    *,
    shown: MaskedCandidate,
    title: str,
    button: str,
    saved: str,
    save: Callable[[Any], object],
    values: object | None = None,
    version: int | None = None,
    template: str = "candidates/change.html",
    more: Mapping[str, Any] | None = None,
    propose: Callable[[Form[Any]], list[Proposal]] | None = None,
) -> Response:
    """Show a form about the candidate, or save what was typed and go back to the dossier.

    What the verb refuses stands at its fields, with everything that was typed. Two versions of one dossier go to
    the page that lays them side by side; somebody else's dossier is simply not found. `propose` says what a text in
    the form adds to its fields; taking that over shows the form again and saves nothing.
    """
    typed: MultiDict[str, str] | None = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed, values=values, version=version)
    back = url_for("candidates.show", candidate_id=shown.id)
    status, note = 200, ""
    chosen = pressed(request.form) if propose else ""
    if propose and typed is not None and chosen:
        typed, note = taken_over(typed, propose(form), chosen)
        form = Form(schema, typed=typed)
    elif typed is not None:
        status = 400
        if form.valid():
            try:
                save(form.command)
            except (StaleVersion, NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
            else:
                notify(saved)
                return make_response(redirect(back, 303))
    page = render_template(
        template,
        form=form,
        shown=shown,
        title=title,
        button_text=button,
        back=back,
        labels=PROFILE_LABELS,
        said=words.shown,
        proposed=propose(form) if propose else [],
        note=note,
        **(more or {}),
    )
    return make_response(page, status)
