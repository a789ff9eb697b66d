"""Clients that are logged in, and the option that writes the authorisation matrix anew."""

import pytest

from tests.web.conftest import app, application, client_as, visitor

__all__ = ["app", "application", "client_as", "visitor"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Only there when these tests are named on the command line."""
    parser.addoption("--write-matrix", action="store_true", help="write tests/authorisation/matrix.yaml anew")
