"""Labelled readings: what texts say about hard criteria, and how well that is read.

`python -m tests.matching.readings [--fresh | --second | ... | --kinds | --ways | --whole] [--errors]` prints precision
and recall per criterion; errors of the half that is held out are never shown.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matching.criteria import diploma, rijbewijs
from matching.reading import Said, read_candidate, read_vacancy
from matching.reading.hours import Hours
from matching.types import SHIFTS

TODAY = date(2027, 1, 11)
OTHER_DAYS = dict.fromkeys(
    (
        "reading_third.txt",
        "reading_fourth.txt",
        "reading_fifth.txt",
        "reading_sixth.txt",
        "reading_seventh.txt",
        "reading_eighth.txt",
        "reading_ninth.txt",
        "reading_tenth.txt",
        "reading_kinds.txt",
        "reading_ways.txt",
        "reading_whole_second.txt",
        "reading_whole_third.txt",
        "reading_whole_fourth.txt",
    ),
    date(2026, 11, 22),
)
"""Files with another day on which they are read."""
APART = ("fresh", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "kinds", "ways")
"""Names of files that the command measures on their own."""
FOLDER = Path(__file__).parent / "data"
PAIRS = {"rijbewijs": rijbewijs.missing, "diploma": diploma.missing}
FIELDS = {
    "rijbewijs": ("licences", "licences"), "diploma": ("diplomas", "diplomas"), "opleiding": ("education", "education"),
    "taal": ("language", "language"), "diensttijden": ("shifts", "shifts"), "uren": ("hours", "hours"),
    "werkomstandigheden": ("conditions", "cannot"), "begeleiding": ("guidance", "guidance"),
    "doelgroepregister": ("register", "register"), "reistijd": ("transport", "travel"),
    "beschikbaarheid": ("start", "available"),
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One labelled text, and whether it is held out."""

    criterion: str
    side: str
    answer: str
    text: str
    held_out: bool
    on: date = TODAY


def lines(name: str) -> Iterator[Line]:
    """Lines of a file; every second line of a section is held out."""
    side = criterion = ""
    number = 0
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            _, side, criterion = line.split()
            number = 0
        elif line and not line.startswith("#"):
            answer, text = line.split(" | ", 1)
            yield Line(criterion, side, answer.strip(), text, held_out=number % 2 == 1, on=OTHER_DAYS.get(name, TODAY))
            number += 1


def wholes(name: str) -> Iterator[Line]:
    """Whole texts, each with a line of what it decides: every other criterion is not decided."""
    side = text = ""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            told = dict(each.strip().split("=", 1) for each in line.split(";"))
            for criterion in FIELDS:
                yield Line(
                    criterion, side, told.get(criterion, "?"), text, held_out=False, on=OTHER_DAYS.get(name, TODAY)
                )
        elif line and not line.startswith("#"):
            side, text = line.split(" | ", 1)


def read(line: Line) -> str:
    """What the engine answers, in the notation of the file."""
    if line.side == "P":
        required, held = (
            tuple(label.strip() for label in cell.split(" ; ") if label.strip() not in {"", "-"})
            for cell in line.text.split(" | ")
        )
        return "no" if PAIRS[line.criterion](required, held) else "yes"
    on_vacancy, on_candidate = FIELDS[line.criterion]
    if line.side == "C":
        return written(getattr(read_candidate(line.text, on=line.on), on_candidate), line.on)
    said = read_vacancy(line.text, on=line.on)
    is_wish = line.criterion == "beschikbaarheid" and said.start is not None and said.start_wished
    return "~" * is_wish + written(getattr(said, on_vacancy), line.on)


def written(said: object, on: date) -> str:
    """An answer in the notation of the file."""
    if said is None or isinstance(said, date):
        return "?" if said is None else "vandaag" if said == on else said.isoformat()
    if isinstance(said, Hours):
        ends = ["" if end is None else f"{end:g}" for end in (said.low, said.high)]
        return "~" * said.wished + "-".join(ends) if any(ends) else "?"
    if isinstance(said, Said):
        parts = [*said.values, *(f"~{value}" for value in said.wished)]
        without = "!" + ",".join(sorted(said.without)) if said.without else ""
        return ",".join(sorted(parts)) or without or ("-" if said.none else "?")
    modes, minutes = said.modes, said.minutes  # type: ignore[attr-defined]  # the union is narrowed by the returns above
    parts = [",".join(sorted(modes))] if modes else []
    return " ".join([*parts, *([f"<{minutes:g}"] if minutes else [])]) or ("-" if said.none else "?")  # type: ignore[attr-defined]  # as above


def same(answer: str, other: str) -> bool:
    """Whether two answers say the same, in any order."""

    def key(text: str) -> tuple[str, ...]:
        if text.startswith("!") and set(text[1:].split(",")) <= set(SHIFTS):  # all but these
            return tuple(sorted(set(SHIFTS) - set(text[1:].split(","))))
        return tuple(sorted(text.replace("!", "!,").replace(" ", ",").split(",")))

    return key(answer) == key(other)


@dataclass
class Score:
    """Decided by the engine, decided by the label, and decided alike."""

    found: int = 0
    labelled: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Share of what the engine decided that is as labelled."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what the labels decide that the engine decided alike."""
        return self.right / self.labelled if self.labelled else 1.0


def scores(some: list[Line], *, show: bool = False) -> dict[str, Score]:
    """Score per criterion, and for all together under ``alles``."""
    found: dict[str, Score] = defaultdict(Score)
    for line in some:
        got = read(line)
        right = same(got, line.answer)
        if show and not right:
            sys.stdout.write(f"{line.side} {line.criterion}: {line.answer} but {got} | {line.text}\n")
        for name in (line.criterion, "alles"):
            score = found[name]
            score.found += got != "?"
            score.labelled += line.answer != "?"
            score.right += right and got != "?"
    return found


def main() -> None:
    """Print the table."""
    apart = next((name for name in APART if f"--{name}" in sys.argv), None)
    if "--whole" in sys.argv:
        halves = {"whole": list(wholes("reading_whole.txt"))}
    elif apart:
        halves = {apart: list(lines(f"reading_{apart}.txt"))}
    else:
        every = list(lines("reading.txt"))
        halves = {
            "tuned": [line for line in every if not line.held_out], "held out": [li for li in every if li.held_out]
        }  # fmt: skip
    for half, some in halves.items():
        show = "--errors" in sys.argv and half != "held out"
        for criterion, score in scores(some, show=show).items():
            line = f"{half}\t{criterion}\t{score.labelled}\t{score.precision:.3f}\t{score.recall:.3f}\n"
            sys.stdout.write(line)


if __name__ == "__main__":
    main()
