"""The application and its clients, as the tests of pages have them."""

from tests.web.conftest import app, application, client_as, visitor

__all__ = ["app", "application", "client_as", "visitor"]
