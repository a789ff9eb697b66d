"""`/bouwstenen`: every macro and every state of the form renderer, on made-up data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.datastructures import MultiDict

from wsp.foundation import fields
from wsp.foundation.errors import InvalidInput
from wsp.foundation.fields import CommandSchema
from wsp.settings import Settings
from wsp.web.access import public
from wsp.web.charts import Bridge, Chart, Column, Columns, Flow, Lane, Milestone, Span, Timeline
from wsp.web.forms import Form
from wsp.web.messages import notify

blueprint = Blueprint("style", __name__)

_DAY: Final = date(2026, 11, 24)
"""The page looks the same every day, so that pictures of it can be compared."""


@dataclass(frozen=True)
class Sample:
    """What the sample form makes."""

    name: str
    hours: Decimal
    wage: Decimal | None
    start: date
    kind: str
    occupation: str | None
    days: tuple[str, ...]
    later: bool
    must: str
    learn: str | None
    email: str | None
    agreed: bool


class SampleSchema(CommandSchema[Sample]):
    """One field of every kind."""

    command = Sample

    name = fields.Text(label="Naam van het werk", required=True, max_length=60, hint="Bijvoorbeeld: orderpicker.")
    hours = fields.Decimal(
        label="Uren per week", required=True, minimum=1, maximum=40, places=1, unit="uur", width="short"
    )
    wage = fields.Money(label="Loon per uur", minimum=0, maximum=100, width="short")
    start = fields.Date(label="Start", required=True, width="medium")
    kind = fields.Choice(
        label="Soort contract", options={"tijdelijk": "Tijdelijk", "vast": "Vast"}, required=True, width="medium"
    )
    occupation = fields.Text(label="Beroep", hint="Typ een paar letters.", metadata={"suggest": "/bouwstenen/beroepen"})
    days = fields.Choices(
        label="Op welke dagen?",
        options={"ma": "ma", "di": "di", "wo": "wo", "do": "do", "vr": "vr", "za": "za", "zo": "zo"},
        required=True,
    )
    later = fields.YesNo(
        label="Kan de begintijd later zijn?", required=True, hint="Om 9.00 uur beginnen helpt wie met de bus reist."
    )
    must = fields.LongText(
        label="Wat moet iemand echt kunnen?", required=True, rows=3, hint="Noem alleen wat nodig is op de eerste dag."
    )
    learn = fields.LongText(label="Wat kan iemand hier leren?", rows=2)
    email = fields.Email(label="E-mailadres", autocomplete="email")
    agreed = fields.Yes(label="De werkgever wil gebeld worden")


@blueprint.get("/bouwstenen")
@public
def show() -> Response:
    """All of it; `?fout` shows the form as it is after a mistake."""
    _only_outside_production()
    form: Form[Sample] = Form(SampleSchema, typed=_MISTAKES if "fout" in request.args else None, values=_STORED)
    if "fout" in request.args:
        form.valid()
        form.refuse(InvalidInput("Deze werkgever heeft al een vacature met deze naam. Kies een andere naam."))
    return _page(form, 200)


@blueprint.post("/bouwstenen")
@public
def send() -> Response:
    """Check the sample form; nothing is kept."""
    _only_outside_production()
    form: Form[Sample] = Form(SampleSchema, typed=request.form)
    if not form.valid():
        return _page(form, 400)
    notify("Het formulier klopt. Er is niets bewaard: dit is een voorbeeld.")
    return make_response(redirect(url_for("style.show"), 303))


@blueprint.get("/bouwstenen/beroepen")
@public
def suggest() -> Response:
    """Suggestions for the sample's occupation: a list of texts."""
    _only_outside_production()
    asked = request.args.get("q", "").casefold()
    return jsonify(
        [name for name in ("Magazijnmedewerker", "Medewerker groen", "Orderpicker") if asked in name.casefold()]
    )


def _page(form: Form[Sample], status: int) -> Response:
    charts = {"doel": _columns(), "brug": _bridge(), "tijd": _timeline()}
    return make_response(render_template("style/blocks.html", form=form, charts=charts, amounts=_AMOUNTS), status)


def _only_outside_production() -> None:
    settings: Settings = current_app.config["WSP"]
    if settings.mode == "production":
        abort(404)


_AMOUNTS: Final = {
    "wage": Decimal("15.40"),
    "cost": Decimal("2492.25"),
    "subsidy": Decimal("1212.20"),
    "benefit": Decimal("122.55"),
}

_STORED: Final = {
    "name": "Schoonmaker kantine",
    "hours": Decimal("16.5"),
    "wage": Decimal("15.40"),
    "start": date(2027, 1, 4),
    "kind": "tijdelijk",
    "days": ("ma", "di", "do"),
    "later": True,
    "must": "Twee uur staan.\nNederlands verstaan.",
    "learn": "Werken met de vaatwasser en de kassa.",
    "agreed": True,
}

_MISTAKES: Final = MultiDict(
    [
        ("name", ""),
        ("hours", "52"),
        ("wage", "veertien"),
        ("start", "31-02-2027"),
        ("kind", ""),
        ("occupation", "Astronaut"),
        ("later", ""),
        ("must", ""),
        ("learn", "<b>Werken</b> met de kassa & de vaatwasser."),
        ("email", "karin.veldkamp"),
    ]
)


def _columns() -> Chart:
    years = (("2018", 902, 790), ("2019", 1118, 1000), ("2020", 1196, 1230), ("2021", 1390, 1455), ("2022", 1571, 1685))
    later = (("2023", 1702, 1910), ("2024", 1838, 2090), ("2025", 1997, 2275))
    rows = [Column(label, value, target) for label, value, target in years + later]
    return Columns(
        key="doel",
        title="Extra banen en doelstelling",
        summary="Sinds 2020 blijft de regio onder de doelstelling. Nu: 2.153 extra banen, doel 2.275.",
        rows=[*rows, Column("3e kw 26", 2153, 2275, provisional=True)],
        of="Extra banen",
        final_name="jaarmeting",
        provisional_name="kwartaal, niet officieel",
    )


def _bridge() -> Chart:
    return Bridge(
        key="brug",
        title="Wie kwam erbij, wie ging weg?",
        summary="Van 6.148 werkenden op 30 juni naar 6.214 op 30 september 2026.",
        rows=(
            Flow("Aan het\nwerk 30 jun", 6148, "total"),
            Flow("Vindt\nwerk", 331),
            Flow("Verliest\nwerk", -287),
            Flow("Komt erbij,\nwerkt al", 46),
            Flow("Valt af,\nwerkt nog", -19),
            Flow("Correctie", -5, "correction"),
            Flow("Aan het\nwerk 30 sep", 6214, "total"),
        ),
    )


def _timeline() -> Chart:
    start, end = date(2026, 8, 3), date(2027, 2, 3)
    return Timeline(
        key="tijd",
        title="Regelingen in de tijd",
        summary="Balken van juni 2026 tot en met augustus 2027.",
        today=_DAY,
        lanes=(
            Lane("Proefplaatsing", [Span(date(2026, 6, 1), date(2026, 8, 1), "past", "2 maanden")]),
            Lane("Forfaitaire LKS", [Span(start, end, "granted", "50 % van het WML, 6 maanden")]),
            Lane("Loonwaardemeting", [Milestone(date(2027, 1, 14), "uiterlijk 2 feb 2027")]),
            Lane("LKS op loonwaarde", [Span(end, date(2027, 8, 3), "expected", "verwacht, na de meting")]),
            Lane(
                "Jobcoach",
                [
                    Span(start, date(2026, 12, 31), "granted", "blok 1, 24 uur"),
                    Span(date(2027, 1, 1), date(2027, 7, 1), "expected", "blok 2, nog aanvragen"),
                ],
            ),
            Lane("No-riskpolis", [Span(start, None, "granted", "zolang het dienstverband duurt")]),
            Lane("Contract", [Span(start, date(2027, 8, 3), "granted", "tijdelijk, 12 maanden")]),
        ),
    )
