"""The chapters of the guide, from one YAML file per role.

The same file drives the page and `make guide`, which opens each picture's screen in the demo region and photographs
it: a picture cannot show another screen than the text is about.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from wsp.accounts.permissions import PORTAL_ROLES, Role

FOLDER: Final = Path(__file__).parent / "chapters"
PICTURES: Final = Path(__file__).parent.parent / "static/wsp/guide"

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Picture:
    """A screen: where to start, what to click on the way (Playwright selectors), and what it shows."""

    start: str
    alt: str
    follow: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """One thing that somebody does: why, in which steps, and how it looks."""

    id: str
    title: str
    text: str
    steps: tuple[str, ...] = ()
    tip: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Guide:
    """All chapters for one role; `account` is the demo account whose screens are shown."""

    name: str
    title: str
    intro: str
    roles: tuple[Role, ...]
    chapters: tuple[Chapter, ...]

    @property
    def for_employers(self) -> bool:
        """True for the guide of the portal; colleagues may read it too, employers read no other."""
        return not PORTAL_ROLES.isdisjoint(self.roles)

    def picture_file(self, chapter: Chapter) -> str:
        """Name of a chapter's picture below the folder of pictures."""
        return f"{self.name}-{chapter.id}.png"


@cache
def guides() -> dict[str, Guide]:
    """Every guide by its name, in the order of the roles."""
    found = [_guide(path) for path in FOLDER.glob("*.yaml")]
    order = list(Role)
    return {guide.name: guide for guide in sorted(found, key=lambda guide: order.index(guide.roles[0]))}


def pieces(text: str) -> list[tuple[bool, str]]:
    """A sentence in pieces: (True, text) is something that stands on the screen, and is shown bold."""
    return [(number % 2 == 1, part) for number, part in enumerate(_BOLD.split(text)) if part]


def quoted(guide: Guide) -> set[str]:
    """Everything the guide says that stands on a screen."""
    texts = [
        text
        for chapter in guide.chapters
        for text in (chapter.text, chapter.tip, *chapter.steps)
    ]  # fmt: skip
    return {part for text in texts for bold, part in pieces(text) if bold}


def _guide(path: Path) -> Guide:
    raw: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Guide(
        name=path.stem,
        title=raw["title"],
        intro=raw["intro"],
        roles=tuple(Role(role) for role in raw["roles"]),
        chapters=tuple(_chapter(each) for each in raw["chapters"]),
    )


def _chapter(raw: dict[str, Any]) -> Chapter:
    picture = raw.get("picture")
    return Chapter(
        id=raw["id"],
        title=raw["title"],
        text=raw["text"],
        steps=tuple(raw.get("steps", ())),
        tip=raw.get("tip", ""),
        picture=Picture(picture["start"], picture["alt"], tuple(picture.get("follow", ()))) if picture else None,
    )
