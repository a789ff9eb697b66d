"""Product 3: whatever an employer can open shows no name that did not agree, and nothing of anybody else.

Whoever adds a column that an employer may read must say so in `columns.py`, with the reason.
"""

from dataclasses import replace
from typing import Final

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.architecture import routes
from tests.security.portal.columns import REFUSED
from tests.security.portal.crawling import Crawl
from tests.security.portal.planting import Planted, S, hand_out_files
from wsp.accounts.permissions import GRANTS, PORTAL_ROLES, Role
from wsp.candidates import masking
from wsp.candidates.masking import Viewer
from wsp.web.access import describe

PAGES: Final = 30


@pytest.mark.rule("S6", "S7")
def test_nothing_that_an_employer_opens_shows_a_marker(app: Flask, planted: Planted, session: Session) -> None:
    hand_out_files(session, planted)
    crawl = Crawl(planted, app)
    crawl.walk()
    assert crawl.leaks == []
    of_portal = {path for path in crawl.opened if path.startswith("/portaal")}
    assert len({body for path, body in crawl.opened.items() if len(body) > 1000}) >= PAGES
    assert len(of_portal) >= PAGES
    everything = "".join(crawl.opened.values())
    assert planted.agreed, "nobody agreed, so nothing was proved about names"
    for name in planted.agreed:
        assert name in everything, f"{name} agreed and is nowhere"
    assert "orders" in everything
    profiles = "".join(body for path, body in crawl.opened.items() if path.startswith("/portaal/kandidaten"))
    for word in ("Wajong", "47 procent", "UWV"):
        assert word not in profiles, word
    assert "getekend.pdf" in everything
    # The calculation on paper is about nobody.
    calculated = {path for path in crawl.files if path.startswith("/portaal/wat-levert-het-op/pdf")}
    assert calculated
    assert set(crawl.files) - calculated == planted.fetched
    assert len(planted.fetched) == len(planted.kept) == 3, "two files and a letter, and as many of somebody else"
    (letter,) = (text for path, text in crawl.files.items() if "brieven" in path)
    assert any(name in letter for name in planted.agreed)
    for part in ("Klopt het aantal uren nog?", "Kies wat u daarnaast per mail krijgt"):
        assert part in everything, part


def test_the_markers_stand_everywhere(planted: Planted) -> None:
    tables = {column.partition(".")[0] for column in planted.columns.values()}
    for needed in ("candidates", "candidate_residences", "contacts", "introductions", "placements", "users", "tasks"):
        assert needed in tables, needed
    assert planted.refused - REFUSED == set(), "say in REFUSED, OWN or BY_DESIGN what becomes of these"
    assert len(planted.columns) >= 60


@pytest.mark.rule("S6")
def test_no_page_of_staff_opens_for_somebody_of_an_employer(app: Flask, planted: Planted) -> None:
    for route in routes.rules(app):
        needs = describe(app)[route.endpoint].permission
        if needs is None or needs in GRANTS[Role.EMPLOYER_ADMIN]:
            continue
        values = {name: "x" if not name.endswith("_id") else planted.strange[0] for name in route.arguments}
        with app.test_request_context():
            try:
                address = app.url_map.bind("localhost").build(route.endpoint, values, method=min(routes.methods(route)))
            except Exception:  # noqa: BLE001, S112 (a number or a closed list in the address: the matrix test opens those)
                continue
        assert planted.client.open(address, method=min(routes.methods(route))).status_code == 403, route.rule
    assert PORTAL_ROLES


@pytest.mark.parametrize("broken", ["naam-in-tekst", "naam-zonder-akkoord", "omstandigheden"])
def test_a_mask_that_breaks_is_found(
    app: Flask, planted: Planted, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    sight = masking.SIGHTS[Viewer.EMPLOYER_ANONYMOUS]
    if broken == "naam-in-tekst":
        changed = {Viewer.EMPLOYER_ANONYMOUS: replace(sight, name=True)}
        monkeypatch.setattr(masking, "SIGHTS", dict(masking.SIGHTS) | changed)
    elif broken == "naam-zonder-akkoord":
        monkeypatch.setattr("wsp.placements.masking.offers.NAMED_STATES", frozenset(S))
        changed = {Viewer.EMPLOYER_ANONYMOUS: masking.SIGHTS[Viewer.EMPLOYER_NAMED]}
        monkeypatch.setattr(masking, "SIGHTS", dict(masking.SIGHTS) | changed)
    else:
        monkeypatch.setattr(masking, "_without_circumstances", dict)
    crawl = Crawl(planted, app)
    crawl.pages()
    assert crawl.leaks != []
