"""An employer posts a vacancy in four short steps. What was typed is kept after every step, as it was typed."""

import uuid
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from datetime import timedelta
from typing import Any, Final

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound as NoSuchPage

from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, NotFound
from wsp.foundation.sortkey import sort_key
from wsp.reference import queries as reference
from wsp.vacancies import queries, service, words
from wsp.vacancies.commands import PostVacancy, SaveDraft, VacancyContent
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.models import Vacancy
from wsp.vacancies.rules import check_employer_edits
from wsp.vacancies.schemas import PORTAL_STEPS, TASKS, Part
from wsp.web.access import current_actor, current_session, requires
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.messages import notify
from wsp.web.portal.helper import helper, own_employers
from wsp.web.portal.page import page
from wsp.web.proposals import Proposal, pressed, taken
from wsp.web.vacancies.described import TAKEN, described

blueprint = Blueprint("portal_posting", __name__)

Raw = dict[str, list[str]]

NAMES: Final = {
    "werk": "Het werk",
    "eisen": "Uren en eisen",
    "loon": "Loon en begeleiding",
    "controleren": "Controleren",
}
ORDER: Final = tuple(NAMES)
CHANGED: Final = "vacature"
"""In a draft: the vacancy that the employer changes with it."""
KEY: Final = "sleutel"
"""In the last form: the draft that is sent, so that sending it twice gives one vacancy."""
_CONTENT: Final = frozenset(found.name for found in dataclass_fields(VacancyContent))
STOP: Final = "stop"
_OPEN_DAYS: Final = 60
_EXACT: Final = 100.0
_MOST_VALUES: Final = 60


@blueprint.get("/portaal/vacatures/nieuw")
@requires(Permission.PORTAL_VACANCY)
def start() -> Response:
    """Go on where it was left, or begin with the first step."""
    draft = queries.draft(current_session(), current_actor())
    return _to(ORDER[min(draft.step, len(ORDER)) - 1] if draft else ORDER[0])


@blueprint.post("/portaal/vacatures/<uuid:vacancy_id>/overnemen")
@requires(Permission.PORTAL_VACANCY)
def take(vacancy_id: uuid.UUID) -> Response:
    """Begin with what an own vacancy says: to change that one, or as a copy for a new one."""
    session, actor = current_session(), current_actor()
    vacancy = queries.own_vacancy(session, actor, vacancy_id)
    data = _raw(vacancy)
    if request.form.get("doe") == "wijzigen":
        check_employer_edits(VacancyState(vacancy.state))
        data[CHANGED] = [str(vacancy.id)]
    else:
        data = {name: values for name, values in data.items() if name not in {"start_date", "closes_on"}}
    # A draft of its own: the key of one that was sent before would give that vacancy again.
    service.drop_draft(session, actor=actor)
    service.save_draft(session, SaveDraft(1, data), actor=actor)
    return _to(ORDER[0])


@blueprint.post("/portaal/vacatures/nieuw/weggooien")
@requires(Permission.PORTAL_VACANCY)
def drop() -> Response:
    """Throw the draft away."""
    service.drop_draft(current_session(), actor=current_actor())
    notify("Uw concept is weggegooid.")
    return make_response(redirect(url_for("portal_vacancies.list_vacancies"), 303))


@blueprint.route("/portaal/vacatures/nieuw/<step>", methods=["GET", "POST"])
@requires(Permission.PORTAL_VACANCY)
def intake(step: str) -> Response:
    """One step: keep what was typed, and go on when nothing is wrong with it."""
    if step == "controleren":
        return _send() if request.method == "POST" else _check_page()
    if step not in PORTAL_STEPS:
        raise NoSuchPage
    draft = _draft()
    if step != ORDER[0] and not draft.get("title"):
        return _to(ORDER[0])
    if request.method == "GET":
        given = _with_defaults(step, draft)
        return _step_page(step, given, _form(step, given), 200)
    data = _merged(step, draft)
    if kept := _only_kept(step, data):
        return kept
    position = ORDER.index(step) + 1
    form = _form(step, data)
    if form.valid():
        _refuse_early(step, form, data)
    if form.refused:
        return _step_page(step, data, form, 400)
    service.save_draft(current_session(), SaveDraft(position + 1, data), actor=current_actor())
    return _to(ORDER[position])


def _only_kept(step: str, data: Raw) -> Response | None:
    """The buttons that keep what was typed and check nothing: stop for now, or take over from the description."""
    chosen = pressed(request.form)
    if not chosen and request.form.get("doe") != STOP:
        return None
    kept = data | taken(_proposed(_form(step, data), data), chosen)
    service.save_draft(current_session(), SaveDraft(ORDER.index(step) + 1, kept), actor=current_actor())
    notify(TAKEN if chosen else "Uw concept is bewaard. U vindt het boven uw vacatures.")
    return _to(step) if chosen else make_response(redirect(url_for("portal_vacancies.list_vacancies"), 303))


def _send() -> Response:
    """Make the vacancy of the draft that was shown; a second time leads to the vacancy that it became."""
    session, actor = current_session(), current_actor()
    key = id_of(request.form.get(KEY, ""))
    draft = queries.draft_locked(session, actor)
    if key is not None and (draft is None or draft.id != key):
        sent = queries.sent_from(session, actor, key)
        if sent is not None:
            return make_response(redirect(url_for("portal_vacancies.show", vacancy_id=sent), 303))
    if draft is None:
        return _to(ORDER[0])
    content, problems = _whole(dict(draft.data))
    if not problems:
        employer_id: uuid.UUID = content.pop("employer_id")
        content["occupation_code"] = _occupation(content["title"])
        command = PostVacancy(
            **content,
            employer_id=employer_id,
            request_key=draft.id,
            vacancy_id=id_of(_first(dict(draft.data), CHANGED)),
        )
        try:
            made = service.post_vacancy(session, command, actor=actor)
        except NotFound:
            raise
        except DomainError as error:
            problems = _problems(error)
        else:
            service.drop_draft(session, actor=actor)
            notify("Uw vacature is verstuurd. Wij kijken hem binnen 2 werkdagen na.")
            return make_response(redirect(url_for("portal_vacancies.show", vacancy_id=made.id), 303))
    return _check_page(problems)


def _check_page(problems: list[tuple[str, str]] | None = None) -> Response:
    """Everything at once, before it is sent."""
    session, actor = current_session(), current_actor()
    draft = queries.draft(session, actor)
    if draft is None:
        return _to(ORDER[0])
    data = dict(draft.data)
    content, found = _whole(data)
    found = problems or found
    return page(
        "check",
        400 if problems else 200,
        steps=_steps("controleren"),
        names=NAMES,
        title=_first(data, "title"),
        sections=[(step, NAMES[step], _summary(step, content)) for step in PORTAL_STEPS] if content else [],
        proposed=[
            (each, url_for("portal_posting.intake", step=step))
            for step in ORDER[1:-1]
            for each in _proposed(_form(step, data), data)
        ],
        problems=found,
        key=draft.id,
        changes=CHANGED in data,
        helper=helper(),
    )


def _whole(data: Raw) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The content of all steps, or the sentences of what is wrong with the step where each can be mended."""
    forms = {step: _form(step, data) for step in PORTAL_STEPS}
    problems = [(text, step) for step, form in forms.items() if not form.valid() for text, _ in form.summary()]
    if problems:
        return {}, problems
    return {name: value for form in forms.values() for name, value in form.command.items()}, []


def _refuse_early(step: str, form: Form[Any], data: Raw) -> None:
    """Let the rules look at what is known after this step, and show here what this step can mend."""
    known: dict[str, Any] = {}
    for name in ORDER[: ORDER.index(step)]:
        earlier = _form(name, data)
        known |= earlier.command if earlier.valid() else {}
    known |= form.command
    if "employer_id" not in known:
        return
    content = VacancyContent(**{name: value for name, value in known.items() if name in _CONTENT})
    try:
        service.check_content(current_session(), current_actor(), content, employer_id=known["employer_id"])
    except DomainError as error:
        here = {_field(name): texts for name, texts in error.fields.items() if _step_of(name) == step}
        if here:
            error.fields = here
            form.refuse(error)


def _form(step: str, data: Mapping[str, list[str]]) -> Form[Any]:
    options: dict[str, Mapping[str, str]] = {}
    typed = MultiDict([(name, value) for name, values in data.items() for value in values])
    if step == ORDER[0]:
        session, actor = current_session(), current_actor()
        own = own_employers()
        options["employer_id"] = {str(each.id): each.name for each in own}
        if len(own) == 1:
            typed["employer_id"] = str(own[0].id)
        employer_id = id_of(typed.get("employer_id", "")) or (own[0].id if own else None)
        sites = employers.establishments(session, actor, employer_id, open_on=clock.today()) if employer_id else []
        options["establishment_id"] = {str(site.id): f"{site.name}, {site.place}" for site in sites}
    schema: Part[Any] = PORTAL_STEPS[step](options=options)
    known = MultiDict([(name, value) for name in schema.fields for value in typed.getlist(name)])
    return Form(schema, typed=known)


def _step_page(step: str, data: Raw, form: Form[Any], status: int) -> Response:
    filled = sum(1 for row in range(1, TASKS + 1) if _first(data, f"task_{row}_name"))
    several = step == ORDER[0] and len(form["employer_id"].options) > 1
    return page(
        "step",
        status,
        step=step,
        steps=_steps(step),
        position=ORDER.index(step) + 1,
        back=ORDER[ORDER.index(step) - 1] if step != ORDER[0] else None,
        names=NAMES,
        form=form,
        title=_first(data, "title"),
        several=several,
        proposed=_proposed(form, data),
        task_rows=min(TASKS, max(3, filled + 1)),
        helper=helper(),
    )


def _proposed(form: Form[Any], data: Raw) -> list[Proposal]:
    """What the description states for the fields of a step."""
    return described(form, description=_first(data, "description"), working_times=_first(data, "working_times"))


def _steps(now: str) -> list[tuple[str, str | None]]:
    position = ORDER.index(now)
    return [
        (text, url_for("portal_posting.intake", step=step) if ORDER.index(step) < position else None)
        for step, text in NAMES.items()
    ]


def _summary(step: str, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was filled in at one step, in words; what is not asked for is left out."""
    names = [_fact(name) for name in PORTAL_STEPS[step]().fields]
    found = []
    for name in dict.fromkeys(names):
        value = content.get(name)
        if value in (None, (), False) or name == "employer_id":
            continue
        if name == "establishment_id":
            site = employers.establishment(current_session(), current_actor(), content["employer_id"], value)
            found.append(("Waar", f"{site.name}, {site.place}"))
        else:
            found.append((words.LABELS[name], words.shown(name, value)))
    return found


def _occupation(title: str) -> str | None:
    """The occupation whose everyday name this title is; else the account manager chooses one."""
    hits = reference.find_occupations(current_session(), title[:120], limit=3)
    return next((hit.code for hit in hits if hit.score >= _EXACT and sort_key(hit.label) == sort_key(title)), None)


def _raw(vacancy: Vacancy) -> Raw:
    """A stored vacancy as if somebody had typed it."""
    found: Raw = {}
    for part in PORTAL_STEPS.values():
        schema = part()
        values = {name: getattr(vacancy, name) for name in schema.fields if not name.startswith("task_")}
        for row, task in enumerate(vacancy.tasks[:TASKS], start=1):
            values |= {f"task_{row}_name": task.name, f"task_{row}_hours": task.hours_per_week}
        form: Form[Any] = Form(schema, values=values)
        found |= {field.name: list(field.values) for field in form if field.values}
    return found


def _draft() -> Raw:
    draft = queries.draft(current_session(), current_actor())
    return dict(draft.data) if draft else {}


def _merged(step: str, draft: Raw) -> Raw:
    """The draft with this step's fields as they were sent now."""
    names = set(PORTAL_STEPS[step]().fields)
    sent = {name: request.form.getlist(name)[:_MOST_VALUES] for name in request.form if name in names}
    return {name: values for name, values in draft.items() if name not in names} | sent


def _with_defaults(step: str, draft: Raw) -> Raw:
    """A first visit shows what is most likely; it can be changed."""
    if step != "loon":
        return draft
    return {"places": ["1"], "closes_on": [(clock.today() + timedelta(days=_OPEN_DAYS)).isoformat()]} | draft


def _problems(error: DomainError) -> list[tuple[str, str]]:
    if not error.fields:
        return [(error.message, ORDER[0])]
    return [(text, _step_of(name)) for name, texts in error.fields.items() for text in texts]


def _step_of(fact: str) -> str:
    return next((step for step, part in PORTAL_STEPS.items() if _field(fact) in part().fields), ORDER[0])


def _field(fact: str) -> str:
    return "task_1_hours" if fact == "tasks" else fact


def _fact(field: str) -> str:
    return "tasks" if field.startswith("task_") else field


def _first(data: Mapping[str, list[str]], name: str) -> str:
    return next(iter(data.get(name) or [""]), "")


def _to(step: str) -> Response:
    return make_response(redirect(url_for("portal_posting.intake", step=step), 303))
