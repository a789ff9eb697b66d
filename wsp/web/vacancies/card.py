"""The card of a vacancy: facts, what must be, what is a wish, what can be different; and its states."""

import uuid
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for

from wsp.accounts import queries as accounts
from wsp.accounts.permissions import Permission
from wsp.audit import queries as audit
from wsp.audit.models import AuditEvent
from wsp.employers import queries as employers
from wsp.foundation.errors import DomainError, NotAllowed, NotFound
from wsp.reference import lists
from wsp.reference import queries as reference
from wsp.vacancies import queries, rules, service, words
from wsp.vacancies.enums import (
    ADAPTABLE_LABELS,
    CLOSED,
    SEARCHING,
    VACANCY_STATES,
    Adaptable,
    VacancyState,
)
from wsp.vacancies.models import Vacancy
from wsp.vacancies.schemas import EditVacancySchema, MoveVacancySchema
from wsp.vacancies.service.content import SUBJECT
from wsp.web.access import current_actor, current_session, requires
from wsp.web.documents.panel import panel
from wsp.web.forms import Form
from wsp.web.messages import notify
from wsp.web.proposals import Proposal
from wsp.web.vacancies import stored
from wsp.web.vacancies.blueprint import blueprint
from wsp.web.vacancies.described import described
from wsp.worklist import queries as worklist
from wsp.worklist.enums import SubjectKind

_STEPS: Final = {
    VacancyState.OPEN: "Openen",
    VacancyState.REVIEW: "Laten beoordelen",
    VacancyState.CONCEPT: "Terug naar concept",
    VacancyState.IN_PROGRESS: "In behandeling nemen",
    VacancyState.FILLED: "Vervuld melden",
    VacancyState.WITHDRAWN: "Stoppen",
}
"""What the button of a step says. Expiring is not one: that happens by itself."""


@blueprint.get("/vacatures/<uuid:vacancy_id>")
@requires(Permission.VACANCY_READ)
def show(vacancy_id: uuid.UUID) -> str:
    """One vacancy."""
    session, actor = current_session(), current_actor()
    vacancy = queries.vacancy(session, actor, vacancy_id)
    state = VacancyState(vacancy.state)
    events = audit.history(session, actor, (SUBJECT, vacancy_id), limit=30)
    people = accounts.names(session, [vacancy.owner_id, *(event.user_id for event in events)])
    contact = next(
        (
            person
            for person in employers.contacts(session, actor, vacancy.employer_id)
            if person.id == vacancy.contact_id
        ),
        None,
    )
    code = vacancy.occupation_code
    return render_template(
        "vacancies/show.html",
        vacancy=vacancy,
        number=rules.vacancy_number(vacancy.number),
        state=state,
        state_label=VACANCY_STATES.labels[state],
        searching=state in SEARCHING,
        closed=state in CLOSED,
        steps=steps(state),
        hours=words.hours(vacancy.hours_min, vacancy.hours_max),
        said=words.shown,
        must=must(vacancy),
        proposed=_proposed(vacancy) if state in {VacancyState.REVIEW, VacancyState.CONCEPT} else [],
        wishes=vacancy.skills_wished or [],
        adaptable=[ADAPTABLE_LABELS[each] for each in Adaptable if getattr(vacancy, f"adaptable_{each.value}")],
        occupation=reference.occupation_names(session, [code]).get(code) if code else None,
        contact=contact,
        owner=people.get(vacancy.owner_id) if vacancy.owner_id else None,
        events=[(event, _happened(event), people.get(event.user_id, "") if event.user_id else "") for event in events],
        tasks=worklist.open_about(session, actor, [vacancy_id]),
        documents=panel((SubjectKind.VACANCY, vacancy_id)),
    )


def _proposed(vacancy: Vacancy) -> list[tuple[Proposal, str]]:
    """Before it opens: what the text says that the fields do not, with where it can be changed."""
    form: Form[Any] = Form(
        EditVacancySchema(vacancy_id=vacancy.id, version=vacancy.version), values=stored.values(vacancy)
    )
    found = described(form, description=vacancy.description or "", working_times=vacancy.working_times or "")
    address = url_for("vacancies.edit", vacancy_id=vacancy.id)
    return [(each, address) for each in found]


def must(vacancy: Vacancy) -> list[str]:
    """The hard requirements, each as a short text."""
    found = lists.label_all("shifts", vacancy.shifts or [])
    found += vacancy.skills_required or []
    found += vacancy.diplomas or []
    found += [f"rijbewijs {code}" for code in vacancy.driving_licences or []]
    if vacancy.education_min:
        found.append(f"opleiding: {words.shown('education_min', vacancy.education_min)}")
    if vacancy.language_nl_min:
        found.append(words.shown("language_nl_min", vacancy.language_nl_min))
    found += lists.label_all("work_conditions", vacancy.work_conditions or [])
    if vacancy.garantiebaan:
        found.append("doelgroep banenafspraak")
    return found


def steps(state: VacancyState) -> dict[str, str]:
    """The steps that a person may take from here: value, words of the button."""
    follow = VACANCY_STATES.transitions[state]
    found = {step.value: text for step, text in _STEPS.items() if step in follow}
    if state in CLOSED:
        found[VacancyState.OPEN.value] = "Opnieuw openen"
    return found


@blueprint.route("/vacatures/<uuid:vacancy_id>/status", methods=["GET", "POST"])
@requires(Permission.VACANCY_EDIT)
def move_state(vacancy_id: uuid.UUID) -> Response:
    """Open, stop, fill: with a look at what happens before it is done (A15)."""
    vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
    state = VacancyState(vacancy.state)
    schema = MoveVacancySchema(options={"state": steps(state)}, vacancy_id=vacancy_id)
    typed = request.form if request.method == "POST" else None
    form: Form[Any] = Form(schema, typed=typed, values={"state": request.args.get("naar", "")})
    status = 200
    if typed is not None:
        status = 400
        if form.valid():
            try:
                service.move_state(current_session(), form.command, actor=current_actor())
            except (NotFound, NotAllowed):
                raise
            except DomainError as error:
                status = error.status
                form.refuse(error)
                # The verb read the row anew to lock it; the page shows its parts.
                vacancy = queries.vacancy(current_session(), current_actor(), vacancy_id)
            else:
                notify("De status is gewijzigd.")
                return make_response(redirect(url_for("vacancies.show", vacancy_id=vacancy_id), 303))
    page = render_template("vacancies/state.html", form=form, vacancy=vacancy, state_label=VACANCY_STATES.labels[state])
    return make_response(page, status)


def _happened(event: AuditEvent) -> tuple[str, str]:
    """Icon and sentence of one line of the time line."""
    after = event.after or {}
    match event.action:
        case "vacancies.add":
            return "plus", "Vacature gemaakt"
        case "vacancies.edit":
            names = ", ".join(words.inside(words.LABELS[name]) for name in after if name in words.LABELS)
            return "edit", f"Gewijzigd: {names}"
        case "vacancies.sent_back":
            return "chat", "Vraag aan de werkgever"
        case "vacancies.state":
            name = after.get("status")
            label = VACANCY_STATES.labels[VacancyState(name)].lower() if name in set(VacancyState) else "onbekend"
            return "flag", f"Status: {label}"
    return "info", "Gewijzigd"
