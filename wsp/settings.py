"""Settings: the only place that reads the process environment.

Outside demo and test mode nothing has a silent default: a missing or example secret stops the start (S14).
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from cryptography.fernet import Fernet

from wsp.foundation.files.settings import MEGABYTE, FileSettings
from wsp.foundation.log_server import LogServer
from wsp.foundation.mailer.settings import MailSettings, SmtpServer

PROJECT_ROOT = Path(__file__).resolve().parent.parent

Mode = Literal["demo", "test", "production"]


class SettingsError(Exception):
    """A setting is missing or unsafe; the message is one clear line for whoever starts the program."""


@dataclass(frozen=True)
class Theme:
    """The look: a stylesheet of NL Design System tokens, set under one class."""

    css_class: str = "voorbeeld-theme"
    file: Path | None = None
    """None: the neutral theme that comes with the program."""


@dataclass(frozen=True)
class Settings:
    """Everything the program is told from outside.

    The three database URLs belong to three roles: `database_url` (role app: no DDL, no change to audit rows),
    `owner_database_url` (migrations) and `retention_database_url` (the only role that erases).
    """

    mode: Mode
    database_url: str
    owner_database_url: str
    """Empty where nobody migrates: the web server and the worker do without, and cannot leak what they do not have."""
    retention_database_url: str
    """Empty where nothing is erased."""
    secret_key: str = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    """Fernet keys, newest first; older ones stay to read rows that were not yet rotated."""
    lookup_key: str = field(repr=False)
    """HMAC key for searching encrypted columns; never one of the encryption keys."""
    data_dir: Path
    templates_dir: Path = PROJECT_ROOT / "templates"
    migrations_dir: Path = PROJECT_ROOT / "migrations"
    factor_roles: tuple[str, ...] = ()
    """Roles that must have a second factor; ("alle",) for everybody. Checked against the roles at the start."""
    local_accounts: bool = True
    """False: nobody logs in with a password, apart from `break_glass`. Off by itself as soon as there is a provider."""
    break_glass: tuple[str, ...] = ()
    """Addresses of emergency accounts."""
    oidc_file: Path | None = None
    """YAML file with the OIDC providers (docs/login.md)."""
    oidc_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Client secret per provider: WSP_OIDC_SECRET_<NAME>."""
    contact_email: str = "wsp@demo.example"
    """Where visitors ask for help and report a leak; shown on public pages and in security.txt."""
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    https: bool = True
    proxy_hops: int = 0
    log_level: str = "INFO"
    files: FileSettings = field(default_factory=FileSettings)
    """The largest upload, and the virus scanner."""
    metrics_token: str = field(default="", repr=False)
    """What a scraper shows to read /metrics; without one that page does not exist."""
    pg_bin: Path | None = None
    """Folder of pg_dump and pg_restore, where they are not on the PATH."""
    mail: MailSettings = field(default_factory=MailSettings)
    """Where mail goes out, and where its links lead."""
    log_server: LogServer | None = None
    """Where the processing log goes; None: it stays here only."""
    theme: Theme = field(default_factory=Theme)
    """How pages look (docs/theme.md)."""

    @property
    def demo(self) -> bool:
        """True where the demo log-in banner and the style page may be shown."""
        return self.mode == "demo"

    def with_urls(self, *, app: str, owner: str, retention: str) -> "Settings":
        """The same settings for another database (tests, private server)."""
        return replace(self, database_url=app, owner_database_url=owner, retention_database_url=retention)


def data_dir(environ: Mapping[str, str] | None = None) -> Path:
    """Where the program keeps its private server, keys and files in demo and test."""
    env = os.environ if environ is None else environ
    return Path(env.get("WSP_DATA_DIR", PROJECT_ROOT / ".wsp")).resolve()


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; raises SettingsError with one line that says what to set."""
    env = os.environ if environ is None else environ
    mode = env.get("WSP_MODE", "production")
    if mode not in ("demo", "test", "production"):
        message = f"WSP_MODE is '{mode}'; use demo, test or production."
        raise SettingsError(message)
    directory = data_dir(env)
    if mode == "production":
        secret, keys, lookup = _required_secrets(env)
    else:
        secret, keys, lookup = _kept_secrets(directory)
    return Settings(
        mode=mode,  # type: ignore[arg-type]  # narrowed by the check above
        database_url=needed(_url(env, "DATABASE_URL", mode), "DATABASE_URL"),
        owner_database_url=_url(env, "OWNER_DATABASE_URL", mode),
        retention_database_url=_url(env, "RETENTION_DATABASE_URL", mode),
        secret_key=secret,
        encryption_keys=keys,
        lookup_key=lookup,
        data_dir=directory,
        factor_roles=_list(env.get("WSP_FACTOR_ROLES", "alle" if mode == "production" else "")),
        local_accounts=env.get("WSP_LOCAL_ACCOUNTS", "0" if env.get("WSP_OIDC_FILE") else "1") == "1",
        oidc_file=Path(env["WSP_OIDC_FILE"]) if env.get("WSP_OIDC_FILE") else None,
        oidc_secrets=_oidc_secrets(env),
        break_glass=_list(env.get("WSP_BREAK_GLASS", "").casefold()),
        contact_email=_contact(env, mode),
        hosts=_list(env.get("WSP_HOSTS", "127.0.0.1,localhost")),
        https=env.get("WSP_HTTPS", "1" if mode == "production" else "0") == "1",
        proxy_hops=int(env.get("WSP_PROXY_HOPS", "0")),
        log_level=env.get("WSP_LOG_LEVEL", "INFO"),
        files=_files(env, mode),
        metrics_token=_metrics_token(env),
        pg_bin=Path(env["WSP_PG_BIN"]) if env.get("WSP_PG_BIN") else None,
        mail=_mail(env, mode),
        log_server=_log_server(env),
        theme=_theme(env),
    )


def needed(url: str, name: str) -> str:
    """The URL of a role that this command cannot do without; raises SettingsError."""
    if not url:
        message = f"{name} is not set. Set it, or start with `make demo`, which brings its own database server."
        raise SettingsError(message)
    return url


def _url(env: Mapping[str, str], name: str, mode: str) -> str:
    """Psycopg 3 is the only driver; accept the plain scheme that people and platforms write."""
    value = env.get(name, "")
    if mode == "production" and "example" in (urlsplit(value).password or "").lower():
        message = f"{name} still has the example password. Give the role a password of its own."
        raise SettingsError(message)
    for plain in ("postgres://", "postgresql://"):
        if value.startswith(plain):
            return "postgresql+psycopg://" + value.removeprefix(plain)
    return value


def _oidc_secrets(env: Mapping[str, str]) -> dict[str, str]:
    """Per provider, by its name in small letters with hyphens; an empty one is as good as none."""
    begin = "WSP_OIDC_SECRET_"
    return {
        name.removeprefix(begin).lower().replace("_", "-"): value
        for name, value in env.items()
        if name.startswith(begin) and value
    }


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _contact(env: Mapping[str, str], mode: str) -> str:
    address = env.get("WSP_CONTACT_EMAIL", "" if mode == "production" else Settings.contact_email)
    if "@" not in address:
        message = "WSP_CONTACT_EMAIL is not set. Give the address where visitors ask for help and report a leak."
        raise SettingsError(message)
    return address


def _files(env: Mapping[str, str], mode: str) -> FileSettings:
    """Without a virus scanner nobody opens what was handed in, unless the setting says so; the demo may."""
    scanner = env.get("WSP_CLAMAV", "")
    if scanner and not scanner.startswith(("tcp://", "unix:")):
        message = "WSP_CLAMAV is no address. Use tcp://host:3310 or unix:/path/to/clamd.sock."
        raise SettingsError(message)
    unscanned = env.get("WSP_UNSCANNED_FILES", "block" if mode == "production" else "allow")
    if unscanned not in ("allow", "block"):
        message = f"WSP_UNSCANNED_FILES is '{unscanned}'; use allow or block."
        raise SettingsError(message)
    return FileSettings(
        largest=int(env.get("WSP_UPLOAD_MB", "20")) * MEGABYTE,
        scanner=scanner,
        unscanned=unscanned,  # type: ignore[arg-type]  # narrowed by the check above
    )


def _metrics_token(env: Mapping[str, str]) -> str:
    token = env.get("WSP_METRICS_TOKEN", "")
    if token and (len(token) < 32 or "example" in token.lower()):  # noqa: PLR2004 (as the other secrets)
        message = "WSP_METRICS_TOKEN is too short or still the example value. Leave it out, or give 32 characters."
        raise SettingsError(message)
    return token


def _theme(env: Mapping[str, str]) -> Theme:
    """A theme of one's own has a file, and a class that occurs in it: else every page would come without colours."""
    path, name = env.get("WSP_THEME_FILE", ""), env.get("WSP_THEME_CLASS", "")
    if not path and not name:
        return Theme()
    if not path or not re.fullmatch(r"[A-Za-z][\w-]*", name):
        message = "WSP_THEME_FILE and WSP_THEME_CLASS belong together: a stylesheet, and the class of its tokens."
        raise SettingsError(message)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"WSP_THEME_FILE cannot be read as text: {path}"
        raise SettingsError(message) from error
    if not re.search(rf"\.{re.escape(name)}(?![\w-])", text):
        message = f"WSP_THEME_FILE holds no rule for the class '{name}' of WSP_THEME_CLASS."
        raise SettingsError(message)
    return Theme(name, Path(path).resolve())


def _log_server(env: Mapping[str, str]) -> LogServer | None:
    """The log server, when one is named; never over a line that others can read."""
    url = env.get("WSP_LOG_SERVER", "")
    if not url:
        return None
    address = urlsplit(url)
    if address.scheme != "https" or not address.hostname:
        message = "WSP_LOG_SERVER must start with https://; the processing log goes over TLS only."
        raise SettingsError(message)
    if address.username or address.password:
        message = "WSP_LOG_SERVER holds a password; give it as WSP_LOG_SERVER_TOKEN."
        raise SettingsError(message)
    ca_file = env.get("WSP_LOG_SERVER_CA_FILE", "")
    return LogServer(url, env.get("WSP_LOG_SERVER_TOKEN", ""), Path(ca_file) if ca_file else None)


def _mail(env: Mapping[str, str], mode: str) -> MailSettings:
    """Links lead to WSP_BASE_URL; without it to the first host that is served."""
    scheme = "https" if env.get("WSP_HTTPS", "1" if mode == "production" else "0") == "1" else "http"
    first_host = env.get("WSP_HOSTS", "localhost").split(",")[0].strip()
    base_url = env.get("WSP_BASE_URL", f"{scheme}://{first_host}").rstrip("/")
    if not base_url.startswith(("http://", "https://")):
        message = "WSP_BASE_URL must start with https://; it is the address that links in mails lead to."
        raise SettingsError(message)
    return MailSettings(
        base_url=base_url,
        sender=env.get("WSP_MAIL_FROM", "") or _contact(env, mode),
        sender_name=env.get("WSP_MAIL_NAME", MailSettings.sender_name),
        server=_smtp_server(env),
        keep_content=mode == "demo",
    )


def _smtp_server(env: Mapping[str, str]) -> SmtpServer | None:
    """The mail server, when one is named; without one mail waits in the outbox."""
    host = env.get("WSP_SMTP_HOST", "")
    if not host:
        return None
    security = env.get("WSP_SMTP_SECURITY", "starttls")
    if security not in ("starttls", "tls", "none"):
        message = f"WSP_SMTP_SECURITY is '{security}'; use starttls, tls or none."
        raise SettingsError(message)
    if security == "none" and env.get("WSP_SMTP_PASSWORD"):
        message = "WSP_SMTP_PASSWORD would go over the line unencrypted; set WSP_SMTP_SECURITY to starttls or tls."
        raise SettingsError(message)
    ca_file = env.get("WSP_SMTP_CA_FILE", "")
    return SmtpServer(
        host=host,
        port=int(env.get("WSP_SMTP_PORT", "465" if security == "tls" else "587")),
        security=security,  # type: ignore[arg-type]  # narrowed by the check above
        user=env.get("WSP_SMTP_USER", ""),
        password=env.get("WSP_SMTP_PASSWORD", ""),
        ca_file=Path(ca_file) if ca_file else None,
    )


def _required_secrets(env: Mapping[str, str]) -> tuple[str, tuple[str, ...], str]:
    found = {name: env.get(name, "") for name in ("WSP_SECRET_KEY", "WSP_ENCRYPTION_KEYS", "WSP_LOOKUP_KEY")}
    for name, value in found.items():
        if len(value) < 32 or "example" in value.lower():  # noqa: PLR2004 (32 characters: 128 bits and more in hex)
            message = f"{name} is missing, too short or still the example value. Generate one with `wsp keys new`."
            raise SettingsError(message)
    keys = tuple(key.strip() for key in found["WSP_ENCRYPTION_KEYS"].split(",") if key.strip())
    for key in keys:
        try:
            Fernet(key)
        except ValueError as error:
            message = "WSP_ENCRYPTION_KEYS holds a value that is no Fernet key. Generate one with `wsp keys new`."
            raise SettingsError(message) from error
    return found["WSP_SECRET_KEY"], keys, found["WSP_LOOKUP_KEY"]


def _kept_secrets(directory: Path) -> tuple[str, tuple[str, ...], str]:
    """Demo and test make their own keys once, so that a second start still reads the first one's rows."""
    path = directory / "keys"
    if not path.exists():
        directory.mkdir(parents=True, exist_ok=True)
        lines = [secrets.token_hex(32), Fernet.generate_key().decode(), secrets.token_hex(32)]
        path.write_text("\n".join(lines) + "\n", encoding="ascii")
        path.chmod(0o600)
    secret, key, lookup = path.read_text(encoding="ascii").split()
    return secret, (key,), lookup
