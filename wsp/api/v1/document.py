"""The document of this version: at a fixed address, without a token, readable from every site."""

import json
from functools import cache
from typing import Any, Final

from flask import current_app

from wsp.api import openapi
from wsp.api.openapi import listed, sent, whole
from wsp.api.operations import Call, Json, Reply, operation
from wsp.api.v1.vacancies import NAMES, TASKS
from wsp.api.v1.vacancy_changes import (
    CLOSE_NAMES,
    EXTRA_NAMES,
    TASK_NAMES,
    AddVacancySchema,
    CloseVacancySchema,
    ExtraSchema,
    TaskSchema,
)
from wsp.employers.enums import EmployerStatus, Sector
from wsp.placements.enums import PlacementKind, PlacementState
from wsp.settings import Settings
from wsp.vacancies.enums import VacancyState
from wsp.vacancies.rules import MAX_TASKS

_ID: Final[Json] = {"type": "string", "format": "uuid"}
_TEXT: Final[Json] = {"type": "string"}
_SOME_TEXT: Final[Json] = {"type": ["string", "null"]}
_DAY: Final[Json] = {"type": "string", "format": "date"}
_SOME_DAY: Final[Json] = {"type": ["string", "null"], "format": "date"}
_MOMENT: Final[Json] = {"type": "string", "format": "date-time"}
_SOME_NUMBER: Final[Json] = {"type": ["number", "null"]}


@operation(
    "get",
    "/openapi.json",
    scope=None,
    id="leesBeschrijving",
    tag="Beschrijving",
    summary="Deze beschrijving van het koppelvlak (OpenAPI)",
    answer="Beschrijving",
)
def read_document(call: Call) -> Reply:
    """The document itself."""
    del call
    settings: Settings = current_app.config["WSP"]
    scheme = "https" if settings.https else "http"
    server = settings.mail.base_url.rstrip("/") or f"{scheme}://{settings.hosts[0]}"
    body = openapi.document(
        json.loads(_schemas()), server=server, name="Beheer van dit portaal", email=settings.contact_email
    )
    return Reply(body, headers={"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})


@cache
def _schemas() -> str:
    return json.dumps(schemas())


def schemas() -> Json:
    """Every shape that is sent or answered, by name."""
    adding: dict[str, Any] = AddVacancySchema().fields
    task = sent(TaskSchema().fields, TASK_NAMES)
    tasks: Json = {TASKS: {"type": ["array", "null"], "items": task, "maxItems": MAX_TASKS}}
    extra = ExtraSchema().fields
    new = sent(adding, NAMES, more=tasks | sent(extra, EXTRA_NAMES)["properties"])
    new["required"] = [*new["required"], "werkgeverId"]
    new["properties"]["werkgeverId"] |= {"format": "uuid"}
    for shape in (new, change := sent(adding, NAMES, more=tasks, partly=True)):
        shape["properties"]["vestigingId"] |= {"format": "uuid"}
    return {
        "Beschrijving": {"type": "object", "description": "Een document volgens OpenAPI 3.1."},
        "NieuweVacature": new,
        "VacatureWijziging": change,
        "Afsluiting": sent(CloseVacancySchema().fields, CLOSE_NAMES),
        "Vacature": _vacancy(new["properties"]),
        "VacatureRegel": _vacancy_line(),
        "VacatureLijst": listed("VacatureRegel"),
        "WerkgeverRegel": whole(_employer()),
        "Werkgever": whole(_employer() | {"vestigingen": {"type": "array", "items": _site()}}),
        "WerkgeverLijst": listed("WerkgeverRegel"),
        "Plaatsing": _placement(),
        "PlaatsingLijst": listed("Plaatsing"),
        "KwartaalRegel": whole(_quarter()),
        "Kwartaal": whole(_quarter() | {"regio": _TEXT, "cijfers": {"type": "array", "items": _figure()}}),
        "KwartaalLijst": listed("KwartaalRegel", paged=False),
    }


def _vacancy(content: Json) -> Json:
    """What is stored may be less than what must be sent: a concept, or an old import."""
    said = {name: _answered(shape) for name, shape in content.items() if name not in ("werkgeverId", "status")}
    return whole(
        {
            "id": _ID,
            "nummer": _TEXT,
            "status": {"type": "string", "enum": [state.value for state in VacancyState]},
            "redenGesloten": _SOME_TEXT,
            "werkgeverId": _ID,
            "werkgever": _TEXT,
            "plaats": _SOME_TEXT,
            **said,
            "toegevoegdOp": _MOMENT,
            "gewijzigdOp": _MOMENT,
        }
    )


def _answered(shape: Json) -> Json:
    kinds = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    kept = {name: value for name, value in shape.items() if name in ("title", "format", "items")}
    return kept | {"type": kinds if "null" in kinds or kinds == ["boolean"] else [*kinds, "null"]}


def _vacancy_line() -> Json:
    return whole(
        {
            "id": _ID,
            "nummer": _TEXT,
            "titel": _TEXT,
            "status": {"type": "string", "enum": [state.value for state in VacancyState]},
            "werkgeverId": _ID,
            "werkgever": _TEXT,
            "plaats": _SOME_TEXT,
            "aantalPlaatsen": {"type": "integer"},
            "garantiebaan": {"type": "boolean"},
            "urenVanaf": _SOME_NUMBER,
            "urenTot": _SOME_NUMBER,
            "startdatum": _SOME_DAY,
            "sluitingsdatum": _SOME_DAY,
        }
    )


def _employer() -> Json:
    return {
        "id": _ID,
        "nummer": _TEXT,
        "naam": _TEXT,
        "kvkNummer": _SOME_TEXT,
        "status": {"type": "string", "enum": [status.value for status in EmployerStatus]},
        "sector": {"type": ["string", "null"], "enum": [*(sector.value for sector in Sector), None]},
        "sbiCode": _SOME_TEXT,
        "plaats": _SOME_TEXT,
        "gemeenteCode": _SOME_TEXT,
    }


def _site() -> Json:
    names = {"plaats": _TEXT, "postcode": _SOME_TEXT, "gemeenteCode": _SOME_TEXT}
    return whole({"id": _ID, "naam": _TEXT, **names})


def _placement() -> Json:
    return whole(
        {
            "id": _ID,
            "nummer": _TEXT,
            "status": {"type": "string", "enum": [state.value for state in PlacementState]},
            "kandidaatNummer": _SOME_TEXT,
            "werkgeverId": _ID,
            "werkgever": _TEXT,
            "functie": _TEXT,
            "vorm": {"type": ["string", "null"], "enum": [*(kind.value for kind in PlacementKind), None]},
            "urenPerWeek": _SOME_NUMBER,
            "startdatum": _DAY,
            "einddatum": _SOME_DAY,
        }
    )


def _quarter() -> Json:
    return {"kwartaal": _TEXT, "peildatum": _DAY, "indicatief": {"type": "boolean"}}


def _figure() -> Json:
    return whole(
        {
            "onderdeel": _TEXT,
            "regel": _TEXT,
            "datum": _SOME_DAY,
            "maat": _TEXT,
            "waarde": {**_SOME_NUMBER, "description": "Leeg: niet bekend, of een te kleine groep."},
            "eenheid": _TEXT,
            "teKlein": {"type": "boolean", "description": "true: weggelaten, want de groep is te klein."},
            "bron": _TEXT,
            "status": _TEXT,
        }
    )
