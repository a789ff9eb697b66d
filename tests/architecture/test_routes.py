"""No page without a permission, none that vanishes unnoticed, and none for whom it is not meant."""

import re
from collections.abc import Callable

import pytest
import yaml
from flask import Flask

from tests.architecture import routes
from tests.web.conftest import StrictClient

ClientAs = Callable[..., StrictClient]


def test_no_route_vanished_and_none_came_unnoticed(application: Flask) -> None:
    listed = routes.ROUTES.read_text(encoding="utf-8").splitlines()
    now = routes.route_list(application)
    assert sorted(set(listed) - set(now)) == [], "people keep bookmarks: redirect the old address"
    assert sorted(set(now) - set(listed)) == [], "run: python -m tests.architecture.routes"


@pytest.mark.rule("S6")
def test_the_reviewed_matrix_is_what_the_code_grants(application: Flask) -> None:
    reviewed = yaml.safe_load(routes.MATRIX.read_text(encoding="utf-8"))
    assert routes.matrix(application) == reviewed, "run: python -m tests.architecture.routes, and review the change"


def test_addresses_are_dutch_kebab_case_without_a_slash_at_the_end(application: Flask) -> None:
    for rule in routes.rules(application):
        if rule.endpoint in ("statics.file", "site.security_txt"):
            continue
        assert re.fullmatch(r"/|(/([a-z0-9]+(-[a-z0-9]+)*|<[a-z_:(), \"'-]+>))+", rule.rule), rule.rule


def test_records_in_an_address_are_typed(application: Flask) -> None:
    for rule in routes.rules(application):
        for part in re.findall(r"<([^>]+)>", rule.rule):
            converter, _, name = part.rpartition(":")
            if name.endswith("_id"):
                assert converter == "uuid", rule.rule
