"""`make look ROLE=accountmanager`: pictures of that role's pages at 1280 and 360 px, with a line of axe for each.

Uses the demo of this project's data folder (loaded when it is not there yet), also while `make demo` runs. The pages
are found by clicking, so what has no picture is not reachable. Pictures go into look/<role>/.
"""

import os
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser

from tests.e2e import chromium
from tests.e2e.crawling import Stop, Tour, signed_in_client, tour
from tests.e2e.judging import unjudged
from tests.e2e.serving import application, serving
from tests.e2e.watching import PHONE, WIDE, Watched, watched
from wsp import demo
from wsp.accounts import demo as accounts
from wsp.accounts.permissions import Role
from wsp.runtime import runtime
from wsp.settings import PROJECT_ROOT

_LONGEST_PICTURE = 6000
"""Pixels; a list of hundreds of rows needs no picture of its end."""


def main() -> None:
    """Look at the pages of the role on the command line."""
    role = _role(sys.argv[1:])
    email = next(each.email for each in accounts.ACCOUNTS if each.role == role)
    folder = PROJECT_ROOT / "look" / role
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ.setdefault("WSP_MODE", "demo")
    os.environ.setdefault("WSP_LOG_LEVEL", "ERROR")
    with runtime() as running:
        demo.load(progress=_say, missing_only=True)
        app = application(running.settings)
        found = tour(app, signed_in_client(app, email), role)
        with serving(app) as origin, chromium.launched() as browser:
            bad = _pictures(browser, origin, email, found, folder)
    for name in found.unreached:
        _say(f"-    {name}: no link leads here")
    _say(f"{len(found.stops)} pages of {role}, {bad} with something to mend; pictures in look/{role}/")
    sys.exit(bad > 0)


def _pictures(browser: Browser, origin: str, email: str, found: Tour, folder: Path) -> int:
    bad = 0
    with watched(browser, origin) as screen:
        screen.sign_in(email)
        for number, stop in enumerate(found.stops, start=1):
            began = time.monotonic()
            problems = _look_at(screen, stop, folder / f"{number:02d}-{stop.endpoint}")
            bad += bool(problems)
            mark = "bad" if problems else "ok "
            _say(f"{mark}  {stop.endpoint:32} {stop.path[:60]:60} {time.monotonic() - began:4.1f} s")
            for problem in problems:
                _say(f"       {problem}")
    return bad


def _look_at(screen: Watched, stop: Stop, target: Path) -> list[str]:
    """Picture and axe at both widths; gives what is wrong."""
    before = len(screen.problems)
    problems: list[str] = []
    for width in (WIDE, PHONE):
        screen.page.set_viewport_size({"width": width, "height": 900})
        status = screen.open(stop.path)
        if status >= 400:  # noqa: PLR2004 (said by the line itself)
            problems.append(f"{width} px: status {status}")
        audit = screen.axe()
        problems += [f"{width} px: {each}" for each in (*audit.violations, *unjudged(audit.incomplete))]
        problems += [f"{width} px: wider than the window: {each}" for each in screen.sticks_out()]
        screen.picture(target.with_name(f"{target.name}-{width}.png"), tallest=_LONGEST_PICTURE)
    return problems + screen.problems[before:]


def _role(arguments: list[str]) -> Role:
    known = {each.role for each in accounts.ACCOUNTS}
    try:
        role = Role(arguments[0] if arguments else Role.ACCOUNT_MANAGER)
    except ValueError:
        role = None
    if role is None or role not in known:
        sys.exit(f"look: '{arguments[0]}' is no role of the demo; use one of {', '.join(sorted(known))}.")
    return role


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except chromium.NoBrowser as error:
        sys.exit(f"look: {error}")
