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
from llvmlite import ir  # type: ignore[import-untyped]  # made by numba's makers, without types
from numba import njit
from numba.core import caching, cgutils
from numba.extending import intrinsic

F = TypeVar("F", bound=Callable[..., Any])

types: Final[Any] = numba.types
"""The types of numba; what makes them has no types itself."""
_config: Final[Any] = numba.config


def _array(kind: Any, dimensions: int = 1) -> Any:
    """An array that is only read: it may be a file that is mapped."""
    return types.Array(kind, dimensions, "C", readonly=True)


FLAGS, SMALL, HALVES, NUMBERS, ROWS, BITS = (
    _array(kind) for kind in (types.bool_, types.int8, types.int16, types.int32, types.int64, types.uint64)
)  # fmt: skip
NARROW, WIDE, PLACES, TABLE = (
    _array(types.float32), _array(types.float64), _array(types.float32, 2), _array(types.float64, 2),
)  # fmt: skip
RUNS: Final = _array(types.int64, 2)

_HERE: Final = Path(__file__).parent
_RULES: Final = ("criteria/*.py",)
_PARTS: Final = {
    "deciding.py": _RULES, "text_values.py": _RULES,
    "ceilings.py": (*_RULES, "deciding.py", "text_loops.py"),
    "gist.py": (*_RULES, "text_loops.py", "text_values.py"),
}  # fmt: skip
"""Files of which a part becomes part of the loops of a file: numba itself looks at the file of the loop only."""


@cache
def _edition(file: str) -> str:
    """What the loops of a file were made from."""
    path = Path(file)
    made_of = [
        path,
        _HERE / "compiled.py",
        _HERE / "heads.py",
        _HERE / "laid_out.py",
        _HERE / "lanes.py",
        _HERE / "lane_loops.py",
        _HERE / "types.py",
    ]
    made_of += [each for parts in _PARTS.get(path.name, ()) for each in sorted(_HERE.glob(parts))]
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
    """A part of compiled loops, which becomes part of each; called from Python it is compiled by itself.

    Its lines are put where it is called: as a function of its own it would count references to every array it gets, at
    every row.
    """
    return cast("F", njit(function, error_model="numpy", inline="always"))


def _fetched(_: Any, array: Any, at: Any) -> tuple[Any, Callable[..., Any]]:
    """The processor's own instruction to fetch what lies at an address, for one element of an array."""

    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        address = builder.bitcast(builder.gep(held.data, [arguments[1]]), ir.IntType(8).as_pointer())
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [address.type, number, number, number])
        instruction = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")  # type: ignore[no-untyped-call]  # as above
        builder.call(instruction, [address, number(0), number(3), number(1)])  # to read, and to keep: it is data
        return context.get_dummy_value()

    return types.void(array, at), made


def _nothing(array: Any, at: int) -> None:
    """A loop that runs as plain Python has nothing to fetch."""


fetch: Final[Any] = _nothing if _config.DISABLE_JIT else intrinsic(_fetched)
"""Begin to fetch an element of an array (of one dimension, at an index within it) that a loop reads some turns later.

Over rows that lie far apart a loop mostly waits for memory; so the next rows come while this one is worked out. It
changes no value.
"""
