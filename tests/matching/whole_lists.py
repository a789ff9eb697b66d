"""Lists in the form of `rank-file`, judged by somebody else: the order, and what is not met or a question per person.

`python -m tests.matching.whole_lists [FILE ...]` prints NDCG@10 per vacancy, and precision and recall over all pairs of
a person and a criterion that is not met; `--show` adds each pair on which reading and judge differ. A `FILE` holds
``lists``, each with ``vacancies`` (one), ``candidates`` and ``judgements`` (grade 0-3, ``violated``, ``unknown``).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from matching.rank_file import answers, filled, read
from matching.ranking import Ranker
from tests.matching.judged import ndcg

FOLDER = Path(__file__).parent / "data"
FILES = (
    "judged_tenth.json",
    "judged_eleventh.json",
    "judged_twelfth.json",
    "judged_fourteenth.json",
    "judged_fifteenth.json",
    "judged_sixteenth.json",
    "judged_seventeenth.json",
    "judged_eighteenth.json",
    "judged_nineteenth.json",
    "judged_twentyfirst.json",
    "judged_twentysecond.json",
    "judged_twentythird.json",
    "judged_twentyfourth.json",
    "judged_twentyfifth.json",
    "judged_twentysixth.json",
    "judged_twentyseventh.json",
    "judged_twentyeighth.json",
    "judged_twentyninth.json",
)


@dataclass
class Outcome:
    """What a list came to: NDCG@10, and criteria per person that both name, only the reading, or only the judge."""

    title: str
    order: float
    named: dict[str, Counter[str]] = field(default_factory=lambda: {"violated": Counter(), "unknown": Counter()})
    differences: list[str] = field(default_factory=list)


def outcomes(name: str) -> Iterator[Outcome]:
    """Of each list of a file."""
    for each in json.loads((FOLDER / name).read_text(encoding="utf-8"))["lists"]:
        yield _outcome(each)


def _outcome(each: dict[str, Any]) -> Outcome:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.json"
        path.write_text(json.dumps(each), encoding="utf-8")
        (answer,) = answers(filled(read(path, warn=lambda _: None)), ranker=Ranker())
    ranking: Any = answer["ranking"]
    judged = {judgement["candidate"]: judgement for judgement in each["judgements"]}
    grades = [judged[row["candidate"]]["grade"] for row in ranking]
    found = Outcome(each["vacancies"][0]["title"], ndcg(grades, sorted(grades, reverse=True)))
    for row in ranking:
        for kind, counts in found.named.items():
            said, meant = set(row[kind]), set(judged[row["candidate"]][kind])
            counts.update(both=len(said & meant), said=len(said - meant), meant=len(meant - said))
            if said != meant:
                wrong = (
                    f"{row['candidate']} {kind}: only read {sorted(said - meant)}, only judged {sorted(meant - said)}"
                )
                found.differences.append(wrong)
    return found


def precision_and_recall(found: Sequence[Outcome], kind: str = "violated") -> tuple[float, float]:
    """Of what is said to be not met, and of what is not met."""
    total: Counter[str] = sum((outcome.named[kind] for outcome in found), Counter())
    return total["both"] / (total["both"] + total["said"]), total["both"] / (total["both"] + total["meant"])


def main(arguments: Sequence[str]) -> None:
    """Print how well lists are ranked and read."""
    for name in [each for each in arguments if not each.startswith("--")] or FILES:
        found = list(outcomes(name))
        lines = []
        for outcome in found:
            lines.append(f"{name}\t{outcome.title}\t{outcome.order:.3f}")
            lines += outcome.differences if "--show" in arguments else []
        for kind in ("violated", "unknown"):
            precision, recall = precision_and_recall(found, kind)
            lines.append(f"{name}\t{kind}\t{precision:.3f}\t{recall:.3f}")
        lines.append(f"{name}\tNDCG@10\t{mean(outcome.order for outcome in found):.3f}")
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
