"""The OpenAPI document (3.1), made from the operations and the schemas that the program itself uses.

Nothing is written down twice: addresses, rights and parameters come from `operations`, what may be sent from the
marshmallow schemas, the rest are the few shapes below.
"""

from typing import Any, Final

from wsp.api import door
from wsp.api.operations import OPERATIONS, PREFIX, VERSION, Json, Operation
from wsp.api.problems import TITLES
from wsp.couplings.enums import SCOPE_LABELS
from wsp.foundation.fields import Asked

_ABOUT: Final = (
    "Vacatures, werkgevers, plaatsingen en cijfers van een arbeidsmarktregio, voor systemen van gemeenten en partners. "
    "Inloggen gaat met een token van de beheerder van de regio: 'Authorization: Bearer ...'. Tijden zijn in UTC. "
    "Gegevens van kandidaten staan er niet in; een plaatsing noemt alleen het nummer van de kandidaat."
)
_HEADERS: Final = {
    "API-Version": ("Versie van dit koppelvlak.", {"type": "string", "const": VERSION}),
    "X-Request-Id": ("Kenmerk van dit verzoek.", {"type": "string"}),
}
_MORE: Final = {
    "ETag": ("Versie van het onderdeel, voor If-Match.", {"type": "string", "pattern": '^"v[0-9]+"$'}),
    "Link": ("Adres van de vorige en de volgende pagina.", {"type": "string"}),
    "Location": ("Adres van het nieuwe onderdeel.", {"type": "string"}),
    "Retry-After": ("Na hoeveel seconden je het weer kunt proberen.", {"type": "integer"}),
    "Allow": ("Welke methoden hier kunnen.", {"type": "string"}),
}


def document(schemas: Json, *, server: str, name: str, email: str) -> Json:
    """The whole document; `server` is the address of the portal, the contact is who helps."""
    paths: Json = {}
    for each in OPERATIONS:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    tags = sorted({each.tag for each in OPERATIONS})
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Koppelvlak werkgeversservicepunt",
            "version": VERSION,
            "description": _ABOUT,
            "contact": {"name": name, "email": email, "url": server},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": f"{server}{PREFIX}", "description": "Dit portaal"}],
        "tags": [{"name": tag, "description": f"Alles over: {tag.lower()}."} for tag in tags],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted({**schemas, "Probleem": PROBLEM}.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": _scopes()}},
        },
    }


def _operation(each: Operation) -> Json:
    found: Json = {
        "operationId": each.id,
        "tags": [each.tag],
        "summary": each.summary,
        "description": _described(each),
        "responses": {str(each.status): _good(each), **{str(code): _problem(code) for code in _refusals(each)}},
        "security": [{"token": [each.scope.value]}] if each.scope else [],
    }
    parameters = [
        {"name": one.name, "in": one.place, "description": one.about, "schema": dict(one.schema)}
        | ({"required": True} if one.place == "path" else {})
        for one in each.parameters
    ]
    if each.again is not None:
        key = {"type": "string", "minLength": 8, "maxLength": 100, "pattern": "^[A-Za-z0-9_.:-]+$"}
        about = "Eigen sleutel van dit verzoek. Herhaal je het met dezelfde sleutel, dan gebeurt het maar één keer."
        parameters.append(
            {"name": "Idempotency-Key", "in": "header", "required": True, "description": about, "schema": key}
        )
    if each.conditional:
        about = "De ETag die je het laatst las."
        parameters.append(
            {"name": "If-Match", "in": "header", "required": True, "description": about, "schema": {"type": "string"}}
        )
    if parameters:
        found["parameters"] = parameters
    if each.body:
        kinds = ["application/json", *(["application/merge-patch+json"] if each.method == "PATCH" else [])]
        found["requestBody"] = {"required": True, "content": {kind: {"schema": _ref(each.body)} for kind in kinds}}
    return found


def _described(each: Operation) -> str:
    if each.scope is None:
        return f"{each.summary}. Hiervoor is geen token nodig."
    return f"{each.summary}. Nodig is het recht '{each.scope.value}'."


def _refusals(each: Operation) -> list[int]:
    """The statuses that this operation can answer with when it does not do what was asked."""
    found = {500, 503}
    if each.scope is not None:
        found |= {400, 401, 403, 429}
    if "{" in each.path:
        found.add(404)
    if each.body:
        found |= {409, 413, 415}
    if each.conditional:
        found |= {412, 428}
    return sorted(found)


def _good(each: Operation) -> Json:
    more = []
    if each.tagged:
        more.append("ETag")
    if each.status == 201:  # noqa: PLR2004 (made)
        more.append("Location")
    if any(one.name == "pagina" for one in each.parameters):
        more.append("Link")
    return {
        "description": each.summary,
        "headers": _headers(*more),
        "content": {"application/json": {"schema": _ref(each.answer)}},
    }


def _problem(code: int) -> Json:
    more = {429: ("Retry-After",), 503: ("Retry-After",), 405: ("Allow",)}.get(code, ())
    return {
        "description": TITLES[code],
        "headers": _headers(*more),
        "content": {"application/problem+json": {"schema": _ref("Probleem")}},
    }


def _headers(*more: str) -> Json:
    every = _HEADERS | {name: _MORE[name] for name in more}
    return {name: {"description": about, "schema": schema} for name, (about, schema) in every.items()}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _scopes() -> str:
    rights = "; ".join(f"{scope.value}: {label}" for scope, label in SCOPE_LABELS.items())
    return f"Token van een koppeling. Rechten: {rights}."


def sent(fields: dict[str, Any], names: dict[str, str], *, more: Json | None = None, partly: bool = False) -> Json:
    """What may be sent, from the fields of a schema; `partly`: nothing is required."""
    properties = {api: door.described(fields[name]) for name, api in names.items()}
    required = [api for name, api in names.items() if isinstance(fields[name], Asked) and fields[name].required]
    found: Json = {"type": "object", "properties": properties | (more or {}), "additionalProperties": False}
    return found if partly or not required else found | {"required": required}


def whole(properties: Json) -> Json:
    """What is answered: every property is there, and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def listed(line: str, *, paged: bool = True) -> Json:
    """A list of such things, with where the page stands."""
    counts: Json = {name: {"type": "integer", "minimum": 0} for name in ("pagina", "aantal", "totaal")}
    return whole({"items": {"type": "array", "items": _ref(line)}} | (counts if paged else {}))


PROBLEM: Final[Json] = {
    "type": "object",
    "description": "Wat er misging (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "Kenmerk, om aan de beheerder door te geven."},
        "code": {"type": "string", "description": "Vaste naam van de fout."},
        "errors": {
            "type": "array",
            "description": "Alle fouten in wat is gestuurd.",
            "items": {
                "type": "object",
                "properties": {
                    "in": {"type": "string", "enum": ["body", "header", "path", "query"]},
                    "location": {
                        "type": "object",
                        "properties": {"pointer": {"type": "string"}, "name": {"type": "string"}},
                    },
                    "detail": {"type": "string"},
                },
                "required": ["in", "location", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
