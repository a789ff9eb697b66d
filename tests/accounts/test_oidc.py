"""The configuration of providers, a provider of somebody else's making, and rights that are taken away for good."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import yaml
from authlib.deprecate import AuthlibDeprecationWarning

from tests.accounts import factories
from wsp.accounts import queries, service
from wsp.accounts.models import ExternalIdentity
from wsp.accounts.oidc.client import Client, Verified
from wsp.accounts.oidc.configuration import ConfigurationError, Place, Provider, load
from wsp.accounts.oidc.errors import LoginElsewhereRefused, NoRole
from wsp.accounts.permissions import Role
from wsp.accounts.service import federation
from wsp.foundation import db
from wsp.settings import PROJECT_ROOT, Settings, SettingsError, load_settings
from wsp.web.login_rules import _providers

GOOD: dict[str, Any] = {
    "name": "gemeente",
    "label": "Gemeente Proefstad",
    "issuer": "https://login.example/huurder/v2.0",
    "client_id": "wsp",
    "key": ["tid", "oid"],
    "require": {"tid": ["huurder"]},
    "roles": {"claim": "roles", "values": {"WSP.Beheer": "beheerder"}},
    "organisation": {"name": "Gemeente Proefstad", "region": "AM01"},
}
SECRETS = {"gemeente": "geheim", "eherkenning": "geheim"}


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a configuration."""

    def write(*providers: dict[str, Any]) -> Path:
        path = tmp_path / "oidc.yaml"
        path.write_text(yaml.safe_dump({"providers": list(providers)}), encoding="utf-8")
        return path

    return write


def test_a_provider_is_read_with_its_secret_from_elsewhere(written: Callable[..., Path]) -> None:
    (provider,) = load(written(GOOD), SECRETS)
    assert provider.place == Place("Gemeente Proefstad", "AM01")
    assert provider.roles == {"WSP.Beheer": Role.ADMINISTRATOR}
    assert (provider.algorithms, provider.provision, provider.for_employers) == (("RS256",), True, False)
    assert "geheim" not in repr(provider)


def test_the_examples_of_the_manual_can_be_used(tmp_path: Path) -> None:
    text = (PROJECT_ROOT / "docs" / "login.md").read_text(encoding="utf-8")
    example = text.partition("```yaml\n")[2].partition("```")[0]
    path = tmp_path / "oidc.yaml"
    path.write_text(example, encoding="utf-8")
    providers = load(path, SECRETS)
    assert [(each.name, each.for_employers) for each in providers] == [("gemeente", False), ("eherkenning", True)]


@pytest.mark.rule("O1")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"algorithms": ["none"]}, "may sign with"),
        ({"algorithms": ["HS256"]}, "may sign with"),
        ({"algorithms": []}, "may sign with"),
        ({"issuer": "http://login.example"}, "https://"),
        ({"name": "Met Spatie"}, "needs a name"),
        ({"name": "ander"}, "WSP_OIDC_SECRET_ANDER"),
        ({"client_secret": "in het bestand"}, "unknown settings: client_secret"),
        ({"roles": {"claim": "roles", "values": {"x": "baas"}}}, "role that does not exist"),
        ({"roles": {"claim": "roles"}}, "needs roles"),
        ({"organisation": {"name": "Gemeente"}}, "name and region"),
        ({"organisation": {"kvk_claim": "kvk"}}, "roles of employers"),
        ({"roles": {"fixed": ["werkgever"]}}, "roles of employers"),
        ({"organisation": {"kvk_claim": "kvk", "name": "x", "region": "AM01"}}, "one of"),
        ({"label": ""}, "needs `label`"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(written: Callable[..., Path], change: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        load(written(GOOD | change), SECRETS)


def test_a_file_that_cannot_be_used_stops_the_start(tmp_path: Path, settings: Settings) -> None:
    environ = {"WSP_MODE": "test", "WSP_DATA_DIR": str(settings.data_dir)} | dict.fromkeys(
        ("DATABASE_URL", "OWNER_DATABASE_URL", "RETENTION_DATABASE_URL"), "postgresql://nowhere/x"
    )
    for content in ("providers: [", "iets: anders"):
        path = tmp_path / "oidc.yaml"
        path.write_text(content, encoding="utf-8")
        loaded = load_settings(environ | {"WSP_OIDC_FILE": str(path), "WSP_OIDC_SECRET_MIJN_GEMEENTE": "geheim"})
        assert loaded.oidc_secrets == {"mijn-gemeente": "geheim"}
        assert not loaded.local_accounts, "off by itself as soon as there is a provider"
        with pytest.raises(SettingsError):
            _providers(loaded)
    with pytest.raises(SettingsError):
        _providers(load_settings(environ | {"WSP_OIDC_FILE": str(tmp_path / "weg.yaml")}))


@pytest.fixture
def foreign() -> Iterator[str]:
    """Another project's test provider, on a free port; gives its address."""
    with warnings.catch_warnings():
        # That package still uses a part of Authlib that will move; ours does not.
        warnings.simplefilter("ignore", AuthlibDeprecationWarning)
        warnings.filterwarnings("ignore", "get_jwt_config", DeprecationWarning)
        import oidc_provider_mock

        user = oidc_provider_mock.User(sub="anna", claims={"roles": ["WSP.Beheer"], "tid": "h", "oid": "o-1"})
        with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=[user]) as server:
            yield f"http://localhost:{server.server_port}"


@pytest.mark.rule("O1")
def test_the_whole_way_with_a_provider_that_is_not_ours(foreign: str) -> None:
    provider = Provider(
        "elders", "Elders", foreign, "wsp", "geheim", key=("tid", "oid"), role_claim="roles",
        roles={"WSP.Beheer": Role.ADMINISTRATOR}, place=Place("Gemeente Proefstad", "AM01"),
    )  # fmt: skip
    client = Client(provider)
    redirect = "http://localhost/inloggen/met/elders/terug"
    address, pending = client.start(redirect)
    approved = requests.post(address, data={"sub": "anna"}, allow_redirects=False, timeout=5)
    answer = {name: values[0] for name, values in parse_qs(urlsplit(approved.headers["Location"]).query).items()}
    verified = client.finish(pending, redirect, answer)
    assert (verified.claims["sub"], verified.claims["oid"]) == ("anna", "o-1")
    with pytest.raises(LoginElsewhereRefused):
        client.finish(pending, redirect, answer)  # the code was used
    address, pending = client.start(redirect)
    denied = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=5)
    answer = {name: values[0] for name, values in parse_qs(urlsplit(denied.headers["Location"]).query).items()}
    with pytest.raises(LoginElsewhereRefused):
        client.finish(pending, redirect, answer | {"state": pending.state})
    assert (client.logout_address(id_token="x", back="http://localhost/") or "").startswith(foreign)


@pytest.mark.rule("O4")
def test_a_role_that_is_gone_at_home_is_gone_here_although_the_log_in_is_refused(committed: Settings) -> None:
    provider = Provider(
        "gemeente", "Gemeente", "https://login.example", "wsp", "geheim", role_claim="roles",
        roles={"B": Role.ADMINISTRATOR}, place=Place("Gemeente Proefstad", "AM01"),
    )  # fmt: skip
    claims = {"sub": "anna", "email": "anna@elders.example", "roles": ["B"]}
    with db.unit_of_work("AM01") as session:
        factories.organisation(session)
    with db.unit_of_work(None) as session:
        token = federation.log_in_from(session, provider, Verified(claims, "token")).token
    with db.unit_of_work(None) as session:
        assert service.resume(session, token) is not None
    with pytest.raises(NoRole), db.unit_of_work(None) as session:
        federation.log_in_from(session, provider, Verified(claims | {"roles": []}, "token"))
    with db.unit_of_work(None) as session:
        user_id = session.query(ExternalIdentity.user_id).scalar()
        assert queries.workplaces(session, user_id) == ()
        assert service.resume(session, token) is None
