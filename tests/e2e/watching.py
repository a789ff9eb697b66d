"""A browser page that notices what a person would not: errors, blocked or foreign requests, axe findings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from wsp.accounts import demo
from wsp.web.assets import VENDOR

TAGS: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Rule A1."""

WIDE: Final = 1280
PHONE: Final = 360
_HEIGHT: Final = 900
_TALLEST: Final = 16_000


@dataclass(frozen=True)
class Finding:
    """One axe rule that failed, or that axe could not decide, with the places."""

    rule: str
    impact: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        shown = "; ".join(self.places[:3])
        more = f" and {len(self.places) - 3} more" if len(self.places) > 3 else ""
        return f"{self.rule} ({self.impact}): {shown}{more}"


@dataclass(frozen=True)
class Audit:
    """What axe says of a page."""

    violations: tuple[Finding, ...]
    incomplete: tuple[Finding, ...]
    passes: int


@dataclass
class Watched:
    """A page and what went wrong on it so far: script errors, the content policy, requests to another host."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> int:
        """Go to a path of the site; gives the status."""
        response = self.page.goto(self.origin + path, wait_until="load")
        return response.status if response else 0

    @contextmanager
    def next_page(self) -> Iterator[None]:
        """What is done within leads to a page; go on when it is there whole.

        A click alone gives way as soon as the answer begins: the title may not have been read yet.
        """
        with self.page.expect_navigation(wait_until="load"):
            yield

    def sign_in(self, email: str, password: str = demo.PASSWORD) -> None:
        """Log in through the form, as a person does."""
        self.open("/inloggen")
        self.page.fill("input[name=email]", email)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda address: "/inloggen" not in address)

    def axe(self) -> Audit:
        """Run axe over the page as it is now, in a window as tall as the page.

        A bar that sticks to the window's edge would lie over text, and axe then leaves that text open.
        """
        with self._tall(_TALLEST):
            self.page.evaluate(_axe_source())
            found = self.page.evaluate(_RUN, list(TAGS))
        return Audit(_findings(found["violations"]), _findings(found["incomplete"]), int(found["passes"]))

    def shape(self) -> tuple[str, str]:
        """How the page is built, for axe: main, and what stands around it.

        Elements with their attributes and whether they hold text; not which text, which number, or how many alike in a
        row. Two pages with the same shape and stylesheet get the same answers from axe.
        """
        main, around = self.page.evaluate(_SHAPE)
        return str(main), str(around)

    @contextmanager
    def _tall(self, tallest: int) -> Iterator[None]:
        """A window as tall as the page, so that nothing sticks to an edge in the middle of it."""
        window = self.page.viewport_size or {"width": WIDE, "height": _HEIGHT}
        tall = int(self.page.evaluate("document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": window["width"], "height": max(min(tall, tallest), _HEIGHT)})
        try:
            yield
        finally:
            self.page.set_viewport_size(window)

    @contextmanager
    def as_wide_as(self, width: int) -> Iterator[None]:
        """The same page in a window of another width, without asking for it again."""
        window = self.page.viewport_size or {"width": WIDE, "height": _HEIGHT}
        self.page.set_viewport_size({"width": width, "height": window["height"]})
        try:
            yield
        finally:
            self.page.set_viewport_size(window)

    def scrolls_sideways(self) -> bool:
        """True when the page is wider than the window."""
        return bool(self.sticks_out())

    def sticks_out(self) -> list[str]:
        """Elements that make the page wider than the window (A9), the innermost ones; empty when all fits."""
        found: list[str] = self.page.evaluate(_STICKS_OUT)
        return found

    def picture(self, path: Path, *, tallest: int = _TALLEST) -> None:
        """The whole page as a picture, up to `tallest` pixels, once its fonts are there."""
        self.page.evaluate("document.fonts.ready")
        with self._tall(tallest):
            self.page.screenshot(path=path)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 409 on purpose is reported by Chromium as a failed resource; the tests look
        # at the status themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.problems.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.origin, "data:", "blob:", "about:")):
            self.problems.append(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while it still loads gives up its own requests.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.problems.append(f"failed: {request.url} {request.failure}")


_RUN: Final = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']});
  const scrolls = (target) => document.querySelector(target[target.length - 1])?.closest('.wsp-scroll') ? ' (scrolls)' : '';
  const brief = (rules) => rules.map((rule) => ({
    id: rule.id, impact: rule.impact || 'unknown', nodes: rule.nodes.map((node) => (node.html.match(/^<[\\w-]+/) || ['<?'])[0] + '> ' + node.target.flat().join(' ') + scrolls(node.target)),
  }));
  return {violations: brief(found.violations), incomplete: brief(found.incomplete), passes: found.passes.length};
}"""  # noqa: E501 (JavaScript)


_SHAPE: Final = """() => {
  const main = document.querySelector('main');
  const plain = (value) => value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\\d+/g, '#');
  const kept = (name) => !['href', 'src', 'action', 'value', 'content', 'datetime', 'd', 'title'].includes(name);
  const shape = (node, skip) => {
    if (node === skip) return '';
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.trim() ? 't' : '';
    if (node.nodeType !== Node.ELEMENT_NODE || ['SCRIPT', 'STYLE'].includes(node.tagName)) return '';
    const attributes = [...node.attributes].filter((each) => kept(each.name))
      .map((each) => `${each.name}=${/^(aria-label|placeholder|alt)$/.test(each.name) ? Boolean(each.value.trim()) : plain(each.value)}`);
    const inside = [...node.childNodes].map((each) => shape(each, skip)).filter(Boolean);
    const different = inside.filter((each, place) => each !== inside[place - 1]);
    return `<${node.tagName} ${attributes.sort().join(' ')}>${different.join('')}</>`;
  };
  return [main ? shape(main, null) : '', shape(document.body, main)];
}"""  # noqa: E501 (JavaScript)

_STICKS_OUT: Final = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth + 1) return [];
  const wide = [...document.body.querySelectorAll('*')].filter((each) =>
    each.getBoundingClientRect().right > root.clientWidth + 1 && !each.closest('.wsp-scroll, .wsp-hidden'));
  return wide.filter((each) => !wide.some((other) => other !== each && each.contains(other)))
    .map((each) => `${each.tagName.toLowerCase()}.${each.getAttribute('class') || ''} '${each.textContent.trim().slice(0, 30)}'`);
}"""  # noqa: E501 (JavaScript)


@cache
def _axe_source() -> str:
    return (VENDOR / "axe/axe.min.js").read_text(encoding="utf-8")


def _findings(rules: list[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(rule["id"], rule["impact"], tuple(rule["nodes"])) for rule in rules)


@contextmanager
def watched(
    browser: Browser, origin: str, *, width: int = WIDE, javascript: bool = True, **context: Any
) -> Iterator[Watched]:
    """A fresh page without cookies; `context` are more options of Playwright (forced_colors, reduced_motion)."""
    opened = browser.new_context(
        viewport={"width": width, "height": _HEIGHT}, java_script_enabled=javascript, locale="nl-NL", **context
    )
    opened.set_default_timeout(10_000)
    page = opened.new_page()
    seen = Watched(page, origin)
    page.on("console", seen._console)
    page.on("pageerror", lambda error: seen.problems.append(f"script: {error}"))
    page.on("request", seen._request)
    page.on("requestfailed", seen._failed)
    try:
        yield seen
    finally:
        opened.close()
