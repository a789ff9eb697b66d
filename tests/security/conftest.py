"""The web's clients, for what must hold for every door."""

from tests.web.conftest import app, application, client_as

__all__ = ["app", "application", "client_as"]
