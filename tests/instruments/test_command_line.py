"""`wsp rule`: what scripts get, what the command assumes, and how it refuses."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner

from wsp import cli
from wsp.foundation import clock
from wsp.foundation.errors import DomainError, InvalidInput
from wsp.instruments import catalogue, command_line
from wsp.law.errors import NotSupportedError

DAY = "2026-01-01"


def _lks(*settings: str, on: str = DAY) -> dict[str, Any]:
    return command_line.rule("loonkostensubsidie", on, settings)


def _sentences(result: dict[str, Any]) -> str:
    return " ".join(step["sentence"] for step in result["steps"])


@pytest.mark.parametrize(
    ("settings", "amount"),
    [
        (("loonwaarde=60", "uren=36"), 1224.11),
        (("loonwaarde=60", "uren=24"), 816.07),
        (("loonwaarde=60", "uren=40", "voltijd=40"), 1360.12),
        (("loonwaarde=60", "uren=40", "voltijd=36"), 1224.11),
        (("forfaitair=ja", "uren=20"), 850.08),
        (("forfaitair=nee", "loonwaarde=20", "uren=36"), 2142.19),
        (("loonwaarde=60", "uren=36", "leeftijd=20"), 979.29),
        (("loonwaarde=60", "uren=36", "leeftijd=55"), 1224.11),
        ((" loonwaarde = 60 ", "uren=32,5"), 1105.10),
        (("loonwaarde=60", "uren=32.5"), 1105.10),
    ],
)
def test_loonkostensubsidie(settings: tuple[str, ...], amount: float) -> None:
    result = json.loads(json.dumps(_lks(*settings)))
    assert {"eligible", "amount_per_month", "provisional", "steps", "sources"} <= result.keys()
    assert (result["eligible"], result["amount_per_month"], result["provisional"]) == (True, amount, True)


def test_loonwaarde_100_is_a_clear_no() -> None:
    result = _lks("loonwaarde=100", "uren=36")
    assert (result["eligible"], result["amount_per_month"]) == (False, 0.0)


def test_assumptions_stand_in_the_steps_and_go_when_given() -> None:
    assumed = _sentences(_lks("loonwaarde=60", "uren=36"))
    assert "Aanname: de werknemer is 21 jaar of ouder." in assumed
    assert "Aanname: de werknemer hoort tot de doelgroep loonkostensubsidie." in assumed
    assert "Aanname: een volle werkweek is 36 uur." in assumed
    given = _sentences(_lks("loonwaarde=60", "uren=36", "voltijd=38", "leeftijd=30"))
    assert given.count("Aanname") == 1


def test_history() -> None:
    result = _lks("loonwaarde=50", "uren=36", on="2023-07-01")
    assert (result["amount_per_month"], result["provisional"]) == (1330.47, False)


def test_sources_say_which_version_was_used() -> None:
    sources = {source["code"]: source for source in _lks("loonwaarde=60", "uren=36")["sources"]}
    wage = sources["wml.referentiemaandloon"]
    assert (wage["value"], wage["valid_from"], wage["certainty"]) == ("2294.40", DAY, "V")
    assert all(source["source"] for source in sources.values())


@pytest.mark.parametrize(
    ("age", "on", "per_hour", "per_month"),
    [
        (18, "2026-07-01", 7.50, 1168.50),
        (21, "2026-01-01", 14.71, 2294.40),
        (30, "2023-12-31", None, 1995.00),
        (22, "2017-06-30", None, 1318.85),
    ],
)
def test_minimum_wage(age: int, on: str, per_hour: float | None, per_month: float) -> None:
    result = command_line.rule("wml", on, [f"leeftijd={age}"])
    assert (result["per_hour"], result["per_month"]) == (per_hour, per_month)
    assert result["steps"]
    assert result["sources"]


def test_minimum_wage_in_bbl_and_before_2024() -> None:
    assert command_line.rule("wml", DAY, ["leeftijd=19", "bbl=ja"])["per_hour"] == 7.72
    result = command_line.rule("wml", "2023-01-01", ["leeftijd=20"])
    assert (result["per_month"], result["per_week"], result["per_day"]) == (1547.50, 357.10, 71.42)


def test_no_risk() -> None:
    result = command_line.rule("no-risk", DAY, ["doelgroepregister=ja", "lks=ja", "loonwaarde=20"])
    assert result["eligible"] is True
    assert {each["code"]: each["value"] for each in result["amounts"]} == {"first_year": "30", "later": "21"}
    unknown = command_line.rule("no-risk", DAY, [])
    assert unknown["eligible"] is None
    assert len(unknown["missing"]) == 4
    ended = command_line.rule("no-risk", "2026-03-01", ["grond=wia", "start=2021-03-01"])
    assert ended["eligible"] is False


def test_jobcoaching() -> None:
    assert command_line.rule("jobcoaching", DAY, ["doelgroep=ja"])["eligible"] is True
    settings = ["doelgroep=nee", "wajong=ja", "vast=ja", "uren=11", "loon=1500", "leeftijd=30"]
    assert command_line.rule("jobcoaching", DAY, settings)["eligible"] is False
    settings[3] = "uren=12"
    assert command_line.rule("jobcoaching", DAY, [*settings, "regime=licht"])["eligible"] is True


@pytest.mark.parametrize(
    ("name", "on", "settings", "words"),
    [
        ("wajong", DAY, [], "Onbekende regel: wajong"),
        ("loonkostensubsidie", "1 januari", ["loonwaarde=60", "uren=36"], "Schrijf jjjj-mm-dd"),
        ("loonkostensubsidie", "2026-02-30", ["loonwaarde=60", "uren=36"], "Geen datum"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=36", "kleur=rood"], "Onbekende sleutel: kleur"),
        ("loonkostensubsidie", DAY, ["loonwaarde"], "sleutel=waarde"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "loonwaarde=50", "uren=36"], "twee keer"),
        ("loonkostensubsidie", DAY, ["loonwaarde=101", "uren=36"], "loonwaarde=101 kan niet"),
        ("loonkostensubsidie", DAY, ["loonwaarde=-5", "uren=36"], "heel percentage"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60.5", "uren=36"], "heel percentage"),
        ("loonkostensubsidie", DAY, ["loonwaarde=²", "uren=36"], "heel percentage"),
        ("loonkostensubsidie", DAY, ["loonwaarde=", "uren=36"], "heel percentage"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=0"], "meer dan 0"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=61", "voltijd=40"], "ten hoogste 60 uur"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=veel"], "geef een getal"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=NaN"], "geef een getal"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=1e999999999"], "kan niet"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "forfaitair=misschien", "uren=36"], "kies ja of nee"),
        ("loonkostensubsidie", DAY, ["loonwaarde=60", "uren=36", "leeftijd=121"], "leeftijd=121 kan niet"),
        ("wml", DAY, [], "Geef ook: leeftijd"),
        ("no-risk", DAY, ["grond=anders"], "kies uit wia"),
        ("jobcoaching", DAY, ["regime=zwaar"], "kies uit intensief"),
        ("jobcoaching", DAY, ["loon=-1"], "0 euro of meer"),
        ("loonkostenvoordeel", DAY, ["soort=wajong"], "kies uit oudere"),
        ("loonkostenvoordeel", DAY, ["soort=banenafspraak", "verloonde_uren=-1"], "0 of meer"),
        ("loonkostenvoordeel", DAY, ["soort=banenafspraak", "verloonde_uren=9000"], "kloppen niet"),
        ("proefplaatsing", DAY, ["beleid.proefplaatsing.maanden=3"], "ten hoogste 2"),
        ("proefplaatsing", DAY, ["beleid.social_return.percentage=5"], "Onbekende sleutel"),
        ("social-return", DAY, ["beleid.social_return.percentage=-5"], "0 of meer"),
        ("loonwaarde", DAY, [], "Geef ook: taak1"),
        ("loonwaarde", DAY, ["taak1=60/80/90"], "deel/tempo/kwaliteit/netto"),
        ("loonwaarde", DAY, ["taak1=60/80/90/100"], "samen 60 %"),
    ],
)
def test_bad_input_is_one_clear_line(name: str, on: str, settings: list[str], words: str) -> None:
    with pytest.raises(InvalidInput) as failure:
        command_line.rule(name, on, settings)
    assert words in failure.value.message
    assert "\n" not in failure.value.message
    assert failure.value.message.endswith(".")


@pytest.mark.parametrize("name", command_line.RULES)
def test_a_date_before_2015_is_not_supported(name: str) -> None:
    with pytest.raises(NotSupportedError, match="1 januari 2015"):
        command_line.rule(name, "2014-12-31", [])


@pytest.mark.parametrize("instrument", catalogue.all(), ids=lambda each: each.code)
def test_an_instrument_is_not_supported_before_the_national_method(instrument: catalogue.Instrument) -> None:
    with pytest.raises(NotSupportedError, match="1 juli 2021"):
        command_line.rule(instrument.code, "2021-06-30", [])
    assert command_line.rule(instrument.code, "2021-07-01", [])["eligible"] is None


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        (["loonwaarde=60"], ["uren"]),
        (["uren=36"], ["loonwaarde"]),
        (["loonwaarde=60", "uren=36.1"], ["voltijd"]),
        (["loonwaarde=60", "forfaitair=ja", "uren=36"], ["loonwaarde", "forfaitair"]),
        (["loonwaarde=60", "uren=36", "start=2026-02-01", "einde=2026-01-01"], ["start", "einde"]),
    ],
)
def test_what_is_missing_or_contradicts_is_asked_and_never_guessed(settings: list[str], keys: list[str]) -> None:
    result = _lks(*settings)
    assert result["eligible"] is None
    assert result["amount_per_month"] is None
    assert [gap["key"] for gap in result["missing"]] == keys
    assert result["reason"].startswith("Onbekend: wij hebben")


@pytest.mark.parametrize(
    ("on", "settings", "amount"),
    [
        ("2026-03-01", ["soort=banenafspraak", "verloonde_uren=1664"], 1680.64),
        ("2024-03-01", ["soort=arbeidsgehandicapt", "verloonde_uren=2000"], 6000.0),
        ("2024-03-01", ["soort=banenafspraak", "verloonde_uren=1500"], 1515.0),
        ("2025-03-01", ["soort=oudere,arbeidsgehandicapt", "verloonde_uren=2000"], 6000.0),
        ("2025-03-01", ["soort=oudere", "verloonde_uren=2000"], 2600.0),
        ("2023-03-01", ["soort=oudere", "verloonde_uren=2000"], 6000.0),
        ("2026-03-01", ["soort=herplaatsing", "verloonde_uren=100"], 305.0),
        ("2024-03-01", ["soort=banenafspraak", "verloonde_uren=1500", "aanvraag=nee"], 0.0),
        ("2026-03-01", ["soort=oudere", "verloonde_uren=2000"], None),
    ],
)
def test_loonkostenvoordeel_per_year(on: str, settings: list[str], amount: float | None) -> None:
    result = command_line.rule("loonkostenvoordeel", on, settings)
    assert result["amount_per_year"] == amount
    assert result["amount_per_month"] is None
    assert command_line.rule("lkv", on, settings) == result, "the short name answers the same"


def test_no_risk_gives_the_benefit_of_a_day() -> None:
    settings = ["doelgroepregister=ja", "dagloon=100", "lks=ja"]
    for more, amount in ((["loonwaarde=40"], 40.0), (["loonwaarde=20"], 30.0), (["forfaitair=ja"], 50.0)):
        assert command_line.rule("no-risk", DAY, settings + more)["amount_per_day"] == amount
    late = command_line.rule("no_risk", DAY, [*settings, "loonwaarde=40", "ziekteweek=53"])
    assert late["amount_per_day"] == 28.0


def test_a_rule_of_the_municipality_can_be_tried() -> None:
    unknown = command_line.rule("social-return", DAY, ["opdrachtsom=200000"])
    assert unknown["eligible"] is None
    assert [gap["key"] for gap in unknown["missing"]] == ["beleid.social_return.percentage"]
    known = command_line.rule("social-return", DAY, ["opdrachtsom=200000", "beleid.social_return.percentage=5"])
    assert known["eligible"] is True
    assert known["amounts"][0]["value"] == "10000"


def test_loonwaarde_by_the_national_method() -> None:
    result = command_line.rule("loonwaarde", DAY, ["taak1=60/80/90/100", "taak2=40/50/100/90"])
    assert result["loonwaarde"] == 61, "0,6 × 72 + 0,4 × 45 = 61,2"


def test_loonkostensubsidie_before_the_uniform_method_is_not_supported() -> None:
    with pytest.raises(NotSupportedError, match="1 juli 2021"):
        _lks("loonwaarde=60", "uren=36", on="2021-06-30")


def test_too_young_is_one_clear_line() -> None:
    with pytest.raises(DomainError, match="Onder 15 jaar"):
        command_line.rule("wml", DAY, ["leeftijd=14"])


def test_every_instrument_has_a_rule_and_every_key_stands_in_the_help() -> None:
    assert {instrument.code for instrument in catalogue.all()} < set(command_line.RULES)
    text = command_line.help_text()
    for name in command_line.RULES:
        assert f"{name}: " in text
        for key in command_line.keys(name):
            assert f"  {key.name}=...  {key.meaning}" in text
    first = [key.name for key in command_line.keys("loonkostensubsidie")][:5]
    assert first == ["loonwaarde", "uren", "voltijd", "forfaitair", "leeftijd"]


def test_the_answer_for_people() -> None:
    text = command_line.lines(_lks("loonwaarde=60", "uren=36"))
    assert text[-1] == "De subsidie is € 1.224,11 per maand."
    assert any(line.startswith("Voorlopig: ") for line in text)
    asked = command_line.lines(command_line.rule("no-risk", DAY, []))
    assert "Wij hebben nodig: Staat de werknemer in het doelgroepregister? (doelgroepregister)" in asked
    assert asked[-1].startswith("Onbekend: wij hebben nodig: staat in het doelgroepregister, heeft of had Wajong")
    assert command_line.lines(command_line.rule("wml", DAY, ["leeftijd=30"]))


def test_far_in_the_future_the_answer_is_provisional() -> None:
    result = _lks("loonwaarde=60", "uren=36", on=date(2099, 12, 31).isoformat())
    assert result["provisional"]
    assert any("31 december 2026" in reason for reason in result["provisional_reasons"])


def test_without_a_day_the_law_of_today_counts() -> None:
    arguments = ["rule", "loonkostensubsidie", "--set", "forfaitair=ja", "--set", "uren=36", "--json"]
    with clock.frozen(date(2026, 7, 1)):
        answer = CliRunner().invoke(cli.cli, arguments)
    assert answer.exit_code == 0
    assert json.loads(answer.stdout) == json.loads(
        CliRunner().invoke(cli.cli, [*arguments, "--on", "2026-07-01"]).stdout
    )
    # 2.337,00 × 1,08 × 50 % × 36/36 × 1,235
    assert json.loads(answer.stdout)["amount_per_month"] == 1558.55
