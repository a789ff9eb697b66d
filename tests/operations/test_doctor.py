"""The doctor sees what is wrong, says what to do, and ends with the right code."""

import json
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet

from tests.accounts import factories as accounts
from tests.foundation.files import samples
from tests.operations.conftest import REGION
from wsp.cli import cli
from wsp.documents.enums import UploadKind
from wsp.documents.service import store
from wsp.foundation import clock, db, queue
from wsp.foundation.mailer.settings import MailSettings, SmtpServer
from wsp.operations import doctor
from wsp.operations.clients import libpq
from wsp.operations.doctor import State
from wsp.settings import Settings
from wsp.web.site.views import statement
from wsp.worklist.enums import SubjectKind


def states(settings: Settings, *only: str) -> list[State]:
    return [each.state for each in doctor.examine(settings, only)]


def told(settings: Settings, *only: str) -> str:
    return "\n".join(each.line() for each in doctor.examine(settings, only))


def _sql(url: str, statement: str) -> None:
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(statement)  # type: ignore[call-overload]  # the driver wants a literal


def test_a_healthy_database_is_called_healthy(filled: Settings) -> None:
    assert set(states(filled, "database", "migratie", "sleutels", "klok", "wachtrij", "schijf", "back-up")) == {
        State.OK
    }
    assert "steekproef van 1 waarden" in told(filled, "sleutels")


def test_every_line_that_is_not_ok_says_what_to_do(filled: Settings) -> None:
    found = doctor.examine(replace(filled, mode="production", https=False, retention_database_url=""))
    assert {each.check for each in found} == set(doctor.NAMES)
    for each in found:
        assert each.text[-1] == "."
        assert bool(each.advice) == (each.state is not State.OK), each


def test_an_older_database_is_a_fault_and_a_newer_one_a_warning(filled: Settings) -> None:
    _sql(filled.owner_database_url, "update alembic_version set version_num = '0001'")
    assert states(filled, "migratie") == [State.FAULT]
    assert "wsp db upgrade" in told(filled, "migratie")
    _sql(filled.owner_database_url, "update alembic_version set version_num = '9999'")
    assert states(filled, "migratie") == [State.WARNING]


def test_an_application_that_logs_in_as_owner_is_a_fault(filled: Settings) -> None:
    found = doctor.examine(replace(filled, database_url=filled.owner_database_url), ("database",))
    assert found[0].state is State.FAULT
    assert "wsp_app" in found[0].advice


def test_an_application_in_the_place_of_the_others_is_a_fault(filled: Settings) -> None:
    swapped = replace(filled, owner_database_url=filled.database_url, retention_database_url=filled.database_url)
    assert states(swapped, "database") == [State.OK, State.FAULT, State.FAULT]


def test_a_database_that_is_away_is_a_fault_and_the_other_checks_go_on(filled: Settings, tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg://wsp_app@/wsp?host={tmp_path}"
    found = doctor.examine(replace(filled, database_url=nowhere))
    assert next(each for each in found if each.check == "database").state is State.FAULT
    assert {each.check for each in found} == set(doctor.NAMES)


def test_keys_that_open_nothing_are_a_fault(filled: Settings) -> None:
    foreign = (Fernet.generate_key().decode(),)
    assert states(replace(filled, encryption_keys=foreign), "sleutels") == [State.FAULT]
    older = (Fernet.generate_key().decode(), *filled.encryption_keys)
    assert states(replace(filled, encryption_keys=older), "sleutels", "geheimen") == [State.WARNING, State.WARNING]


def test_the_same_secret_twice_is_a_fault(filled: Settings) -> None:
    assert states(replace(filled, lookup_key=filled.secret_key), "geheimen") == [State.FAULT]


def test_work_that_waits_too_long_is_seen(filled: Settings) -> None:
    with db.unit_of_work(REGION) as session:
        queue.defer(session, "placements.advance", region=REGION)
    for minutes, expected in ((1, State.OK), (10, State.WARNING), (90, State.FAULT)):
        _sql(filled.owner_database_url, f"update procrastinate_events set at = now() - interval '{minutes} minutes'")
        assert doctor.examine(filled, ("wachtrij",))[0].state is expected


def test_a_worker_is_missed_in_production(filled: Settings) -> None:
    assert states(replace(filled, mode="production"), "worker") == [State.FAULT]
    _sql(filled.owner_database_url, "insert into procrastinate_workers default values")
    assert states(filled, "worker") == [State.OK]


def test_a_mail_server_that_does_not_answer_is_a_fault(filled: Settings) -> None:
    away = replace(filled, mail=MailSettings(server=SmtpServer("127.0.0.1", port=9, timeout=2)))
    assert states(away, "mail")[0] is State.FAULT


def test_a_file_that_stays_in_quarantine_is_seen(filled: Settings) -> None:
    assert states(filled, "bestanden") == [State.OK]
    with db.unit_of_work(REGION) as session:
        actor = accounts.actor(session, region=REGION)
        subject = (SubjectKind.EMPLOYER, uuid.uuid4())
        store(session, actor, subject=subject, filename="contract.pdf", content=samples.pdf(), kind=UploadKind.CONTRACT)
    assert states(filled, "bestanden") == [State.OK], "it came a moment ago"
    _sql(filled.owner_database_url, "update uploads set created_at = now() - interval '2 hours'")
    assert states(filled, "bestanden") == [State.WARNING]
    assert "120 minuten" in told(filled, "bestanden")


def test_an_old_accessibility_statement_is_seen(filled: Settings) -> None:
    made_on = statement()["made_on"]
    for days, expected in ((300, State.OK), (500, State.WARNING)):
        with clock.frozen(made_on + timedelta(days=days)):
            assert states(filled, "toegankelijkheid") == [expected]


def test_missing_parts_are_seen(filled: Settings, tmp_path: Path) -> None:
    assert states(replace(filled, templates_dir=tmp_path), "onderdelen") == [State.FAULT]


def test_the_command_answers_in_json_and_with_a_code(filled: Settings) -> None:
    environment = {
        "WSP_MODE": "test",
        "DATABASE_URL": filled.database_url,
        "OWNER_DATABASE_URL": filled.owner_database_url,
        "RETENTION_DATABASE_URL": filled.database_url,
    }
    run = CliRunner().invoke(cli, ["doctor", "--json", "--only", "database"], env=environment)
    found = json.loads(run.stdout)
    assert [each["state"] for each in found] == ["ok", "ok", "fout"]
    assert run.exit_code == 1
    run = CliRunner().invoke(cli, ["doctor", "--only", "migratie"], env=environment)
    assert (run.exit_code, run.stdout[:2]) == (0, "ok")
    run = CliRunner().invoke(cli, ["doctor", "--only", "horoscoop"], env=environment)
    assert run.exit_code == 1
    assert "bestaat niet" in run.stderr


@pytest.mark.rule("S14")
def test_without_settings_the_doctor_says_which_one(tmp_path: Path) -> None:
    environment = {"WSP_MODE": "production", "DATABASE_URL": "postgresql://x", "WSP_DATA_DIR": str(tmp_path)}
    run = CliRunner().invoke(cli, ["doctor"], env=environment)
    assert run.exit_code == 1
    assert run.stdout.startswith("fout")
    assert "WSP_SECRET_KEY" in run.stdout
