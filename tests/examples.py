"""How many examples a property tries: all of them in `make test`, about an eighth in `make test-fast`."""

from typing import Any, Final

from hypothesis import settings

QUICK: Final = "quick"
"""The profile of `make test-fast`, chosen with `--hypothesis-profile`."""
_MARK: Final = 12


def register() -> None:
    """Make the profiles known; the quick one is told by its number of examples."""
    # A busy machine is no defect: what a property costs is measured in `make bench`, never by a test's clock.
    settings.register_profile("wsp", deadline=None)
    settings.register_profile(QUICK, deadline=None, max_examples=_MARK)
    settings.load_profile("wsp")


def examples(full: int, **more: Any) -> settings:
    """As a decorator: try so many examples, or an eighth of them (two at least) in the quick profile."""
    quick = settings.default is not None and settings.default.max_examples == _MARK
    return settings(max_examples=max(2, full // 8) if quick else full, deadline=None, **more)
