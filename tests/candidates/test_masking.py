"""One function decides what is shown: markers in every personal column never reach who may not know the person."""

import dataclasses

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tests.candidates import factories
from wsp.candidates.enums import ProfileField
from wsp.candidates.masking import MaskedCandidate, Viewer, masked
from wsp.candidates.models import Candidate, Residence

FIRST, LAST, PLACE = "Markvoor", "Markachter", "Markplaats"
SECRETS = (FIRST, LAST, "markmail", "0612345678", "9999 XX", PLACE)


@pytest.fixture
def planted(session: Session) -> tuple[Candidate, Residence]:
    made = factories.candidate(
        session,
        name=(FIRST, "van der", LAST),
        email="markmail@demo.example",
        phone="0612345678",
        full=True,
        wishes=(f"Werk bij {LAST}",),
        experiences=(f"Hulp van {FIRST}",),
    )
    made.profile_text = (
        f"{FIRST} {LAST} kan goed inpakken. {FIRST.upper()} werkt graag. Mail markmail@demo.example of bel "
        "06-12 34 56 78 of 0612345678. Woont op 9999 XX."
    )
    made.development_wish = f"{FIRST} wil leren lassen"
    made.skills = [f"inpakken ({LAST})", "scannen"]
    made.diplomas = [f"VCA op naam van {FIRST}"]
    session.flush()
    found = session.scalars(
        select(Candidate)
        .where(Candidate.id == made.id)
        .options(selectinload(Candidate.wishes), selectinload(Candidate.experiences))
    ).one()
    home = Residence(postcode="9999 XX", place=PLACE, municipality_code="GM0106")
    return found, home


def everything(shown: MaskedCandidate) -> str:
    return repr(dataclasses.asdict(shown)) + shown.label + shown.short


@pytest.mark.rule("G10", "S7")
def test_an_employer_sees_no_marker_without_the_name(planted: tuple[Candidate, Residence]) -> None:
    candidate, home = planted
    text = everything(masked(candidate, viewer=Viewer.EMPLOYER_ANONYMOUS, residence=home)).lower()
    for secret in SECRETS:
        assert secret.lower() not in text
    assert "0612345678" not in text.replace(" ", "").replace("-", "")
    assert f"k-{candidate.number}" in text
    assert "inpakken" in text


def test_an_employer_never_sees_limits_capacity_or_guidance(planted: tuple[Candidate, Residence]) -> None:
    candidate, home = planted
    for viewer in (Viewer.EMPLOYER_ANONYMOUS, Viewer.EMPLOYER_NAMED):
        shown = masked(candidate, viewer=viewer, residence=home)
        hidden = {
            ProfileField.CANNOT,
            ProfileField.GUIDANCE,
            ProfileField.MOTIVATION,
            ProfileField.TRAVEL,
            ProfileField.TRANSPORT,
        }
        assert not hidden & set(shown.profile)
        assert not shown.capacity
        assert shown.email is None
        assert shown.phone is None
        assert shown.postcode is None


def test_an_employer_who_may_know_the_name_sees_the_name_and_no_address(
    planted: tuple[Candidate, Residence],
) -> None:
    candidate, home = planted
    shown = masked(candidate, viewer=Viewer.EMPLOYER_NAMED, residence=home)
    assert shown.name == f"{FIRST} van der {LAST}"
    assert shown.place == PLACE
    assert FIRST in str(shown.profile[ProfileField.PROFILE_TEXT])
    assert "markmail" not in everything(shown)
    assert "0612345678" not in everything(shown).replace(" ", "").replace("-", "")


def test_an_account_manager_sees_initials_and_number(planted: tuple[Candidate, Residence]) -> None:
    candidate, home = planted
    shown = masked(candidate, viewer=Viewer.ACCOUNT_MANAGER, residence=home)
    assert shown.label == f"M. van der M. (K-{candidate.number})"
    assert shown.place == PLACE
    assert shown.capacity
    assert ProfileField.CANNOT in shown.profile
    text = everything(shown)
    for secret in (FIRST, LAST, "markmail", "9999 XX"):
        assert secret not in text


def test_the_own_client_manager_sees_everything(planted: tuple[Candidate, Residence]) -> None:
    candidate, home = planted
    shown = masked(candidate, viewer=Viewer.CLIENT_MANAGER, residence=home)
    assert shown.label == f"{FIRST} van der {LAST} (K-{candidate.number})"
    assert shown.postcode == "9999 XX"
    assert FIRST in str(shown.profile[ProfileField.PROFILE_TEXT])
    assert set(shown.profile) == set(ProfileField)


def test_nobody_gets_a_number_and_nothing_else(planted: tuple[Candidate, Residence]) -> None:
    candidate, home = planted
    shown = masked(candidate, viewer=Viewer.NOBODY, residence=home)
    assert shown == MaskedCandidate(id=candidate.id, number=f"K-{candidate.number}", viewer=Viewer.NOBODY)


def test_a_trade_that_is_also_the_family_name_stays_readable(session: Session) -> None:
    made = factories.candidate(session, name=("Noor", None, "Bakker"), full=True)
    made.profile_text = "Was bakker. Mevrouw Bakker is op tijd. noor ook."
    shown = masked(made, viewer=Viewer.EMPLOYER_ANONYMOUS)
    assert shown.profile[ProfileField.PROFILE_TEXT] == "Was bakker. Mevrouw … is op tijd. … ook."


def test_accents_do_not_save_a_name(session: Session) -> None:
    made = factories.candidate(session, name=("Şükrü", None, "Łuk"), profile_text="Sukru en ŞÜKRÜ, heer Luk.")
    shown = masked(made, viewer=Viewer.EMPLOYER_ANONYMOUS)
    assert shown.profile[ProfileField.PROFILE_TEXT] == "… en …, heer …."
