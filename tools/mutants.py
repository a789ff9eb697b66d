"""Changes one sign of the engine's code, or of law and instruments, and looks whether its own tests notice.

First only the tests that run the changed line, as one run under a tracer found them; a change that these let pass is
shown to all tests before it counts as not noticed.

`python -m tools.mutants [--of engine|law] [--most 150] [--seconds 1800] [--seed 1] [FILE ...]` works in a temporary
copy: comparisons are flipped, arithmetic and `and`/`or` swapped, numbers raised by one, `True` and `False` exchanged,
`not` taken out. The tests of that part are the judge. It prints who survived and the share that was noticed.
"""

import argparse
import ast
import copy
import json
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Final

import numpy as np  # noqa: F401 (what takes long to load is loaded once, before the first fork)
import pytest
import scipy.sparse  # noqa: F401 (as above)
from hypothesis import strategies  # noqa: F401 (as above)
from rapidfuzz import fuzz  # noqa: F401 (as above)

if TYPE_CHECKING:
    from _typeshed import TraceFunction

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Part:
    """What is changed, and who judges: the quickest test first, since the first that fails decides."""

    targets: tuple[str, ...]
    judges: tuple[str, ...]
    copied: tuple[str, ...]
    """Folders and files that code and tests need, and nothing else of the program."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """What the judges run with."""


PARTS: Final = {
    "engine": Part(
        targets=("matching/criteria", "matching/papers.py", "matching/ranking.py", "matching/scoring.py"),
        judges=tuple(
            f"tests/matching/{name}.py"
            for name in (
                "test_criteria", "test_criteria_borders", "test_soft_values", "test_papers", "test_rank_file",
                "test_bad_input", "test_ranking_properties",
            )
        ),
        copied=("matching", "tests/matching", "tests/__init__.py", "tests/examples.py"),
        # Compiling the loops anew would take longer than all their tests; as Python they say the same.
        environment={"NUMBA_DISABLE_JIT": "1"},
    ),
    # The page of the law and the rule against numbers in Python compare texts: they would notice without knowing why.
    "law": Part(
        targets=("wsp/law", "wsp/instruments"),
        judges=tuple(
            f"tests/{name}.py"
            for name in (
                "instruments/test_golden_cases", "law/test_minimum_wage", "law/test_parameters",
                "instruments/test_loonkostenvoordeel", "instruments/test_loonwaarde",
                "instruments/test_rules_beside_amounts", "instruments/test_combinations",
                "instruments/test_command_line", "instruments/test_borders",
                "instruments/test_borders_of_rules", "instruments/test_properties",
            )
        ),
        copied=(
            "wsp", "matching", "tests/law", "tests/instruments", "tests/__init__.py", "tests/examples.py",
        ),
    ),
}  # fmt: skip
_SECONDS_EACH: Final = 120
"""A mutant that runs longer hangs, and that is noticed too."""
_SECONDS_WATCHED: Final = 900
"""The run without a change, line by line under a tracer."""
_MOST_CALLS: Final = 30
"""Of one function in one test; watching what is called for each of a crowd would take minutes."""
_NEAREST: Final = 40
"""So many of the quickest tests that run a line are asked first."""
_NOTICED: Final = 1
_SWAPS: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.And: ast.Or,
    ast.Or: ast.And,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """One change: where, what it said and what it says now."""

    file: str
    line: int
    was: str
    now: str
    source: str


def mutants(file: str, source: str) -> Iterator[Mutant]:
    """Every change of one file; what is only said to readers, tools or caches is left alone."""
    tree = ast.parse(source)
    for path in _places(tree):
        changed = copy.deepcopy(tree)
        node = _at(changed, path)
        parent, name = _at(changed, path[:-1]), path[-1]
        was = ast.unparse(node)
        new = _change(node)
        if new is None:
            continue
        _put(parent, name, new)
        text = ast.unparse(ast.fix_missing_locations(changed))
        yield Mutant(file, getattr(node, "lineno", 0), was, ast.unparse(new), text)


Step = tuple[str, int | None]


def _places(node: ast.AST, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "slice"}:
            continue
        if isinstance(node, ast.Call) and name == "keywords" and _is_only_told(node):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for place, child in children:
            if isinstance(child, ast.AST):
                here = (*path, (name, place))
                if isinstance(child, ast.Compare | ast.BinOp | ast.BoolOp | ast.UnaryOp | ast.Constant):
                    yield here
                yield from _places(child, here)


def _is_only_told(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in {"TypeVar", "zip"}


def _at(tree: ast.AST, path: Sequence[Step]) -> ast.AST:
    for name, place in path:
        value = getattr(tree, name)
        tree = value if place is None else value[place]
    return tree


def _put(parent: ast.AST, step: Step, new: ast.AST) -> None:
    name, place = step
    if place is None:
        setattr(parent, name, new)
    else:
        getattr(parent, name)[place] = new


def _change(node: ast.AST) -> ast.AST | None:
    """Another node in its place; None where nothing is changed."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[only]) if type(only) in _SWAPS:
            new.ops = [_SWAPS[type(only)]()]  # type: ignore[list-item]  # any sign may stand in its place
        case ast.BinOp(op=only) | ast.BoolOp(op=only) if type(only) in _SWAPS:
            new.op = _SWAPS[type(only)]()  # type: ignore[assignment]  # any sign may stand in its place
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            return new.operand
        case ast.Constant(value=bool() as value):
            new.value = not value
        case ast.Constant(value=int() | float() as number):
            new.value = number + 1
        case _:
            return None
    return new


def judged(mutant: Mutant, place: Path, part: Part, seen: Mapping[str, list[str]]) -> bool:
    """Whether a test notices the change: one that ran the line, or any other."""
    target = place / mutant.file
    kept = target.read_text(encoding="utf-8")
    target.write_text(mutant.source, encoding="utf-8")
    nearest = seen.get(f"{mutant.file}:{mutant.line}", [])[:_NEAREST]
    try:
        return bool(nearest and _run(place, part, nearest)) or _run(place, part, part.judges)
    finally:
        target.write_text(kept, encoding="utf-8")


class Lines:
    """A plug-in of pytest that tells which tests ran which lines, the quickest test first."""

    def __init__(self, place: Path, targets: Sequence[str], report: Path) -> None:
        """``targets``: files below ``place`` that are watched; ``report``: where the answer is written."""
        self._names = {str(place / name): name for name in targets}
        self._report = report
        self._tests: dict[str, list[tuple[float, str]]] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Watch one test."""
        lines: set[str] = set()
        calls: Counter[CodeType] = Counter()
        names = self._names

        def watch(frame: FrameType, event: str, _: object) -> "TraceFunction | None":
            name = names.get(frame.f_code.co_filename)
            if name is None:
                return None
            if event == "call":
                calls[frame.f_code] += 1
                if calls[frame.f_code] > _MOST_CALLS:
                    return None
            lines.add(f"{name}:{frame.f_lineno}")
            return watch

        begin = time.perf_counter()
        sys.settrace(watch)
        try:
            yield
        finally:
            sys.settrace(None)
            for line in lines:
                self._tests.setdefault(line, []).append((time.perf_counter() - begin, item.nodeid))

    def pytest_sessionfinish(self) -> None:
        """Write down what was seen."""
        found = {line: [test for _, test in sorted(tests)] for line, tests in self._tests.items()}
        self._report.write_text(json.dumps(found), encoding="utf-8")


def _run(place: Path, part: Part, judges: Sequence[str], lines: Lines | None = None) -> bool:
    """Run the judges in a child of this process; true when one fails or none ends in time."""
    child = os.fork()
    if child == 0:
        os.setsid()
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.chdir(place)
        os.environ.update(part.environment)
        sys.path.insert(0, str(place))
        sys.dont_write_bytecode = True
        options = ["-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:randomly"]
        options += ["--hypothesis-profile", "quick", "--hypothesis-seed", "1"]
        code = pytest.main([*options, *judges], plugins=[lines] if lines else [])
        os._exit(0 if code == 0 else _NOTICED)
    end = time.monotonic() + (_SECONDS_WATCHED if lines else _SECONDS_EACH)
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) != 0
        time.sleep(0.05)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def copy_of(part: Part, place: Path) -> None:
    """The part and its tests, with nothing else of the program."""
    skip = shutil.ignore_patterns("__pycache__")
    for name in part.copied:
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=skip)
        else:
            shutil.copy(ROOT / name, target)
    (place / "tests/conftest.py").write_text("from tests import examples\n\nexamples.register()\n", encoding="utf-8")
    (place / "pytest.ini").write_text("[pytest]\nmarkers =\n    slow\n    rule\n", encoding="utf-8")


def _files(chosen: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in chosen:
        path = ROOT / name
        some = sorted(path.glob("*.py")) if path.is_dir() else [path]
        found += [str(each.relative_to(ROOT)) for each in some if each.name != "__init__.py"]
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Try mutants until there are no more, or the time is over."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutants")
    parser.add_argument("files", nargs="*", metavar="FILE", help="files or folders instead of all of the part")
    parser.add_argument("--of", choices=sorted(PARTS), default="engine", help="which part")
    parser.add_argument("--most", type=int, default=150, metavar="N", help="mutants to try, drawn at random")
    parser.add_argument("--seconds", type=float, default=1800, metavar="S", help="stop after so long")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one draws others")
    options = parser.parse_args(arguments)
    part = PARTS[options.of]
    every = [
        mutant for file in _files(options.files or part.targets)
        for mutant in mutants(file, (ROOT / file).read_text(encoding="utf-8"))
    ]  # fmt: skip
    Random(options.seed).shuffle(every)  # noqa: S311 (which ones are tried, no secret)
    begin, noticed, survived = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        copy_of(part, Path(folder))
        report = Path(folder) / "lines.json"
        lines = Lines(Path(folder), sorted({mutant.file for mutant in every}), report)
        if _run(Path(folder), part, part.judges, lines):
            sys.stderr.write("mutants: the tests fail without any change\n")
            return 2
        seen = json.loads(report.read_text(encoding="utf-8"))
        for mutant in every[: options.most]:
            if time.monotonic() - begin > options.seconds:
                break
            if judged(mutant, Path(folder), part, seen):
                noticed += 1
            else:
                survived += 1
                sys.stdout.write(f"{mutant.file}:{mutant.line}: {mutant.was}  ->  {mutant.now}\n")
                sys.stdout.flush()
    tried = noticed + survived
    line = {"mutants": len(every), "tried": tried, "noticed": noticed, "share": round(noticed / max(tried, 1), 3)}
    sys.stdout.write(json.dumps(line | {"seconds": round(time.monotonic() - begin)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
