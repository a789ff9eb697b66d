"""Letters of a placement: begun with what is known, checked, kept in versions, and never telling why."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import reading
from tests.employers import factories as employers
from tests.placements import letter_words
from tests.placements.conftest import TODAY
from tests.placements.letter_facts import FACTS
from tests.placements.world import World
from wsp.documents import content, pdf, queries, word
from wsp.documents import service as papers
from wsp.documents.enums import LETTER_TITLES, TO_EMPLOYER, LetterKind
from wsp.documents.errors import ReasonNeeded
from wsp.foundation.clock import day_in_words
from wsp.foundation.errors import InvalidInput, NotAllowed
from wsp.placements import letters, service
from wsp.placements.commands import BeginEmployment, MoveInstrument
from wsp.placements.enums import InstrumentState, PlacementKind
from wsp.placements.letters import commands
from wsp.placements.models import Placement
from wsp.worklist.enums import SubjectKind

_K = LetterKind


@pytest.fixture
def placed(world: World) -> Placement:
    """A job that has begun, with a coach and an address."""
    employers.establishment(world.session, world.account_manager, world.employer)
    return world.place(starts_on=TODAY - timedelta(days=40), job_coach_id=world.client_manager.user_id)


def agreement(**other: Any) -> commands.WritePlacementAgreement:
    given: dict[str, Any] = {
        "workplace": ("Proefstraat 1", "9401 AB Assen"),
        "schedule": "maandag tot en met donderdag",
        "supervisor": "Karin Proef",
        "signs_for_employer": "Dirk Proef",
        "tasks": ("Orders verzamelen", "Dozen inpakken"),
        "guidance": ("De jobcoach komt elke week langs.",),
        "report_days": 7,
        "evaluation_1": TODAY + timedelta(days=30),
        "evaluation_2": None,
        "evaluation_3": None,
    }
    return commands.WritePlacementAgreement(**(given | other))


def trial(**other: Any) -> commands.WriteTrialAgreement:
    given: dict[str, Any] = {
        "workplace": ("Proefstraat 1",),
        "schedule": "elke ochtend",
        "supervisor": "Karin Proef",
        "signs_for_employer": "Dirk Proef",
        "tasks": ("Planten water geven",),
        "goals": ("Op tijd komen",),
        "permission_of": "gemeente",
        "extended": False,
        "job_contract": "een contract voor een jaar",
        "job_hours": Decimal(24),
        "evaluation_on": TODAY + timedelta(days=14),
        "insured_by": "De werkgever",
    }
    return commands.WriteTrialAgreement(**(given | other))


def request(**other: Any) -> commands.WriteSubsidyRequest:
    given: dict[str, Any] = {
        "wanted_from": TODAY,
        "without_measurement": True,
        "attachments": ("Kopie van het contract",),
        "contact": "Karin Proef",
        "signs_for_employer": "Dirk Proef",
    }
    return commands.WriteSubsidyRequest(**(given | other))


def grant(**other: Any) -> commands.WriteGrant:
    given: dict[str, Any] = {
        "code": "loonkostensubsidie",
        "decided_by": "Gemeente Proefstad",
        "decision_reference": "B-1",
        "decided_on": TODAY,
        "report_days": 7,
        "conditions": ("Stuur elke maand de loonstrook.",),
    }
    return commands.WriteGrant(**(given | other))


def evaluation(**other: Any) -> commands.WriteCoachEvaluation:
    given: dict[str, Any] = {
        "first_day": TODAY - timedelta(days=40),
        "last_day": TODAY,
        "hours_given": Decimal("12.5"),
        "goals": ("Zelf de dag plannen",),
        "goes_well": "Het tempo stijgt.",
        "attention": "Vragen stellen blijft lastig.",
        "agreed": ("De leidinggevende vraagt elke dag hoe het gaat.",),
        "advice": "Nog drie maanden begeleiden.",
        "hours_next": Decimal(6),
    }
    return commands.WriteCoachEvaluation(**(given | other))


def write(world: World, placement: Placement, kind: LetterKind, command: commands.WriteLetter) -> Any:
    return letters.write(world.session, placement.id, kind, command, actor=world.account_manager)


def granted(world: World, placement: Placement) -> None:
    for state in (InstrumentState.APPLIED, InstrumentState.GRANTED):
        command = MoveInstrument(placement.id, "loonkostensubsidie", state, note="De aanvraag lag al bij de gemeente.")
        service.move_instrument(world.session, command, actor=world.account_manager)


def test_an_agreement_begins_with_what_the_placement_knows(world: World, placed: Placement) -> None:
    draft = letters.begin(world.session, placed.id, _K.PLACEMENT_AGREEMENT, actor=world.account_manager)
    assert draft.values["workplace"] == draft.facts.receiver.address != ()
    assert draft.values["evaluation_1"] > placed.starts_on
    assert draft.newest is None


def test_a_letter_is_made_in_two_forms_and_kept_with_the_placement(world: World, placed: Placement) -> None:
    made = write(world, placed, _K.PLACEMENT_AGREEMENT, agreement())
    session, actor = world.session, world.account_manager
    [entry] = [
        each
        for each in queries.entries(session, actor, [(SubjectKind.PLACEMENT, placed.id)])
        if each.title == "Plaatsingsovereenkomst"
    ]
    assert entry.id == made.id
    assert entry.editable_id is not None
    editable = queries.document(session, actor, entry.editable_id, content=True)
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(editable.content)).paragraphs)
    assert "Orders verzamelen" in text
    assert "Orders verzamelen" in reading.text(queries.document(session, actor, made.id, content=True).content)


def test_a_new_version_says_why_begins_with_the_old_one_and_both_stay(world: World, placed: Placement) -> None:
    session, actor = world.session, world.account_manager
    first = write(world, placed, _K.PLACEMENT_AGREEMENT, agreement())
    with pytest.raises(ReasonNeeded):
        write(world, placed, _K.PLACEMENT_AGREEMENT, agreement())
    draft = letters.begin(session, placed.id, _K.PLACEMENT_AGREEMENT, actor=actor)
    assert draft.values["tasks"] == ["Orders verzamelen", "Dozen inpakken"]
    assert draft.values["report_days"] == 7
    second = write(world, placed, _K.PLACEMENT_AGREEMENT, agreement(reason="Andere taken", tasks=("Pakken",)))
    found = [
        each for each in queries.entries(session, actor, [(SubjectKind.PLACEMENT, placed.id)]) if each.kind is None
    ]
    assert [(each.id, each.superseded, each.reason) for each in found if each.title == first.title] == [
        (second.id, False, "Andere taken"),
        (first.id, True, None),
    ]
    assert queries.document(session, actor, first.id, content=True).content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("field", "command"),
    [
        ("evaluation_1", agreement(evaluation_1=TODAY - timedelta(days=90))),
        ("evaluation_2", agreement(evaluation_2=TODAY + timedelta(days=4000))),
        ("tasks", agreement(tasks=("Licht werk wegens ziekte",))),
        ("guidance", agreement(guidance=("Rustig aan door autisme.",))),
        ("schedule", agreement(schedule="ochtenden, naast de Wajong")),
    ],
)
def test_what_cannot_stand_in_an_agreement_is_refused_at_its_field(
    world: World, placed: Placement, field: str, command: Any
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(world, placed, _K.PLACEMENT_AGREEMENT, command)
    assert list(refused.value.fields) == [field]


def test_a_trial_is_no_longer_than_the_law_allows(world: World) -> None:
    placement = world.place(
        kind=PlacementKind.TRIAL, wage_month=None, forfaitair=None, starts_on=TODAY, ends_on=TODAY + timedelta(days=80)
    )
    with pytest.raises(InvalidInput, match=r"art\. 8a"):
        write(world, placement, _K.TRIAL_AGREEMENT, trial())
    made = write(world, placement, _K.TRIAL_AGREEMENT, trial(extended=True))
    text = reading.text(queries.document(world.session, world.account_manager, made.id, content=True).content)
    assert "Een proefplaatsing duurt ten hoogste 6 maanden" in text
    assert "Artikel 3. Geen loon" in text


def test_a_job_that_follows_a_trial_is_asked_for_before_its_first_day(world: World) -> None:
    first = TODAY + timedelta(days=61)
    placement = world.place(
        kind=PlacementKind.TRIAL, wage_month=None, forfaitair=None, starts_on=TODAY, ends_on=first - timedelta(days=1)
    )

    def in_the_way() -> dict[LetterKind, str | None]:
        found = letters.choices(world.session, placement.id, actor=world.account_manager)
        return {each.form.kind: each.in_the_way for each in found}

    assert "Leg eerst het contract en het loon vast" in (in_the_way()[_K.SUBSIDY_REQUEST] or "")
    command = BeginEmployment(
        placement_id=placement.id, starts_on=first, ends_on=None, kind=PlacementKind.EMPLOYMENT,
        hours_per_week=Decimal(28), full_week_hours=Decimal(38), wage_month=Decimal(1868), forfaitair=True,
    )  # fmt: skip
    service.begin_employment(world.session, command, actor=world.account_manager)

    assert in_the_way()[_K.SUBSIDY_REQUEST] is None
    assert in_the_way()[_K.PLACEMENT_AGREEMENT] is None
    assert in_the_way()[_K.TRIAL_AGREEMENT] is None, "the trial goes on until then"
    made = write(world, placement, _K.SUBSIDY_REQUEST, request(wanted_from=first))
    text = reading.text(queries.document(world.session, world.account_manager, made.id, content=True).content)
    assert f"Eerste dag {day_in_words(first)}" in " ".join(text.split())
    assert day_in_words(TODAY + timedelta(days=1)) not in text


def test_a_letter_that_cannot_be_made_yet_says_what_to_do_first(world: World, placed: Placement) -> None:
    found = {
        each.form.kind: each.in_the_way
        for each in letters.choices(world.session, placed.id, actor=world.account_manager)
    }
    assert found[_K.PLACEMENT_AGREEMENT] is None
    assert "Dit is geen proefplaatsing" in (found[_K.TRIAL_AGREEMENT] or "")
    assert "nog geen regeling toegekend" in (found[_K.GRANT] or "")
    granted(world, placed)
    again = {
        each.form.kind: each.in_the_way
        for each in letters.choices(world.session, placed.id, actor=world.account_manager)
    }
    assert again[_K.GRANT] is None
    assert "al toegekend" in (again[_K.SUBSIDY_REQUEST] or "")


def test_each_decision_and_each_period_has_versions_of_its_own(world: World, placed: Placement) -> None:
    granted(world, placed)
    first = write(world, placed, _K.GRANT, grant())
    other = write(world, placed, _K.GRANT, grant(decided_on=TODAY - timedelta(days=1)))
    assert (first.edition, other.edition) == (1, 1)
    assert write(world, placed, _K.GRANT, grant(reason="Ander kenmerk", decision_reference="B-2")).edition == 2


def test_a_job_coach_writes_an_evaluation_and_nothing_else(world: World, placed: Placement) -> None:
    coach = replace(world.account_manager, permissions=frozenset({"document.create", "placement.read"}))
    with pytest.raises(NotAllowed):
        letters.begin(world.session, placed.id, _K.PLACEMENT_AGREEMENT, actor=coach)
    assert [each.form.kind for each in letters.choices(world.session, placed.id, actor=coach)] == [_K.COACH_EVALUATION]
    assert _K.COACH_EVALUATION not in TO_EMPLOYER


CASES: dict[LetterKind, Any] = {
    _K.PLACEMENT_CONFIRMATION: commands.WriteConfirmation(),
    _K.PLACEMENT_AGREEMENT: agreement(),
    _K.TRIAL_AGREEMENT: trial(extended=True),
    _K.SUBSIDY_REQUEST: request(),
    _K.GRANT: grant(),
    _K.PLACEMENT_END: commands.WritePlacementEnd(payslip_by=TODAY + timedelta(days=400), remark="Bel ons gerust."),
    _K.COACH_EVALUATION: evaluation(),
}


def test_every_kind_of_letter_has_a_form() -> None:
    assert set(letters.FORMS) == set(CASES) <= set(LETTER_TITLES)


@pytest.mark.rule("A19")
@pytest.mark.parametrize("kind", sorted(CASES))
def test_every_letter_is_a_tagged_pdf_and_a_document_that_say_the_same(
    world: World, placed: Placement, kind: LetterKind
) -> None:
    facts = letters.begin(world.session, placed.id, kind, actor=world.account_manager).facts
    page = papers.write(kind, letters.FORMS[kind].context(_with_grant(facts), CASES[kind]))
    drawn = pdf.render(page)
    assert {"H1", "P", "Table", "TR", "TH", "TD"} <= reading.roles(drawn)
    read = content.read(page)
    document = docx.Document(io.BytesIO(word.render(read, reference=facts.number, dated=facts.today)))
    assert document.core_properties.title == LETTER_TITLES[kind]
    in_pdf, place = "".join(reading.text(drawn).split()), 0
    for sentence in content.sentences(read):
        # Numbers of a list and the foot of a page stand between the sentences of the PDF.
        found = in_pdf.find("".join(sentence.split())[:60], place)
        assert found >= 0, sentence
        place = found


@pytest.mark.parametrize("kind", sorted(letters.FORMS))
def test_the_words_of_every_letter_are_those_that_were_read(kind: LetterKind) -> None:
    kept = (letter_words.FOLDER / f"{kind.value}.txt").read_text(encoding="utf-8")
    assert letter_words.text(kind) == kept, "read the change, then run python -m tests.placements.letter_words"


@given(st.text(min_size=1, max_size=80))
def test_any_text_that_somebody_types_comes_out_as_text(text: str) -> None:
    command = agreement(tasks=(f"a{text}z",))
    found = papers.preview(_K.PLACEMENT_AGREEMENT, letters.FORMS[_K.PLACEMENT_AGREEMENT].context(FACTS, command))
    [item] = [block.rows[0] for block in found.blocks if isinstance(block, content.Items) and not block.numbered][:1]
    shown = content.plain(item)
    assert shown[0] == "a"
    assert shown[-1] == "z"
    assert word.render(found, reference="P-1", dated=TODAY).startswith(b"PK")


def _with_grant(facts: Any) -> Any:
    answers = {
        code: replace(answer, state=InstrumentState.GRANTED) if code == "loonkostensubsidie" else answer
        for code, answer in facts.answers.items()
    }
    return replace(facts, answers=answers, coach=facts.coach or "Coach Proef")
