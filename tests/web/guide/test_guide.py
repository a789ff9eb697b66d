"""The guide tells of screens that exist, in pictures that exist, to who may read it."""

from collections.abc import Callable

import pytest

from tests.web.conftest import StrictClient
from wsp.accounts.permissions import PORTAL_ROLES, Role
from wsp.settings import PROJECT_ROOT
from wsp.web.guide.reading import PICTURES, guides, pieces, quoted

SOURCES = [*(PROJECT_ROOT / "templates").rglob("*.html"), *(PROJECT_ROOT / "wsp").rglob("*.py")]


def test_every_role_has_a_guide() -> None:
    told = [role for guide in guides().values() for role in guide.roles]
    assert sorted(told) == sorted(Role)


def test_every_picture_is_there_and_no_other() -> None:
    wanted = {guide.picture_file(each) for guide in guides().values() for each in guide.chapters if each.picture}
    assert {path.name for path in PICTURES.iterdir()} == wanted


@pytest.mark.parametrize("name", guides())
def test_what_the_guide_says_to_press_stands_on_a_screen(name: str) -> None:
    everything = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    # In quotes as an argument, between two tags, or behind an icon.
    shown = ('"{}"', ">{}<", "}}}}{}<")
    missing = sorted(
        label for label in quoted(guides()[name]) if not any(each.format(label) in everything for each in shown)
    )
    assert missing == []


def test_a_word_on_the_screen_is_told_apart() -> None:
    assert pieces("Klik op **Opslaan** en wacht.") == [(False, "Klik op "), (True, "Opslaan"), (False, " en wacht.")]


@pytest.mark.rule("A13")
@pytest.mark.parametrize("role", [role for role in Role if role not in PORTAL_ROLES])
def test_a_colleague_finds_the_guide_from_every_page_and_reads_all_of_it(
    client_as: Callable[..., StrictClient], role: Role
) -> None:
    client = client_as(role)
    assert len(client.get("/mijn-dag").page.all("a", href="/handleiding")) == 1
    contents = client.get("/handleiding").page
    for guide in guides().values():
        assert contents.all("a", href=f"/handleiding/{guide.name}")
        page = client.get(f"/handleiding/{guide.name}").page
        assert page.h1 == guide.title
        assert all(chapter.title in page.text for chapter in guide.chapters)


def test_an_employer_reads_no_other_guide(client_as: Callable[..., StrictClient]) -> None:
    client = client_as(Role.EMPLOYER_STAFF)
    for guide in guides().values():
        expected = 200 if guide.for_employers else 404
        assert client.get(f"/handleiding/{guide.name}").status_code == expected
