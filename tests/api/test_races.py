"""The same message at the same moment, on purpose: one vacancy, whoever wins."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.accounts import factories as accounts
from tests.couplings import factories
from tests.employers import factories as employers
from wsp.accounts.permissions import Role
from wsp.api.application import create_api
from wsp.foundation import clock, crypto, db
from wsp.settings import Settings
from wsp.vacancies.models import Vacancy


@pytest.fixture
def api(committed: Settings) -> Flask:
    crypto.configure(crypto.Keyring(committed.encryption_keys, committed.lookup_key))
    return create_api(committed)


@pytest.mark.rule("R3", "R4")
def test_one_message_sent_by_six_at_once_makes_one_vacancy(api: Flask) -> None:
    with db.unit_of_work("AM01") as session:
        manager = accounts.actor(session, Role.ACCOUNT_MANAGER)
        employer_id = employers.employer(session, manager).id
        token = factories.coupling(session).token
    body = {
        "werkgeverId": str(employer_id), "titel": "Orderpicker", "urenTot": 28, "dagdelen": ["dag"],
        "aantalPlaatsen": 1, "sluitingsdatum": (clock.today() + timedelta(days=40)).isoformat(),
    }  # fmt: skip
    for turn in range(5):
        start, met = threading.Barrier(6), []

        def send(turn: int = turn, start: threading.Barrier = start, met: list[tuple[int, str]] = met) -> None:
            start.wait()
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": f"bericht-{turn:04}"}
            answer = api.test_client().post("/api/v1/vacatures", json=body, headers=headers)
            met.append((answer.status_code, answer.json.get("id", "")))

        threads = [threading.Thread(target=send) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {status for status, _ in met} == {201}
        assert len({vacancy for _, vacancy in met}) == 1
        with db.unit_of_work("AM01") as session:
            assert session.scalar(select(func.count()).select_from(Vacancy)) == turn + 1
