"""From HTML to an accessible PDF (PDF/UA-1: tagged, with language and title), without any request to a network."""

import atexit
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from wsp.documents.errors import LettersUnavailable

if TYPE_CHECKING:
    from types import ModuleType

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
TEMPLATES: Final = _ROOT / "templates"
STYLESHEET: Final = TEMPLATES / "letters" / "letter.css"
FONTS: Final = _ROOT / "wsp" / "web" / "static" / "vendor" / "noto-sans"
"""Where the set-up step puts the font; a machine without it writes in its own sans serif."""


class ForeignAddress(Exception):
    """A template names something that is not a file of ours."""


def render(html: str) -> bytes:
    """Return `html` as a PDF.

    Raises:
        LettersUnavailable: the machine lacks Pango.
        ForeignAddress: the page asks for anything but our own files.

    """
    weasyprint = _weasyprint()
    fetcher = _own_files(weasyprint)
    fonts, sheets = _looks(weasyprint, fetcher)
    document = weasyprint.HTML(string=html, base_url=STYLESHEET.parent.as_uri() + "/", url_fetcher=fetcher)
    try:
        made: bytes = document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    except weasyprint.urls.FatalURLFetchingError as error:
        raise ForeignAddress from error
    return made


_kept = threading.local()
"""Fonts and stylesheets of this thread: unpacking the fonts takes as long as drawing a letter."""


def _looks(weasyprint: "ModuleType", fetcher: Any) -> tuple[Any, list[Any]]:
    """The fonts and the stylesheets of every letter. Each thread has its own: Pango's fonts may not be shared."""
    if not hasattr(_kept, "looks"):
        fonts = weasyprint.text.fonts.FontConfiguration()
        faces = weasyprint.CSS(
            string=_font_faces(), font_config=fonts, url_fetcher=fetcher, base_url=FONTS.as_uri() + "/"
        )
        if threading.current_thread() is threading.main_thread():
            # The library removes its files when it is let go of, and cannot once the interpreter is half gone.
            atexit.register(_kept.__dict__.clear)
        _kept.looks = fonts, [faces, weasyprint.CSS(filename=STYLESHEET, font_config=fonts, url_fetcher=fetcher)]
    looks: tuple[Any, list[Any]] = _kept.looks
    return looks


def _weasyprint() -> "ModuleType":
    """The library, loaded when the first letter is made: it takes a second, and needs Pango on the machine."""
    try:
        import weasyprint  # noqa: PLC0415 (only needed here)
        import weasyprint.text.fonts  # noqa: PLC0415 (only needed here)
    except OSError as error:
        raise LettersUnavailable from error
    return weasyprint  # type: ignore[no-any-return]  # untyped, and so is what it is


def _own_files(weasyprint: "ModuleType") -> Any:
    """A fetcher that reads files below our own folders and refuses everything else."""
    allowed = tuple(folder.resolve() for folder in (STYLESHEET.parent, FONTS))

    class OwnFiles(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]  # a module known at run time only
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            parts = urlsplit(url)
            path = Path(unquote(parts.path)).resolve()
            if parts.scheme != "file" or not any(path.is_relative_to(folder) for folder in allowed):
                # Any other error would only leave a hole in the letter.
                raise weasyprint.urls.FatalURLFetchingError(parts.scheme)
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols=("file",), allow_redirects=False)


def _font_faces() -> str:
    """The two alphabets that Dutch names need; none when the font is not installed."""
    return "\n".join(
        f"@font-face {{ font-family: 'Noto Sans Letter'; src: url({name}) format('woff2'); }}"
        for name in ("latin-ext.woff2", "latin.woff2")
        if (FONTS / name).exists()
    )
