"""Make everything the two commands need, on a machine that has only Python >= 3.11, git and make.

Standard library only: this runs before any environment exists.

    python3 tools/setup.py            the environment, the project in it, the browser assets
    python3 tools/setup.py --where    print the environment's folder
    python3 tools/setup.py --tests    also what the tests need: a Chromium
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
OLDEST = (3, 11)


def say(text: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def fail(text: str) -> None:
    """One clear line, then stop."""
    sys.stderr.write(f"setup: {text}\n")
    raise SystemExit(1)


def state_folder() -> Path:
    """Where environment and data live: in the project, unless root works under a home directory.

    PostgreSQL refuses to run as root and gets a user of its own, which must be able to reach its programs and data;
    so as root neither may lie under a home directory that is closed to others.
    """
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        homes = [Path("/root"), Path("/home"), Path("~").expanduser().resolve()]
        if any(home != Path("/") and ROOT.is_relative_to(home) for home in homes):
            name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
            return Path("/var/tmp") / f"wsp-{name}"  # noqa: S108 (named after the project's own path)
    return ROOT


def environment() -> Path:
    """Folder of the virtual environment."""
    return state_folder() / ".venv"


def find_python() -> str:
    """A Python that is new enough."""
    for name in ("python3.13", "python3.12", "python3.11", "python3"):
        path = shutil.which(name)
        if path is None:
            continue
        check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
        if subprocess.run([path, "-c", check], check=False, capture_output=True).returncode == 0:
            return path
    fail("no Python 3.11 or newer found; install one and try again.")
    return ""


def run(*command: str | Path) -> None:
    """Run a step; its failure is ours, in one line."""
    result = subprocess.run([str(part) for part in command], check=False, cwd=ROOT)
    if result.returncode != 0:
        fail(f"this step failed: {' '.join(str(part) for part in command)}")


def make_environment() -> None:
    """Install the locked libraries and the project itself; skipped when the lock did not change."""
    folder = environment()
    stamp = folder / "installed-lock"
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    say("Installing the libraries (first time: about a minute) ...")
    python = folder / "bin" / "python"
    if not python.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        run(find_python(), "-m", "venv", folder)
    if shutil.which("uv"):
        install = ["uv", "pip", "install", "--quiet", "--compile-bytecode", "--python", python]
    else:
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*install, "--require-hashes", "-r", LOCK)
    run(*install, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp.write_text(wanted, encoding="ascii")


def make_assets() -> None:
    """Stylesheets, scripts and fonts of others, pinned in package-lock.json."""
    run(environment() / "bin" / "python", "-m", "wsp.web.assets")


def debian_install(*packages: str) -> bool:
    """Install system packages where that is possible: as root on Debian or a relative of it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {', '.join(packages)} ...")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=env, check=False, capture_output=True)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    done = subprocess.run(install, env=env, check=False, capture_output=True)
    return done.returncode == 0


def have_pango() -> bool:
    """Letters are typeset with Pango, a system library."""
    import ctypes.util  # noqa: PLC0415 (only asked for here)

    return ctypes.util.find_library("pango-1.0") is not None and ctypes.util.find_library("pangoft2-1.0") is not None


def make_letters_possible() -> None:
    """Get Pango, or say that letters will not work; nothing else needs it."""
    if have_pango() or debian_install("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"):
        return
    say("Note: the library Pango is not on this machine; letters as PDF will not work until you install it.")


def make_browser() -> None:
    """The browser tests need a Chromium."""
    python = environment() / "bin" / "python"
    found = subprocess.run([str(python), "-m", "tests.e2e.chromium"], check=False, cwd=ROOT, capture_output=True)
    if found.returncode == 0:
        return
    if debian_install("chromium"):
        return
    subprocess.run([str(python), "-m", "playwright", "install", "chromium"], check=False, cwd=ROOT)
    found = subprocess.run([str(python), "-m", "tests.e2e.chromium"], check=False, cwd=ROOT, capture_output=True)
    if found.returncode != 0:
        fail("no Chromium found for the browser tests; install the package 'chromium' and try again.")


def main() -> None:
    """Parse the command line and do the steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--tests", action="store_true")
    options = parser.parse_args()
    if options.where:
        say(str(environment()))
        return
    make_environment()
    make_assets()
    make_letters_possible()
    if options.tests:
        make_browser()


if __name__ == "__main__":
    main()
