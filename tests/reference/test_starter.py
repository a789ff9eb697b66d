"""The built-in starter set is complete and consistent, and agrees with the official files."""

import csv
import re
from collections import Counter

import pytest

from tests.reference.paths import ESCO, GEO, needs_esco, needs_geo
from wsp.foundation.sortkey import sort_key
from wsp.reference import lists, starter

RANK_FILE_CONDITIONS = (
    "tillen_zwaar, staan_lang, lopen_veel, buiten, hoogte, lawaai, prikkels, klantcontact, tempo_hoog, "
    "alleen_werken, ploegendienst, temperatuur_koud, stof, beeldschermwerk, autorijden, fijne_motoriek"
)


def test_there_are_35_regions_and_342_municipalities_of_2026() -> None:
    assert len({region.code for region in starter.regions()}) == len(starter.regions()) == 35
    found = starter.municipalities()
    assert len({municipality.code for municipality in found}) == len(found) == 342
    assert {municipality.year for municipality in found} == {2026}
    assert {m.region_code for m in found} == {region.code for region in starter.regions()}


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Assen", "AM01"),
        ("Nijkerk", "AM14"),
        ("Zeewolde", "AM06"),
        ("Meppel", "AM36"),
        ("Vijfheerenlanden", "AM35"),
    ],
)
def test_a_region_crosses_provinces(name: str, region: str) -> None:
    assert {m.region_code for m in starter.municipalities() if m.name == name} == {region}


def test_the_drenthe_towns_of_the_demo_lie_in_region_groningen() -> None:
    by_code = {m.code: m for m in starter.municipalities()}
    places = {
        by_code[point.municipality_code].name
        for point in starter.postcode_points()
        if point.municipality_code and by_code[point.municipality_code].region_code == "AM01"
    }
    assert places == {"Aa en Hunze", "Assen", "Tynaarlo"}


def test_every_municipality_of_the_second_demo_region_has_a_postcode() -> None:
    wanted = {m.code for m in starter.municipalities() if m.region_code == "AM14"}
    assert wanted <= {point.municipality_code for point in starter.postcode_points()}


def test_postcode_points_are_unique_and_lie_in_the_netherlands() -> None:
    points = starter.postcode_points()
    assert len({point.pc4 for point in points}) == len(points) > 400
    for point in points:
        assert re.fullmatch(r"[1-9]\d{3}", point.pc4)
        assert 50.7 < point.lat < 53.6, point
        assert 3.3 < point.lon < 7.3, point
        assert "+" not in point.place


def test_closed_lists_are_those_of_the_rank_file_format() -> None:
    assert list(lists.labels("work_conditions")) == RANK_FILE_CONDITIONS.split(", ")
    assert list(lists.level_labels("education_levels")) == list(range(8))
    assert list(lists.level_labels("language_levels")) == list(range(5))
    assert list(lists.labels("shifts")) == ["dag", "avond", "nacht", "weekend"]
    assert list(lists.labels("guidance_levels")) == ["geen", "licht", "intensief"]
    assert list(lists.labels("transport_modes")) == ["fiets", "ov", "auto", "scooter"]
    assert "".join(lists.labels("sections")) == "ABCDEFGHIJKLMNOPQRSTU"


def test_languages_have_three_letters_and_sort_on_their_dutch_name() -> None:
    languages = lists.labels("languages")
    assert all(re.fullmatch("[a-z]{3}", code) for code in languages)
    first, *others = languages.values()
    assert first == "Nederlands"
    assert others == sorted(others, key=sort_key)


@pytest.mark.parametrize("code", RANK_FILE_CONDITIONS.split(", "))
def test_a_work_condition_can_be_asked_in_short_plain_words(code: str) -> None:
    condition = lists.work_condition(code)
    assert condition.question.startswith("Kunt u ")
    assert condition.question.endswith("?")
    assert len(condition.question.split()) <= 15
    assert condition.cannot.startswith("kan ")


def test_labels_are_shown_in_list_order_and_unknown_codes_stay_readable() -> None:
    assert lists.label_all("shifts", ["weekend", "dag", "oud"]) == ["overdag", "in het weekend", "oud"]
    assert lists.label("shifts", "oud") == "oud"
    assert lists.options("education_levels")[0] == ("0", "geen opleiding afgerond")


def test_at_least_130_occupations_in_many_fields() -> None:
    found = starter.occupations()
    assert len(found) >= 130
    assert len(starter.fields()) >= 15
    assert set(Counter(item.field for item in found)) == {field.code for field in starter.fields()}
    assert min(Counter(item.field for item in found).values()) >= 5


def test_every_occupation_is_described_well_enough_to_match_on() -> None:
    for item in starter.occupations():
        assert re.fullmatch(r"wsp:[a-z0-9-]+", item.code), item.code
        assert 3 <= len(item.synonyms) <= 10, item.code
        assert 3 <= len(item.tasks) <= 7, item.code
        assert 3 <= len(item.skills) <= 6, item.code
        assert len(set(item.tasks)) == len(item.tasks), item.code
        assert item.shifts, item.code
        assert item.sections, item.code
        assert re.fullmatch(r"[1-9]\d{3}", item.isco), item.code


def test_every_work_condition_occurs_in_some_occupation() -> None:
    used = {condition for item in starter.occupations() for condition in item.conditions}
    assert used == lists.codes("work_conditions")


def test_driving_for_work_goes_with_a_licence() -> None:
    for item in starter.occupations():
        if "autorijden" in item.conditions:
            assert item.driving_licences, item.code


@needs_esco
def test_isco_codes_and_esco_links_are_real_and_agree() -> None:
    with (ESCO / "ISCOGroups_nl.csv").open(encoding="utf-8", newline="") as file:
        groups = {row["code"] for row in csv.DictReader(file) if len(row["code"]) == 4}
    with (ESCO / "occupations_nl.csv").open(encoding="utf-8", newline="") as file:
        official = {row["conceptUri"]: row for row in csv.DictReader(file)}
    for item in starter.occupations():
        assert item.isco in groups, item.code
        if item.esco_uri is not None:
            assert official[item.esco_uri]["iscoGroup"] == item.isco, item.code
    assert sum(item.esco_uri is not None for item in starter.occupations()) >= 100


@needs_geo
def test_municipalities_agree_with_the_official_file() -> None:
    with (GEO / "gemeente_arbeidsmarktregio_2026.csv").open(encoding="utf-8", newline="") as file:
        official = {
            (row["gemeentecode"], row["gemeentenaam"], row["arbeidsmarktregio_code"]) for row in csv.DictReader(file)
        }
    assert {(m.code, m.name, m.region_code) for m in starter.municipalities()} == official
