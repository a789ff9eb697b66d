"""What this installation asks of who logs in: the settings, in the words of accounts."""

from typing import cast

from flask import Flask, current_app

from wsp.accounts.oidc.client import Providers
from wsp.accounts.oidc.configuration import ConfigurationError, load
from wsp.accounts.permissions import Role
from wsp.accounts.rules import LoginRules
from wsp.settings import Settings, SettingsError

_KEY = "WSP_LOGIN"
_PROVIDERS = "WSP_PROVIDERS"
EVERYBODY = "alle"


def init_app(app: Flask, settings: Settings) -> None:
    """Check the names of the roles and the file with providers once, at the start."""
    app.config[_KEY] = made_from(settings)
    app.config[_PROVIDERS] = _providers(settings)
    app.jinja_env.globals["providers"] = providers


def login_rules() -> LoginRules:
    """The rules of this installation."""
    return cast("LoginRules", current_app.config[_KEY])


def providers() -> Providers:
    """The OIDC providers of this installation."""
    return cast("Providers", current_app.config[_PROVIDERS])


def _providers(settings: Settings) -> Providers:
    if settings.oidc_file is None:
        return Providers()
    try:
        return Providers(load(settings.oidc_file, settings.oidc_secrets))
    except ConfigurationError as error:
        raise SettingsError(str(error)) from error


def made_from(settings: Settings) -> LoginRules:
    """The rules that these settings say; raises SettingsError for a role that does not exist."""
    unknown = set(settings.factor_roles) - {*Role, EVERYBODY}
    if unknown:
        message = f"WSP_FACTOR_ROLES names no role: {', '.join(sorted(unknown))}. Use alle, or: {', '.join(Role)}."
        raise SettingsError(message)
    everybody = EVERYBODY in settings.factor_roles
    return LoginRules(
        factor_roles=frozenset(Role) if everybody else frozenset(Role(role) for role in settings.factor_roles),
        local_accounts=settings.local_accounts,
        break_glass=frozenset(settings.break_glass),
    )
