"""The application factory: wiring only."""

import importlib
from typing import Final

from flask import Flask
from jinja2 import StrictUndefined

from wsp.foundation import crypto, db, logging
from wsp.settings import Settings, load_settings

VIEW_MODULES: Final[tuple[str, ...]] = ()
"""Modules under `wsp.web` that hold a `blueprint`; one line each, sorted. A page not reached from here does not exist."""


def create_app(settings: Settings | None = None) -> Flask:
    """A configured application. The process's database is configured here unless somebody did so before."""
    settings = settings or load_settings()
    logging.configure(settings.log_level)
    crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
    if db._Current.database is None:  # noqa: SLF001 (the wiring may look; rooms may not)
        db.configure(db.Database(settings.database_url))
    app = Flask("wsp", template_folder=str(settings.templates_dir), static_folder=None)
    app.config.update(SECRET_KEY=settings.secret_key, WSP=settings)
    app.jinja_env.undefined = StrictUndefined
    app.url_map.strict_slashes = True
    for name in VIEW_MODULES:
        app.register_blueprint(importlib.import_module(f"wsp.web.{name}").blueprint)
    return app
