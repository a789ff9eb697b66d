"""`make audit`: every page of every role in the full matrix, on a database of its own; the report goes to audit/.

The matrix: 1280 px, 320 px, forced colours, text spacing of WCAG 1.4.12, a region without data, and every form after
it was sent empty. The database is thrown away, since sending forms changes it.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser

from tests.e2e import chromium
from tests.e2e.crawling import signed_in_client, tour
from tests.e2e.judging import unjudged
from tests.e2e.serving import application, serving
from tests.e2e.watching import WIDE, Watched, watched
from wsp import demo, migrate
from wsp.accounts import demo as accounts
from wsp.accounts.permissions import STAFF_ROLES, Role
from wsp.demo import staff
from wsp.demo.loading import SEED
from wsp.foundation import crypto, db, logging
from wsp.foundation.private_server import PrivateServer
from wsp.reference.service import load_starter
from wsp.settings import PROJECT_ROOT, Settings, load_settings

_REGION = "AM01"
_NARROW = 320
_SPACING = (
    "html * { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em; } html p { margin-block-end: 2em; }"
)
"""What a reader may set without losing anything (SC 1.4.12)."""

Check = Callable[[Watched], list[str]]


@dataclass
class Report:
    """What was looked at, and what was found."""

    looks: int = 0
    findings: list[str] = field(default_factory=list)
    unreached: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, where: str, problems: list[str]) -> None:
        """One page in one circumstance."""
        self.looks += 1
        self.findings += [f"{where}: {problem}" for problem in problems]

    def write(self, folder: Path) -> None:
        """The report as a text that can be read and compared."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = [f"# Accessibility audit\n\n{self.looks} looks, {len(self.findings)} findings.\n"]
        lines += [f"- {finding}" for finding in self.findings] or ["Nothing found."]
        lines += ["\n## Pages that no link leads to\n"]
        lines += [f"- {role}: {', '.join(names)}" for role, names in self.unreached.items() if names]
        (folder / "report.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Run the matrix and write the report; ends with 1 when there is something to mend."""
    report = Report()
    try:
        with _server() as server, chromium.launched() as browser:
            for filled in (True, False):
                with _filled(server, data=filled) as app, serving(app) as origin:
                    _all_roles(browser, app, origin, report, filled=filled)
    finally:
        # What was seen before somebody stopped it, or something broke, is worth reading.
        report.write(PROJECT_ROOT / "audit")
    _say(f"{report.looks} looks, {len(report.findings)} findings; see audit/report.md")
    sys.exit(bool(report.findings))


def _all_roles(browser: Browser, app: Flask, origin: str, report: Report, *, filled: bool) -> None:
    circumstances: dict[str, tuple[dict[str, str], int]] = {"1280 px": ({}, WIDE), "320 px": ({}, _NARROW)}
    if filled:
        circumstances["forced colours"] = ({"forced_colors": "active"}, WIDE)
    # Without data there is no employer whose people could log in.
    roles = frozenset(Role) if filled else STAFF_ROLES
    for account in (each for each in accounts.ACCOUNTS if each.region_id == _REGION and each.role in roles):
        found = tour(app, signed_in_client(app, account.email), account.role)
        if filled:
            report.unreached[account.role] = found.unreached
        _say(f"{account.role}, {'filled' if filled else 'empty'}: {len(found.stops)} pages")
        for name, (options, width) in circumstances.items():
            with watched(browser, origin, width=width, **options) as screen:
                screen.sign_in(account.email)
                for stop in found.stops:
                    where = f"{account.role} {'' if filled else 'empty '}{name} {stop.endpoint}"
                    screen.open(stop.path)
                    report.add(where, _standing(screen))
                    if name == "320 px":
                        report.add(f"{where} spaced", _spaced(screen))
                    if name == "1280 px":
                        _empty_forms(screen, stop.path, where, report)
                report.add(f"{account.role} {name}", screen.problems)


def _standing(screen: Watched) -> list[str]:
    audit = screen.axe()
    wide = [f"wider than the window: {each}" for each in screen.sticks_out()]
    return [str(each) for each in (*audit.violations, *unjudged(audit.incomplete))] + wide


def _spaced(screen: Watched) -> list[str]:
    """With the reader's own spacing nothing may stick out or be cut off."""
    # Set by the browser as a reader's own sheet would be; a sheet inside the page is refused by the content policy.
    screen.page.evaluate(
        "(css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", _SPACING
    )
    return [f"with text spacing wider than the window: {each}" for each in screen.sticks_out()]


_EMPTY = """(form) => {
  for (const each of form.querySelectorAll('input:not([type=hidden]), textarea')) {
    if (each.type === 'checkbox' || each.type === 'radio') each.checked = false; else each.value = '';
  }
  for (const each of form.querySelectorAll('select')) each.selectedIndex = -1;
}"""


_UNFOLD = """(form) => {
  for (let each = form.closest('details'); each; each = each.parentElement.closest('details')) each.open = true;
}"""


def _empty_forms(screen: Watched, path: str, where: str, report: Report) -> None:
    """Send every long form of the page empty; the page that comes back must be as good as the first."""
    for number in range(screen.page.locator("main form.wsp-form[method=post]").count()):
        screen.open(path)
        form = screen.page.locator("main form.wsp-form[method=post]").nth(number)
        form.evaluate(_EMPTY)
        form.evaluate(_UNFOLD)
        form.locator("button[type=submit]:visible").first.click()
        screen.page.wait_for_load_state("load")
        problems = _standing(screen)
        if screen.page.locator(".wsp-errors").count():
            if not screen.page.title().startswith("Fout:"):
                problems.append("the title does not say that something is wrong")
            if screen.page.evaluate("document.activeElement.className") != "wsp-errors":
                problems.append("the summary of errors has no focus")
        report.add(f"{where} form {number + 1} sent empty", problems)


@contextmanager
def _server() -> Iterator[PrivateServer]:
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="wsp-audit-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)
        os.environ.update({"WSP_MODE": "demo", "WSP_DATA_DIR": str(folder / "state"), "WSP_LOG_LEVEL": "ERROR"})
        server = PrivateServer(folder / "data", throwaway=True)
        server.start()
        stack.callback(server.stop)
        yield server


@contextmanager
def _filled(server: PrivateServer, *, data: bool) -> Iterator[Flask]:
    """The application on a new database: the demo region, or only its colleagues."""
    urls = server.provision("audit_filled" if data else "audit_empty", fresh=True)
    migrate.upgrade(urls.owner)
    settings = _settings(urls.app, urls.owner, urls.retention)
    database = db.Database(settings.database_url)
    db.configure(database)
    plan = replace(demo.plans([_REGION])[0], employers=120, open_vacancies=60, candidates=600)
    if data:
        demo.load(chosen=[plan], progress=_say)
    else:
        with db.unit_of_work() as session:
            load_starter(session)
        with db.unit_of_work(_REGION) as session:
            staff.hire(session, plan, SEED)
    try:
        yield application(settings)
    finally:
        db.configure(None)
        database.dispose()


def _settings(app: str, owner: str, retention: str) -> Settings:
    found = load_settings(
        os.environ | {"DATABASE_URL": app, "OWNER_DATABASE_URL": owner, "RETENTION_DATABASE_URL": retention}
    )
    logging.configure(found.log_level)
    crypto.configure(crypto.Keyring(found.encryption_keys, found.lookup_key))
    return found


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except chromium.NoBrowser as error:
        sys.exit(f"audit: {error}")
