"""Made-up people: names from several backgrounds, put together by chance."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from wsp.demo.chance import Chance
from wsp.demo.plan import material
from wsp.foundation.sortkey import sort_key


@dataclass(frozen=True)
class Name:
    """A made-up name. `group` is the list it came from; it is used for nothing but the level of Dutch."""

    first: str
    prefix: str | None
    last: str
    sex: str
    group: str

    @property
    def full(self) -> str:
        """The name as it is read."""
        return " ".join(part for part in (self.first, self.prefix, self.last) if part)

    @property
    def sort_key(self) -> str:
        """As lists are ordered."""
        return sort_key(self.last, self.prefix, self.first)

    @property
    def mailbox(self) -> str:
        """The first half of a made-up e-mail address."""
        return ".".join("".join(char for char in part if char.isalnum()) for part in sort_key(self.full).split())


@cache
def _groups() -> dict[str, Any]:
    return {group["code"]: group for group in material("names")["groups"]}


def person_name(chance: Chance) -> Name:
    """Return a made-up name; one in ten has a first name from another list than the last name."""
    groups = _groups()
    shares = {code: float(group["share"]) for code, group in groups.items()}
    code = chance.weighted(shares)
    last_code = code if chance.yes(0.9) else chance.weighted(shares)
    sex = "vrouw" if chance.yes(0.47) else "man"
    first = chance.one(groups[code]["women" if sex == "vrouw" else "men"])
    prefixed = groups[last_code].get("prefixed")
    if prefixed and chance.yes(0.22):
        prefix, last = chance.one(prefixed)
        return Name(first, prefix, last, sex, code)
    last = chance.one(groups[last_code]["last"])
    if last_code == "nederlands" and chance.yes(0.06):
        other = chance.one(groups["nederlands"]["last"])
        last = f"{last}-{other}" if other != last else last
    return Name(first, None, last, sex, code)


def spoken_dutch(chance: Chance, group: str) -> int:
    """Return a level of spoken Dutch that is usual for somebody from this list."""
    weights: dict[int, float] = {level: float(weight) for level, weight in _groups()[group]["language"]}
    return chance.weighted(weights)
