"""The application factory: wiring only."""

import importlib
from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from wsp import models as _all_models  # noqa: F401 (an erasure looks in every table there is)
from wsp.api import application as api
from wsp.couplings import sending
from wsp.foundation import crypto, db, log_server, logging, mailer, metrics
from wsp.foundation.files import settings as files
from wsp.settings import Settings, load_settings
from wsp.web import (
    access,
    blocks,
    bodies,
    csrf,
    errors,
    i18n,
    layout,
    login_rules,
    messages,
    requests,
    security,
    speech,
    statics,
    theme,
    transaction,
)

VIEW_MODULES: Final[tuple[str, ...]] = (
    "accounts.asking",
    "accounts.diary",
    "accounts.factors",
    "accounts.federation",
    "accounts.links",
    "accounts.own",
    "accounts.proof",
    "accounts.sessions",
    "accounts.steps",
    "accounts.views",
    "banenafspraak.simulating",
    "banenafspraak.views",
    "candidates.views",
    "coaching.views",
    "cohorts.views",
    "couplings.views",
    "decisions.views",
    "documents.views",
    "duplicates.views",
    "employers.views",
    "guide.views",
    "imports.views",
    "introductions.views",
    "lists.views",
    "mails.views",
    "oversight.views",
    "payments.views",
    "placements.views",
    "policy.views",
    "portal.benefits",
    "portal.employees",
    "portal.messages",
    "portal.notices",
    "portal.obligations",
    "portal.offers",
    "portal.organisation",
    "portal.posting",
    "portal.start",
    "portal.vacancies",
    "privacy.views",
    "region.views",
    "search.views",
    "searches.views",
    "shortlists.views",
    "social_return.views",
    "site.metrics",
    "site.views",
    "style.views",
    "vacancies.views",
    "worklist.views",
)
"""Modules under `wsp.web` with a `blueprint`; one line each, sorted. A page not reached from here does not exist."""

_LARGEST_BODY: Final = 10 * 1024 * 1024
"""Bytes; a form alone may have half a megabyte."""


def create_app(settings: Settings | None = None, *, more: Iterable[Blueprint] = ()) -> Flask:
    """A configured application. The process's database is configured here unless somebody did so before.

    `more` are pages beside the program's own; they too must declare who may enter.
    """
    settings = settings or load_settings()
    logging.configure(settings.log_level)
    crypto.configure(crypto.Keyring(settings.encryption_keys, settings.lookup_key))
    mailer.configure(settings.mail)
    sending.configure(sending.SendingSettings(anywhere=settings.mode != "production"))
    files.configure(settings.files)
    log_server.configure(settings.log_server)
    if db._Current.database is None:  # noqa: SLF001 (the wiring may look; rooms may not)
        db.configure(db.Database(settings.database_url))
    metrics.watch_pool(db.database().engine)
    app = Flask("wsp", template_folder=str(settings.templates_dir), static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        WSP=settings,
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=_LARGEST_BODY,
        # Flask's own signed cookie only carries messages to the next page; log-ins live on the server.
        SESSION_COOKIE_NAME="__Host-wsp-page" if settings.https else "wsp-page",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.url_map.strict_slashes = True
    app.wsgi_app = api.mounted(app.wsgi_app, settings)  # type: ignore[method-assign]  # how a WSGI wrapper is put on
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # how a WSGI wrapper is put on
    requests.init_app(app, settings)
    transaction.init_app(app)
    messages.init_app(app)
    errors.init_app(app)
    i18n.init_app(app)
    layout.init_app(app, settings)
    speech.init_app(app)
    bodies.init_app(app, settings)
    csrf.init_app(app)
    login_rules.init_app(app, settings)
    security.init_app(app, settings)
    statics.init_app(app)
    blocks.init_app(app)
    app.register_blueprint(statics.blueprint)
    theme.init_app(app, settings.theme)
    app.register_blueprint(theme.blueprint)
    for name in VIEW_MODULES:
        app.register_blueprint(importlib.import_module(f"wsp.web.{name}").blueprint)
    for blueprint in more:
        app.register_blueprint(blueprint)
    # Last: the gate closes over every endpoint registered above, and refuses the start when one declares nothing.
    access.init_app(app)
    return app
