"""Whole steps of a loop over texts for `LANES` questions at once, where `matching.lanes` has their single sums.

What is added up stays in the processor from word to word. Every lane is computed as it would be alone.
"""

from collections.abc import Callable
from typing import Any, Final

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]  # made by numba's makers, without types
from numba.core import cgutils
from numba.extending import intrinsic

from matching.lanes import LANES

_VOID: Final[Any] = numba.types.void
_config: Final[Any] = numba.config
_LANES: Final[Any] = ir.VectorType(ir.FloatType(), LANES)
_ALIGN: Final = 4
"""Bytes to which these numbers lie aligned, however many are taken at once."""


class _Row:
    """Lanes of a row of a table of 32-bit numbers, from a column on."""

    def __init__(self, context: Any, builder: Any, kind: Any, table: Any, row: Any, column: Any) -> None:
        held = context.make_array(kind)(context, builder, table)
        _, width = cgutils.unpack_tuple(builder, held.shape, 2)  # type: ignore[no-untyped-call]  # numba has no types here
        place = builder.add(builder.mul(row, width), column)
        self._builder, self._at = builder, builder.bitcast(builder.gep(held.data, [place]), _LANES.as_pointer())

    def load(self) -> Any:
        return self._builder.load(self._at, align=_ALIGN)

    def store(self, lanes: Any) -> None:
        self._builder.store(lanes, self._at, align=_ALIGN)


def _everywhere(builder: Any, number: Any) -> Any:
    """A number in every lane."""
    bits, nothing = ir.IntType(32), ir.Constant(_LANES, ir.Undefined)
    first = builder.insert_element(nothing, number, bits(0))
    return builder.shuffle_vector(first, nothing, ir.Constant(ir.VectorType(bits, LANES), [0] * LANES))


def _higher(builder: Any, one: Any, other: Any) -> Any:
    return builder.select(builder.fcmp_ordered(">", one, other), one, other)


def _running(
    _: Any, sums: Any, words: Any, first: Any, count: Any, worth: Any, column: Any
) -> tuple[Any, Callable[..., Any]]:  # fmt: skip
    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        (of_sums, of_words, _, _, of_worth, _), (*held, begin, number, table, at) = signature.args, arguments
        said = context.make_array(of_words)(context, builder, held[1])
        index, zero = begin.type, ir.Constant(_LANES, [0.0] * LANES)
        total = cgutils.alloca_once_value(builder, zero)  # type: ignore[no-untyped-call]  # as above
        _Row(context, builder, of_sums, held[0], index(0), index(0)).store(zero)
        with cgutils.for_range(builder, number, intp=index) as loop:
            word = builder.sext(builder.load(builder.gep(said.data, [builder.add(begin, loop.index)])), index)
            more = _Row(context, builder, of_worth, table, word, at).load()
            builder.store(builder.fadd(builder.load(total), more), total)
            after = builder.add(loop.index, index(1))
            _Row(context, builder, of_sums, held[0], after, index(0)).store(builder.load(total))
        return context.get_dummy_value()

    return _VOID(sums, words, first, count, worth, column), made


def _plainly_running(sums: Any, words: Any, first: int, count: int, worth: Any, column: int) -> None:
    sums[0] = 0
    for number in range(count):
        sums[number + 1] = sums[number] + worth[words[first + number], column : column + LANES]


def _met(
    _: Any, best: Any, sums: Any, span: Any, rounded: Any, similar: Any, uri: Any, strength: Any, which: Any,
    column: Any,
) -> tuple[Any, Callable[..., Any]]:  # fmt: skip
    def made(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kinds = dict(zip(("best", "sums", "span", "rounded", "similar", "uri", "strength", "which", "column"),
                         zip(signature.args, arguments, strict=True), strict=True))  # fmt: skip

        def row(table: tuple[Any, Any], number: Any, at: Any) -> _Row:
            return _Row(context, builder, *table, number, at)

        def parts(name: str) -> list[Any]:
            return list(cgutils.unpack_tuple(builder, kinds[name][1]))  # type: ignore[no-untyped-call]  # as above

        (begin, end), (lost, by), (kind, term), at = parts("span"), parts("rounded"), parts("which"), kinds["column"][1]
        index = at.type
        text = builder.fsub(row(kinds["sums"], end, index(0)).load(), row(kinds["sums"], begin, index(0)).load())
        text = builder.fmul(builder.fadd(text, _everywhere(builder, lost)), _everywhere(builder, by))
        text = _higher(builder, row(kinds["similar"], kinds["uri"][1], at).load(), text)
        of_kind, of_term = zip(kinds["strength"][0].types, parts("strength"), strict=True)
        text = builder.fmul(builder.fmul(text, row(of_kind, kind, at).load()), row(of_term, term, at).load())
        target = row(kinds["best"], index(0), at)
        target.store(_higher(builder, text, target.load()))
        return context.get_dummy_value()

    return _VOID(best, sums, span, rounded, similar, uri, strength, which, column), made


def _plainly_met(
    best: Any, sums: Any, span: Any, rounded: Any, similar: Any, uri: int, strength: Any, which: Any, column: int
) -> None:  # fmt: skip
    (begin, end), (lost, by), (of_kind, of_term), (kind, term) = span, rounded, strength, which
    lanes = slice(column, column + LANES)
    text = np.fmax((sums[end] - sums[begin] + lost) * by, similar[uri, lanes])
    best[0, lanes] = np.fmax(best[0, lanes], text * of_kind[kind, lanes] * of_term[term, lanes])


running_lanes: Final[Any] = _plainly_running if _config.DISABLE_JIT else intrinsic(_running)
"""``running_lanes(sums, words, first, count, worth, column)``: sums[n] becomes what the first n of ``count`` words,
from ``words[first]`` on, are worth together, for the questions from a column on."""
met_lanes: Final[Any] = _plainly_met if _config.DISABLE_JIT else intrinsic(_met)
"""``met_lanes(best, sums, (begin, end), (lost, by), similar, uri, (of_kind, of_term), (kind, term), column)``: best[0]
rises to what one phrase says to the questions from a column on: (sums[end] - sums[begin] + lost) * by, or how its
occupation resembles (``similar[uri]``), times how strongly its kind and its term count."""
