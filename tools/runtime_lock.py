"""`python tools/runtime_lock.py`: the part of requirements.lock that the running program needs, on standard output.

The lock holds everything, development tools included. For an image this keeps what pyproject.toml's `dependencies`
need, found by the lock's own "via" notes. Standard library only: it runs before anything is installed.

    --without NAME ...   leave these out, and what only they need
    --only NAME ...      these and what they need, nothing else
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def parse(lock: str) -> dict[str, tuple[str, set[str]]]:
    """Package -> its lines, and who asked for it."""
    found: dict[str, tuple[str, set[str]]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock.strip()):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        name = normal(re.split(r"[=\[ ;]", lines[0], maxsplit=1)[0])
        notes = " ".join(line.strip(" #") for line in lines if line.lstrip().startswith("#"))
        asked = {normal(each) for each in notes.removeprefix("via").split() if not each.startswith("(")}
        kept = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
        # One package may stand there twice, for different versions of Python.
        before, askers = found.get(name, ("", set()))
        found[name] = (before + kept + "\n", askers | asked)
    return found


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(lock: dict[str, tuple[str, set[str]]], wanted: set[str], without: set[str]) -> set[str]:
    """`wanted` and what they need."""
    chosen = wanted - without
    while True:
        more = {name for name, (_, asked) in lock.items() if asked & chosen} - chosen - without
        if not more:
            return chosen
        chosen |= more


def direct() -> set[str]:
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {normal(re.split(r"[\[<>=!~; ]", each, maxsplit=1)[0]) for each in project["dependencies"]}


def select(*, without: set[str] = frozenset(), only: set[str] = frozenset()) -> str:  # type: ignore[assignment]  # an empty one is never changed
    """The lines of the lock for an image."""
    lock = parse((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    wanted = {normal(each) for each in only} or direct()
    missing = wanted - lock.keys()
    if missing:
        sys.exit(f"runtime_lock: not in requirements.lock: {', '.join(sorted(missing))}")
    chosen = needed(lock, wanted, {normal(each) for each in without})
    return "".join(lock[name][0] for name in sorted(chosen & lock.keys()))


def main() -> None:
    """Write the lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    sys.stdout.write(select(without=set(options.without), only=set(options.only)))


if __name__ == "__main__":
    main()
