"""The model card and the register entry: from the running configuration, within limits, nothing made up."""

import csv
import io
import json
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from matching.audit import read_fields
from matching.types import DEFAULT_WEIGHTS, HARD_CRITERIA, SOFT_CRITERIA, Weights
from tests.accounts import factories as accounts
from wsp.accounts.permissions import Role
from wsp.foundation.actor import Actor
from wsp.settings import PROJECT_ROOT
from wsp.shortlists.oversight import card, enums, register, service, words
from wsp.shortlists.oversight.commands import DescribeAlgorithm
from wsp.shortlists.runs import ENGINE_VERSION
from wsp.shortlists.weighing import service as weighing
from wsp.shortlists.weighing.commands import ProposeWeights


def somebody(session: Session, role: Role) -> Actor:
    return Actor(user_id=accounts.member(session, role).id, region_id="AM01", organisation_id=None)


def test_every_criterion_and_every_field_of_a_person_has_its_words() -> None:
    assert list(words.SOFT) == list(SOFT_CRITERIA)
    assert list(words.HARD) == list(HARD_CRITERIA)
    assert list(words.CANDIDATE_FIELDS) == list(read_fields()["CandidateProfile"])


@pytest.mark.rule("I3", "I5", "I13")
def test_the_card_in_the_documentation_is_what_the_program_says() -> None:
    written = (PROJECT_ROOT / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert written.strip() == card.markdown(card.standard()).strip(), (
        "run `wsp shortlists model-card > docs/model-card.md`"
    )
    assert f"versie {ENGINE_VERSION}" in written
    assert DEFAULT_WEIGHTS.version in written


def test_the_card_of_a_region_names_its_own_weights(session: Session) -> None:
    values = {code: Decimal(0) for code in SOFT_CRITERIA} | {"reistijd": Decimal(3), "beroep": Decimal(1)}
    officer = somebody(session, Role.POLICY_OFFICER)
    made = weighing.propose(session, ProposeWeights(values=values, reason="Proef met reistijd."), actor=officer)
    weighing.approve(session, made.id, actor=somebody(session, Role.ADMINISTRATOR))
    text = card.markdown(card.for_region(session, "AM01"))
    assert "regio-1" in text
    assert "Reistijd (75)" in text
    assert "Motivatie (0)" in text
    assert "Proef met reistijd." in text


@pytest.mark.rule("I12")
def test_the_entry_keeps_to_the_standard() -> None:
    found = register.entries(DEFAULT_WEIGHTS, None)
    assert len({each.name for each in found}) == len(found)
    for each in found:
        if each.longest is not None:
            assert each.missing or len(register.shown(each)) <= each.longest, each.name
    told = register.as_json(found)
    assert told["publication_category"] in list(enums.PublicationCategory)
    assert len(told["category"]) <= 3
    assert told["standard_version"] == "1.0"
    assert DEFAULT_WEIGHTS.version in told["methods_and_models"]
    assert f"versie {ENGINE_VERSION}" in told["methods_and_models"]
    assert json.loads(json.dumps(told)) == told


def test_the_version_follows_the_weights() -> None:
    other = Weights(version="regio-7", values={"beroep": 1.0})
    told = register.as_json(register.entries(other, None))
    assert told["source_id"] == f"ranglijst-{ENGINE_VERSION}-regio-7"
    assert "soort werk 100,0" in told["methods_and_models"]


def test_what_only_the_organisation_knows_is_never_made_up(session: Session) -> None:
    empty = register.entries(DEFAULT_WEIGHTS, None)
    missing = {each.name for each in empty if each.missing}
    assert {"organization", "status", "contact_email", "lawful_basis", "impacttoetsen_grouping"} <= missing
    assert all(register.shown(each) == "nog niet ingevuld" for each in empty if each.missing)
    told = service.describe(
        session,
        DescribeAlgorithm(
            organization="Gemeente Voorbeeldstad", contact_email="algoritme@voorbeeldstad.example", status="In gebruik",
            begin_month="2026-11", impact_test="DPIA", lawful_basis="=1+1",
        ),
        actor=somebody(session, Role.PRIVACY_OFFICER),
    )  # fmt: skip
    found = register.entries(DEFAULT_WEIGHTS, told)
    assert register.as_json(found)["organization"] == "Gemeente Voorbeeldstad"
    assert register.as_json(found)["impacttoetsen_grouping"] == [{"title": "DPIA", "link": None}]
    rows = {row[0]: row for row in csv.reader(io.StringIO(register.as_csv(found)), delimiter=";")}
    assert rows["lawful_basis"][2] == "'=1+1"
    assert rows["organization"][4] == "organisatie"
