"""`wsp retention` and `wsp audit` as somebody types them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, text

from tests.candidates import factories as candidates
from tests.conftest import REGION
from tests.privacy.conftest import Work, job
from wsp.audit import sealing
from wsp.audit import service as audit
from wsp.candidates.enums import Stage
from wsp.foundation import clock
from wsp.foundation.workdays import add_months
from wsp.policy.retention import LONGEST_DOSSIER
from wsp.privacy import retention
from wsp.privacy.command_line import audit_commands, retention_commands


@contextmanager
def runtime() -> Iterator[None]:
    """The test's own database is configured already."""
    yield


@pytest.mark.rule("G12")
def test_plan_says_what_run_then_does(erasing: object, work: Work) -> None:
    del erasing
    today = clock.today()
    long_ago = add_months(today, -LONGEST_DOSSIER - 6)
    with clock.frozen(today - timedelta(days=60)), work() as session:
        person = candidates.candidate(session, stage=Stage.CLOSED, closed_on=long_ago)
        retention.warn(session, actor=job())
    commands = retention_commands(runtime)
    planned = CliRunner().invoke(commands, ["plan", "--region", REGION, "--json"])
    assert json.loads(planned.output)["dossiers"] == [f"K-{person.number}"]
    told = CliRunner().invoke(commands, ["plan", "--region", REGION])
    assert "Er is niets gewist." in told.output
    done = CliRunner().invoke(commands, ["run", "--region", REGION])
    assert (done.exit_code, "Gewiste dossiers: 1." in done.output) == (0, True), done.output
    again = CliRunner().invoke(commands, ["plan", "--region", REGION])
    assert "Dossiers die weg kunnen: geen" in again.output


def test_verify_ends_with_an_error_when_the_log_was_changed(erasing: object, work: Work, owner: Engine) -> None:
    del erasing
    with clock.frozen(clock.now() - timedelta(days=2)), work() as session:
        audit.record_reads(session, job(), "candidate", [candidates.candidate(session).id], purpose="lijst")
    commands = audit_commands(runtime)
    assert "Verzegelde dagen: 1." in CliRunner().invoke(commands, ["seal", "--region", REGION]).output
    right = CliRunner().invoke(commands, ["verify", "--region", REGION])
    assert (right.exit_code, "Het logboek klopt." in right.output) == (0, True)
    with owner.begin() as connection:
        connection.execute(text("update read_events set purpose = 'dossier'"))
    wrong = CliRunner().invoke(commands, ["verify", "--region", REGION])
    assert wrong.exit_code == 1
    assert "veranderd na het vastleggen" in wrong.output
    with work() as session:
        assert sealing.verify(session, REGION, kept_months=60).flaws


@pytest.mark.rule("L11")
def test_export_is_json_and_a_bad_day_one_clear_line(erasing: object, work: Work) -> None:
    del erasing
    with work() as session:
        audit.record_reads(session, job(), "candidate", [candidates.candidate(session).id], purpose="lijst")
    today = clock.today().isoformat()
    commands = audit_commands(runtime)
    written = CliRunner().invoke(commands, ["export", "--region", REGION, "--from", today, "--to", today])
    assert len(json.loads(written.output)["resourceSpans"][0]["scopeSpans"][0]["spans"]) == 1
    wrong = CliRunner().invoke(commands, ["export", "--region", REGION, "--from", "gisteren", "--to", today])
    assert wrong.exit_code == 2
    assert "Geef een datum" in wrong.output
