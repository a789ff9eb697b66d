"""`make guide`: take the pictures of the user guide anew, from the screens of the demo region.

Uses the demo of this project's data folder (loaded when it is not there yet), also while `make demo` runs. Which
screen belongs to which chapter stands in `wsp/web/guide/chapters`. The pictures are committed: a reader needs no demo.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.e2e import chromium
from tests.e2e.serving import application, serving
from tests.e2e.watching import Watched, watched
from wsp import demo
from wsp.accounts import demo as accounts
from wsp.runtime import runtime
from wsp.web.guide.reading import PICTURES, Chapter, Guide, guides

WIDTH, HEIGHT = 1080, 720
_COLOURS = 64
"""Enough for a screen of flat colours; keeps a picture below a hundred kilobytes."""


def main() -> None:
    """Photograph every chapter of the guides named on the command line, or of all."""
    wanted = sys.argv[1:] or list(guides())
    if strange := [name for name in wanted if name not in guides()]:
        sys.exit(f"guide: '{strange[0]}' is no guide; use {', '.join(guides())}.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("WSP_MODE", "demo")
    os.environ.setdefault("WSP_LOG_LEVEL", "ERROR")
    with runtime() as running:
        demo.load(progress=_say, missing_only=True)
        app = application(running.settings)
        with serving(app) as origin, chromium.launched() as browser:
            failed = [name for name in wanted if not _photograph(browser, origin, guides()[name])]
    _remove_orphans()
    sys.exit(bool(failed))


def _photograph(browser: Browser, origin: str, guide: Guide) -> bool:
    email = next(each.email for each in accounts.ACCOUNTS if each.role in guide.roles)
    good = True
    with watched(browser, origin, width=WIDTH) as screen:
        screen.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        screen.sign_in(email)
        for chapter in guide.chapters:
            if chapter.picture is None:
                continue
            try:
                _take(screen, chapter, PICTURES / guide.picture_file(chapter))
            except PlaywrightError as error:
                good = False
                _say(f"bad  {guide.name} {chapter.id}: {str(error).splitlines()[0]}")
            else:
                _say(f"ok   {guide.name} {chapter.id}")
    return good


def _take(screen: Watched, chapter: Chapter, target: Path) -> None:
    assert chapter.picture is not None  # noqa: S101 (for mypy: the caller looked)
    screen.open(chapter.picture.start)
    for selector in chapter.picture.follow:
        screen.page.locator(selector).click()
        screen.page.wait_for_load_state("load")
    screen.page.evaluate("document.fonts.ready")
    screen.page.screenshot(path=target)
    with Image.open(target) as picture:
        flat = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    flat.save(target, optimize=True)


def _remove_orphans() -> None:
    """A chapter that is gone leaves no picture behind."""
    known = {
        guide.picture_file(chapter) for guide in guides().values() for chapter in guide.chapters if chapter.picture
    }
    for path in PICTURES.glob("*.png"):
        if path.name not in known:
            path.unlink()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except chromium.NoBrowser as error:
        sys.exit(f"guide: {error}")
