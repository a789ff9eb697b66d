"""The building blocks that are made in Python: what is put in them stays text."""

from flask import Flask
from markupsafe import Markup

from wsp.web.blocks import KINDS, chip, icon


def test_text_in_a_chip_stays_text(app: Flask) -> None:
    with app.test_request_context():
        assert "&lt;b&gt;K-1&lt;/b&gt;" in chip("ok", "<b>K-1</b>")
        assert "<b>K-1</b>" in chip("ok", Markup("<b>K-1</b>"))
        assert ">3</span>" in chip("plain", 3)


def test_every_kind_has_a_symbol_but_the_plain_one_and_any_may_be_given_another(app: Flask) -> None:
    with app.test_request_context():
        assert [kind for kind in KINDS if "<svg" not in chip(kind, "tekst")] == ["plain"]
        assert "#handshake" in chip("plain", "tekst", "handshake")
        assert "#check" in chip("ok", "tekst")
        assert "#check" not in chip("ok", "tekst", "handshake")


def test_a_symbol_comes_from_the_sprite_where_the_program_is_served(app: Flask) -> None:
    with app.test_request_context(environ_overrides={"SCRIPT_NAME": "/regio"}):
        below = icon("clock")
    with app.test_request_context():
        above = icon("clock")
    assert 'href="/regio/' in below
    assert 'href="/regio/' not in above
    assert "#clock" in above
