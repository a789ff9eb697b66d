"""Loops that numba turns into machine code: once, when their module is imported first, then read back from a cache.

The cache lies beside the source, or where ``NUMBA_CACHE_DIR`` says, or in the user's own folder; one beside the source
is also read where nothing may be written. Without any of these every process compiles for itself.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, cast

import numba
from numba import njit
from numba.core import caching

F = TypeVar("F", bound=Callable[..., Any])

types: Final[Any] = numba.types
"""The types of numba; what makes them has no types itself."""
_config: Final[Any] = numba.config


def _array(kind: Any, dimensions: int = 1) -> Any:
    """An array that is only read: it may be a file that is mapped."""
    return types.Array(kind, dimensions, "C", readonly=True)


FLAGS, SMALL, NUMBERS, ROWS, BITS = (
    _array(kind) for kind in (types.bool_, types.int8, types.int32, types.int64, types.uint64)
)  # fmt: skip
NARROW, WIDE, PLACES, TABLE = (
    _array(types.float32), _array(types.float64), _array(types.float32, 2), _array(types.float64, 2),
)  # fmt: skip
RUNS: Final = _array(types.int64, 2)

_HERE: Final = Path(__file__).parent
_PARTS: Final = {"deciding.py": "criteria/*.py"}
"""Files of which a part becomes part of the loops of a file: numba itself looks at the file of the loop only."""


@cache
def _edition(file: str) -> str:
    """What the loops of a file were made from."""
    path = Path(file)
    made_of = [path, _HERE / "compiled.py", _HERE / "laid_out.py", _HERE / "types.py"]
    made_of += sorted(_HERE.glob(_PARTS[path.name])) if path.name in _PARTS else []
    return hashlib.sha256(b"".join(part.read_bytes() for part in made_of)).hexdigest()


class BesideSource(caching.InTreeCacheLocator):
    """The cache beside the source; reading it needs no right to write."""

    def get_source_stamp(self) -> str:
        """Compile anew after any change."""
        return _edition(self._py_file)

    @classmethod
    def from_function(cls, py_func: Any, py_file: str) -> Any:
        """Take this place when it may be written to, or when it holds the function already."""
        found: Any = cls(py_func, py_file)
        held = any(Path(found.get_cache_path()).glob(f"{Path(py_file).stem}.{py_func.__name__}-*.nbi"))
        return found if held else super().from_function(py_func, py_file)  # type: ignore[no-untyped-call]  # numba has no types here


class Provided(caching.UserProvidedCacheLocator):
    """The folder that ``NUMBA_CACHE_DIR`` names."""

    def get_source_stamp(self) -> str:
        """Compile anew after any change."""
        return _edition(self._py_file)


class OfUser(caching.UserWideCacheLocator):
    """The user's own folder for caches."""

    def get_source_stamp(self) -> str:
        """Compile anew after any change."""
        return _edition(self._py_file)


_PLACES: Final = ",".join(f"{each.__module__}.{each.__name__}" for each in (Provided, BesideSource, OfUser))


def compiled(*signature: Any) -> Callable[[F], F]:
    """Compile a function for arguments of exactly these types.

    Sums are added in the order in which they are written (no ``fastmath``), so equal texts get equal numbers; other
    threads go on meanwhile.
    """

    def made(function: F) -> F:
        usual, _config.CACHE_LOCATOR_CLASSES = _config.CACHE_LOCATOR_CLASSES, _PLACES
        try:
            return cast("F", njit(signature, nogil=True, error_model="numpy", cache=True)(function))
        except (OSError, RuntimeError):  # nothing may be written anywhere
            return cast("F", njit(signature, nogil=True, error_model="numpy")(function))
        finally:
            _config.CACHE_LOCATOR_CLASSES = usual

    return made


def inlined(function: F) -> F:
    """A part of compiled loops, which becomes part of each; called from Python it is compiled by itself."""
    return cast("F", njit(function, error_model="numpy"))
