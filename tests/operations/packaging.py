"""What the image, the compose file and the example settings say: read once, for tests of them and with them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from cryptography.fernet import Fernet

from wsp.settings import PROJECT_ROOT

DEPLOY: Final = PROJECT_ROOT / "deploy"
COMPOSE: Final = PROJECT_ROOT / "docker-compose.yml"


@cache
def compose() -> dict[str, Any]:
    """The compose file, anchors and merges resolved."""
    loaded: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def services() -> dict[str, dict[str, Any]]:
    """Service -> what is said of it."""
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def ours() -> dict[str, dict[str, Any]]:
    """The services that run this program."""
    return {name: each for name, each in services().items() if each["image"].startswith("wsp:")}


@cache
def dockerfile() -> list[tuple[str, str]]:
    """Instructions in order, with their arguments on one line."""
    text = (PROJECT_ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def instruction(name: str) -> str:
    """The last instruction of this name."""
    return [rest for word, rest in dockerfile() if word == name][-1]


def copied() -> list[str]:
    """Folders of the project that the image holds."""
    return [rest.split()[0] for word, rest in dockerfile() if word == "COPY" and not rest.startswith("--from")]


def health_command() -> list[str]:
    """What the image runs to know that the web server is well."""
    found: list[str] = json.loads(instruction("HEALTHCHECK").partition("CMD ")[2])
    return found


def image_environment() -> dict[str, str]:
    """What the image sets."""
    pairs = re.findall(r"(\w+)=(\S+)", instruction("ENV"))
    return dict(pairs)


def example(name: str) -> dict[str, str]:
    """One of the example files, by the name it gets: wsp.env."""
    lines = (DEPLOY / f"{name}.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def given(service: str) -> dict[str, str]:
    """The environment of a service with the example files as they are."""
    found = image_environment()
    for name in services()[service]["env_file"]:
        found |= example(Path(name).name)
    return found


def real(environment: dict[str, str]) -> dict[str, str]:
    """The same with secrets of one's own in place of the examples."""
    secrets = {
        "WSP_SECRET_KEY": "a1" * 32,
        "WSP_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "WSP_LOOKUP_KEY": "b2" * 32,
        "WSP_METRICS_TOKEN": "c3" * 32,
    }
    changed = {name: re.sub(r"example-\w+@", "made-for-this-test@", value) for name, value in environment.items()}
    return changed | {name: value for name, value in secrets.items() if name in environment}
