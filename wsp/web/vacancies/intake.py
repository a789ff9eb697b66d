"""The intake of a vacancy in four steps and a check. What was typed is kept after every step, as it was typed."""

import uuid
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from datetime import timedelta
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound as NoSuchPage

from wsp.accounts.permissions import Permission
from wsp.employers import queries as employers
from wsp.foundation import clock
from wsp.foundation.errors import DomainError
from wsp.vacancies import queries, service
from wsp.vacancies.commands import AddVacancy, SaveDraft, VacancyContent
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.schemas import STEPS, TASKS, Part
from wsp.web.access import current_actor, current_session, requires
from wsp.web.employer_field import find_employer, typed_employer
from wsp.web.employers import choices
from wsp.web.forms import Form
from wsp.web.ids import id_of
from wsp.web.messages import notify
from wsp.web.proposals import Proposal, pressed, taken
from wsp.web.vacancies import stored
from wsp.web.vacancies.blueprint import blueprint
from wsp.web.vacancies.described import TAKEN, described
from wsp.web.vacancies.occupation import ASKED, Occupations, occupations

Raw = dict[str, list[str]]

NAMES: Final = {
    "werk": "Het werk",
    "uren": "Uren en plek",
    "eisen": "Eisen",
    "loon": "Loon en plaatsen",
    "controleren": "Controleren",
}
ORDER: Final = tuple(NAMES)
STOP: Final = "stop"
_CONTENT: Final = frozenset(found.name for found in dataclass_fields(VacancyContent))
_OPEN_DAYS: Final = 60
"""A vacancy searches for two months unless somebody chooses another day."""


@blueprint.get("/vacatures/nieuw")
@requires(Permission.VACANCY_EDIT)
def start() -> Response:
    """Go on where the intake was left, or begin with the first step."""
    draft = queries.draft(current_session(), current_actor())
    step = ORDER[min(draft.step, len(ORDER)) - 1] if draft and not request.args else ORDER[0]
    return make_response(redirect(url_for("vacancies.intake", step=step, **_asked()), 303))


@blueprint.route("/vacatures/nieuw/<step>", methods=["GET", "POST"])
@requires(Permission.VACANCY_EDIT)
def intake(step: str) -> Response:
    """One step: keep what was typed, and go on when nothing is wrong with it."""
    if step == "controleren":
        return _check_page()
    if step not in STEPS:
        raise NoSuchPage
    draft = _draft()
    if step != ORDER[0] and not draft.get("employer"):
        return _to(ORDER[0])
    if request.method == "GET":
        given = draft | _begin() if step == ORDER[0] else _with_defaults(step, draft)
        return _step_page(step, given, _form(step, given), 200)
    data = _merged(step, draft)
    if kept := _only_kept(step, data):
        return kept
    position = ORDER.index(step) + 1
    found = occupations(_typed(data, request.form)) if step == ORDER[0] else None
    if found is not None:
        data = data | {"occupation_code": [found.chosen], ASKED: [found.asked]}
    form = _form(step, data, found)
    valid = form.valid()
    asked = found is not None and found.ask
    if valid and not asked:
        _refuse_early(step, form, data)
    if form.refused or asked:
        return _step_page(step, data, form, 400 if form.refused else 200, found)
    if step == ORDER[0]:
        data["employer"] = [_named(form.command["employer_id"])]
    service.save_draft(current_session(), SaveDraft(position + 1, data), actor=current_actor())
    return _to(ORDER[position])


def _only_kept(step: str, data: Raw) -> Response | None:
    """The buttons that keep what was typed and check nothing: stop for now, or take over from the description."""
    chosen = pressed(request.form)
    if not chosen and request.form.get("doe") != STOP:
        return None
    kept = data | taken(_proposed(_form(step, data), data), chosen)
    service.save_draft(current_session(), SaveDraft(ORDER.index(step) + 1, kept), actor=current_actor())
    notify(TAKEN if chosen else "Je concept is bewaard. Je vindt het boven de lijst met vacatures.")
    return _to(step) if chosen else make_response(redirect(url_for("vacancies.list_vacancies"), 303))


@blueprint.post("/vacatures/nieuw/weggooien")
@requires(Permission.VACANCY_EDIT)
def drop_draft() -> Response:
    """Throw the draft away."""
    service.drop_draft(current_session(), actor=current_actor())
    notify("Je concept is weggegooid.")
    return make_response(redirect(url_for("vacancies.list_vacancies"), 303))


def _check_page() -> Response:
    """Everything at once; sending it makes the vacancy."""
    draft = _draft()
    if not draft.get("employer"):
        return _to(ORDER[0])
    forms = {step: _form(step, draft) for step in STEPS}
    broken = [step for step, form in forms.items() if not form.valid()]
    problems = [(text, step) for step in broken for text, _ in forms[step].summary()]
    content: dict[str, Any] = {}
    if not broken:
        content = {name: value for form in forms.values() for name, value in form.command.items()}
    if request.method == "POST" and not problems:
        as_concept = request.form.get("doe") == VacancyState.CONCEPT
        state = VacancyState.CONCEPT if as_concept else VacancyState.OPEN
        try:
            made = service.add_vacancy(current_session(), AddVacancy(**content, state=state), actor=current_actor())
        except DomainError as error:
            problems = _problems(error)
        else:
            service.drop_draft(current_session(), actor=current_actor())
            notify("De vacature is bewaard als concept." if as_concept else "De vacature is open.")
            return make_response(redirect(url_for("vacancies.show", vacancy_id=made.id), 303))
    sections = [(step, NAMES[step], stored.summary(step, content)) for step in STEPS] if content else []
    page = render_template(
        "vacancies/check.html",
        steps=_steps("controleren"),
        title=_first(draft, "title"),
        employer=_first(draft, "employer"),
        sections=sections,
        proposed=[
            (each, url_for("vacancies.intake", step=step)) for step in forms for each in _proposed(forms[step], draft)
        ],
        problems=problems,
        names=NAMES,
    )
    return make_response(page, 400 if problems and request.method == "POST" else 200)


def _problems(error: DomainError) -> list[tuple[str, str]]:
    """The sentences of a refusal with the step where each can be mended."""
    if not error.fields:
        return [(error.message, ORDER[0])]
    return [(text, _step_of(name)) for name, texts in error.fields.items() for text in texts]


def _step_of(field: str) -> str:
    return next((step for step, part in STEPS.items() if stored.form_field(field) in part().fields), ORDER[0])


def _refuse_early(step: str, form: Form[Any], data: Raw) -> None:
    """Let the rules look at what is known after this step, and show here what this step can mend."""
    known: dict[str, Any] = {}
    for name in ORDER[: ORDER.index(step)]:
        earlier = _form(name, data)
        known |= earlier.command if earlier.valid() else {}
    known |= form.command
    employer_id: uuid.UUID = known["employer_id"]
    content = VacancyContent(**{name: value for name, value in known.items() if name in _CONTENT})
    try:
        service.check_content(current_session(), current_actor(), content, employer_id=employer_id)
    except DomainError as error:
        here = {stored.form_field(name): texts for name, texts in error.fields.items() if _step_of(name) == step}
        if here:
            error.fields = here
            form.refuse(error)


def _form(step: str, data: Mapping[str, list[str]], found: Occupations | None = None) -> Form[Any]:
    typed = _typed(data)
    options: dict[str, Mapping[str, str]] = {}
    fixed: dict[str, Any] = {}
    if step == ORDER[0]:
        found = found or occupations(
            None, stored_title=_first(data, "title"), stored_code=_first(data, "occupation_code")
        )
        options["occupation_code"] = found.options
        fixed["find_employer"] = find_employer
    else:
        employer_id = find_employer(_first(data, "employer"))
        options = {
            "establishment_id": choices.establishments(employer_id) if step == "uren" else {},
            "contact_id": choices.contacts(employer_id) if step == "loon" else {},
        }
    schema: Part[Any] = STEPS[step](options=options, **fixed)
    known = MultiDict([(name, value) for name in schema.fields for value in typed.getlist(name)])
    return Form(schema, typed=known)


def _step_page(step: str, data: Raw, form: Form[Any], status: int, found: Occupations | None = None) -> Response:
    filled = sum(1 for row in range(1, TASKS + 1) if _first(data, f"task_{row}_name"))
    page = render_template(
        "vacancies/step.html",
        step=step,
        steps=_steps(step),
        position=ORDER.index(step) + 1,
        back=ORDER[ORDER.index(step) - 1] if step != ORDER[0] else None,
        names=NAMES,
        next_name=NAMES[ORDER[ORDER.index(step) + 1]],
        form=form,
        title=_first(data, "title"),
        employer=_first(data, "employer"),
        occupation=found,
        asked=_first(data, ASKED),
        task_rows=min(TASKS, max(3, filled + 1)),
        proposed=_proposed(form, data),
        copy=request.args.get("kopie"),
    )
    return make_response(page, status)


def _proposed(form: Form[Any], data: Raw) -> list[Proposal]:
    """What the description states for the fields of a step."""
    return described(form, description=_first(data, "description"), working_times=_first(data, "working_times"))


def _steps(now: str) -> list[tuple[str, str | None]]:
    position = ORDER.index(now)
    return [
        (text, url_for("vacancies.intake", step=step) if ORDER.index(step) < position else None)
        for step, text in NAMES.items()
    ]


def _draft() -> Raw:
    draft = queries.draft(current_session(), current_actor())
    return dict(draft.data) if draft else {}


def _begin() -> Raw:
    """What the address fills in on the first step: an earlier vacancy to copy, or an employer."""
    session, actor = current_session(), current_actor()
    copied, employer_id = id_of(request.args.get("kopie", "")), id_of(request.args.get("werkgever", ""))
    if copied is not None:
        vacancy = queries.vacancy(session, actor, copied)
        return stored.raw(vacancy) | {"employer": [typed_employer(vacancy.employer.number, vacancy.employer.name)]}
    if employer_id is not None:
        return {"employer": [_named(employer_id)]}
    return {}


def _named(employer_id: uuid.UUID) -> str:
    """The employer by number and name, so that later steps mean the same one."""
    employer = employers.employer(current_session(), current_actor(), employer_id)
    return typed_employer(employer.number, employer.name)


def _merged(step: str, draft: Raw) -> Raw:
    """The draft with this step's fields as they were sent now; a copy brings the other steps along."""
    names = set(STEPS[step]().fields)
    base = {**draft, **_begin()} if step == ORDER[0] else draft
    sent = {name: request.form.getlist(name)[:60] for name in request.form if name in names}
    return {name: values for name, values in base.items() if name not in names} | sent


def _with_defaults(step: str, draft: Raw) -> Raw:
    """A first visit shows what is most likely; it can be changed."""
    if step != "loon":
        return draft
    likely = {"places": ["1"], "closes_on": [(clock.today() + timedelta(days=_OPEN_DAYS)).isoformat()]}
    return likely | draft


def _typed(data: Mapping[str, list[str]], *more: MultiDict[str, str]) -> MultiDict[str, str]:
    both = MultiDict([(name, value) for name, values in data.items() for value in values])
    for each in more:
        for name in ("doe", ASKED):
            both.setlist(name, each.getlist(name))
    return both


def _first(data: Mapping[str, list[str]], name: str) -> str:
    return next(iter(data.get(name) or [""]), "")


def _asked() -> dict[str, Any]:
    return {name: str(found) for name in ("werkgever", "kopie") if (found := id_of(request.args.get(name, "")))}


def _to(step: str) -> Response:
    return make_response(redirect(url_for("vacancies.intake", step=step), 303))
