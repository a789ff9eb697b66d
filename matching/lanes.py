"""Some numbers at once, for the loops over texts: what words add to the product with every phrase of the one side.

A compiler may not assume that two arrays do not overlap, and then takes one number at a time; these say what is meant,
so that a processor takes `LANES` of them in one step. Every lane is computed as it would be alone: the numbers are the
same.
"""

from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # made by numba's makers, without types
from numba.core import cgutils
from numba.extending import intrinsic

LANES: Final = 4
"""Phrases of the one side come in so many at once, filled up with nothing."""
_VOID: Final[Any] = numba.types.void
_config: Final[Any] = numba.config


def _taken(worked: Callable[[Any, Any, Any], Any]) -> Callable[..., Any]:
    """Loads lanes of two arrays (in the order in which they lie there), works on them and stores them in the first."""

    def typed(_: Any, target: Any, at: Any, source: Any, begin: Any, times: Any) -> tuple[Any, Callable[..., Any]]:
        def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            held = [context.make_array(signature.args[each])(context, builder, arguments[each]) for each in (0, 2)]
            number = context.get_value_type(source.dtype)
            lanes, bits = ir.VectorType(number, LANES), ir.IntType(32)
            mine, theirs = (
                builder.bitcast(builder.gep(each.data, [place]), lanes.as_pointer())
                for each, place in zip(held, (arguments[1], arguments[3]), strict=True)
            )
            align = source.dtype.bitwidth // 8
            factor = context.cast(builder, arguments[4], times, source.dtype)
            nothing = ir.Constant(lanes, ir.Undefined)
            factors = builder.shuffle_vector(
                builder.insert_element(nothing, factor, bits(0)), nothing,
                ir.Constant(ir.VectorType(bits, LANES), [0] * LANES),
            )  # fmt: skip
            product = builder.fmul(builder.load(theirs, align=align), factors)
            builder.store(worked(builder, builder.load(mine, align=align), product), mine, align=align)
            return context.get_dummy_value()

        return _VOID(target, at, source, begin, times), made

    return typed


def _raised(builder: Any, mine: Any, product: Any) -> Any:
    return builder.select(builder.fcmp_ordered(">", product, mine), product, mine)


def _rooted(builder: Any, _: Any, product: Any) -> Any:
    full = ir.Constant(product.type, [1.0] * LANES)
    least = builder.select(builder.fcmp_ordered("<", product, full), product, full)
    name = f"llvm.sqrt.v{LANES}f{32 if product.type.element == ir.FloatType() else 64}"
    root = cgutils.get_or_insert_function(builder.module, ir.FunctionType(product.type, [product.type]), name)  # type: ignore[no-untyped-call]  # numba has no types here
    return builder.call(root, [least])


def _plain(worked: Callable[[Any, Any], Any]) -> Callable[..., None]:
    """The same in a loop that runs as plain Python."""

    def run(target: Any, at: int, source: Any, begin: int, times: Any) -> None:
        mine = target.reshape(-1)[at : at + LANES]
        mine[:] = worked(mine, source.reshape(-1)[begin : begin + LANES] * source.dtype.type(times))

    return run


def _added(_: Any, target: Any, at: Any, source: Any, begin: Any, times: Any) -> tuple[Any, Callable[..., Any]]:
    found: tuple[Any, Callable[..., Any]] = _taken(lambda builder, mine, product: builder.fadd(mine, product))(
        _, target, at, source, begin, times
    )
    return found


def _risen(_: Any, target: Any, at: Any, source: Any, begin: Any, times: Any) -> tuple[Any, Callable[..., Any]]:
    found: tuple[Any, Callable[..., Any]] = _taken(_raised)(_, target, at, source, begin, times)
    return found


def _squashed(_: Any, target: Any, at: Any, source: Any, begin: Any, times: Any) -> tuple[Any, Callable[..., Any]]:
    found: tuple[Any, Callable[..., Any]] = _taken(_rooted)(_, target, at, source, begin, times)
    return found


def _cleared(_: Any, target: Any, at: Any) -> tuple[Any, Callable[..., Any]]:
    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        held = context.make_array(signature.args[0])(context, builder, arguments[0])
        lanes = ir.VectorType(context.get_value_type(target.dtype), LANES)
        place = builder.bitcast(builder.gep(held.data, [arguments[1]]), lanes.as_pointer())
        builder.store(ir.Constant(lanes, [0.0] * LANES), place, align=target.dtype.bitwidth // 8)
        return context.get_dummy_value()

    return _VOID(target, at), made


def _plainly_cleared(target: Any, at: int) -> None:
    target.reshape(-1)[at : at + LANES] = 0


clear_lanes: Final[Any] = _plainly_cleared if _config.DISABLE_JIT else intrinsic(_cleared)
"""``clear_lanes(target, at)``: target[at + n] = 0."""
add_lanes: Final[Any] = _plain(np.add) if _config.DISABLE_JIT else intrinsic(_added)
"""``add_lanes(target, at, source, begin, times)``: target[at + n] += source[begin + n] * times, counted in flat arrays
of one kind of float."""
raise_lanes: Final[Any] = _plain(np.fmax) if _config.DISABLE_JIT else intrinsic(_risen)
"""The same with the higher of both instead of the sum."""
squash_lanes: Final[Any] = (
    _plain(lambda _, product: np.sqrt(np.minimum(product, 1))) if _config.DISABLE_JIT else intrinsic(_squashed)
)
"""target[at + n] becomes the root of source[begin + n] * times, of at most 1; the source is nowhere below zero."""
