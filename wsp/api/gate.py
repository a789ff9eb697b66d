"""The gate of the API: who calls, whether they may, what they sent; then one transaction, committed here."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from flask import Response, g, request
from werkzeug.exceptions import UnsupportedMediaType

from wsp.api.operations import Call, Json, Operation, Reply
from wsp.api.parameters import Reader
from wsp.api.problems import Fault, Faults, Precondition
from wsp.couplings import rules, service
from wsp.couplings.commands import Caller
from wsp.couplings.errors import ScopeMissing, TokenRefused
from wsp.foundation import db

_TAG: Final = re.compile(r'"v(\d{1,9})"', re.ASCII)
KEY: Final = "Idempotency-Key"


def entrance(operation: Operation) -> Callable[..., Response]:
    """The function that Flask calls for an operation."""

    def enter(**path: str) -> Response:
        if operation.scope is None:
            return _open(operation)
        caller = _caller()
        g.caller = caller
        if operation.scope not in caller.scopes:
            raise ScopeMissing(operation.scope.value)
        reader = Reader()
        asked = reader.read(operation.parameters, "path", path)
        query = reader.read(operation.parameters, "query", _query(reader))
        body = _body() if operation.body else {}
        key = _key(reader) if operation.again is not None else ""
        if reader.faults:
            raise Faults(reader.faults)
        version = _version() if operation.conditional else None
        with db.unit_of_work(caller.actor.region_id) as session:
            call = Call(session, caller, asked, query, body, version)
            reply = _once(operation, call, key) if operation.again else operation.view(call)
            if reply.people or operation.method != "GET":
                service.record_call(session, caller, operation.id, reply.subject_id, rows=max(1, reply.people))
        return _answer(reply)

    return enter


def _open(operation: Operation) -> Response:
    with db.unit_of_work(None) as session:
        nobody: Any = None
        return _answer(operation.view(Call(session, nobody, {}, {}, {})))


def _caller() -> Caller:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise TokenRefused("Stuur een token mee: 'Authorization: Bearer ...'.", code="token-ontbreekt")
    return service.let_in(token.strip(), request_id=g.request_id)


def _query(reader: Reader) -> dict[str, str]:
    for name in request.args:
        if len(request.args.getlist(name)) > 1:
            reader.faults.append(Fault(place="query", name=name[:60], detail="Stuur deze parameter één keer."))
    return request.args.to_dict()


def _body() -> Json:
    if request.mimetype not in ("application/json", "application/merge-patch+json"):
        raise UnsupportedMediaType
    try:
        # Amounts stay exact; NaN and Infinity are no JSON.
        found = json.loads(request.get_data(), parse_float=Decimal, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False, default=str).encode()  # half of a pair is no text (RFC 7493, 2.1)
    except (ValueError, RecursionError):
        fault = Fault(place="body", name="#", detail="Dit is geen geldige JSON.")
        raise Faults([fault], code="geen-json") from None
    if not isinstance(found, dict):
        raise Faults([Fault(place="body", name="#", detail="Stuur een object: { ... }.")], code="geen-object")
    return found


def _refuse(_text: str) -> None:
    raise ValueError


def _key(reader: Reader) -> str:
    key = request.headers.get(KEY, "")
    if not rules.is_key(key):
        detail = "Stuur een eigen sleutel van 8 tot 100 tekens mee, zoals een uuid. Bij herhalen dezelfde."
        reader.faults.append(Fault(place="header", name=KEY, detail=detail))
    return key


def _version() -> int:
    given = request.headers.get("If-Match", "")
    if not given:
        raise Precondition(428, "Stuur de ETag die je het laatst las mee in de header If-Match.")
    found = _TAG.fullmatch(given)
    if found is None:
        raise Precondition(412, "Deze If-Match hoort niet bij dit onderdeel. Lees het opnieuw.")
    return int(found[1])


def _once(operation: Operation, call: Call, key: str) -> Reply:
    """Do it, unless it was done before under this key: then the same record again, and nothing else happens."""
    where = json.dumps({name: str(value) for name, value in call.path.items()}, sort_keys=True)
    content = json.dumps(call.body, sort_keys=True, default=str)
    claimed = service.claim(call.session, call.caller, key, f"{operation.id} {where} {content}")
    if claimed.record_id is not None and operation.again is not None:
        path = {**call.path, "subjectId": claimed.record_id}
        reply = operation.again(Call(call.session, call.caller, path, call.query, {}))
        return Reply(reply.body, operation.status, {**reply.headers, "Idempotency-Replayed": "true"}, reply.subject_id)
    reply = operation.view(call)
    claimed.record_id = reply.subject_id
    return reply


def _answer(reply: Reply) -> Response:
    text = json.dumps(reply.body, ensure_ascii=False)
    return Response(text, reply.status, headers=dict(reply.headers), content_type="application/json")
