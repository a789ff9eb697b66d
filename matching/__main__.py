"""Command line of the engine: ``python -m matching rank-file FILE --json`` and the commands for titles.

Answers go to standard output, one JSON object a line; what is wrong goes to standard error in one line, with a
non-zero exit code.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from matching import rank_file, title_files
from matching.ranking import Ranker
from matching.title_fusion import TitleFusion
from matching.validation import InvalidInputError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or 2 when the input cannot be used."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except InvalidInputError as error:
        _say(f"matching: {' '.join(str(error).split())}")
        return 2
    except BrokenPipeError:
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching", description="Explained matching.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    ranking = commands.add_parser("rank-file", help="rank all candidates of a JSON file for each of its vacancies")
    ranking.add_argument("file", type=Path, metavar="FILE")
    ranking.add_argument("--json", action="store_true", help="one JSON object a line (the only form)")
    ranking.add_argument("--on", type=date.fromisoformat, metavar="DATE", help="the day that counts as today")
    ranking.set_defaults(run=_rank_file)
    _title_commands(commands)
    return parser


def _title_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    link = commands.add_parser("link-titles", help="link the titles of a file to concepts")
    scores = commands.add_parser("evaluate-titles", help="score the linking of titles whose concepts are known")
    for command in (link, scores):
        command.add_argument("--labels", type=Path, required=True, metavar="L", help="labels of the concepts (tsv)")
        command.add_argument("--titles", type=Path, required=True, metavar="T", help="titles (tsv)")
        command.add_argument("--train", type=Path, metavar="D", help="titles with known concepts to learn from (tsv)")
        command.add_argument("--json", action="store_true", help="one JSON object a line (the only form)")
    link.add_argument("--top", type=int, default=10, metavar="N", help="concepts per title")
    link.add_argument("--explain", action="store_true", help="also the label and the score of each concept")
    link.set_defaults(run=_link_titles)
    scores.add_argument("--folds", type=int, default=0, metavar="K", help="cross-validate on the titles themselves")
    scores.set_defaults(run=_evaluate_titles)


def _link_titles(options: argparse.Namespace) -> int:
    titles = title_files.read_titles(options.titles)
    answers = _fusion(options).link([title.text for title in titles], top=max(options.top, 1))
    for title, answer in zip(titles, answers, strict=True):
        line: dict[str, object] = {"query_id": title.query_id, "concepts": [found.uri for found in answer]}
        if options.explain:
            line["because"] = [{"label": found.label, "score": round(found.score, 6)} for found in answer]
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _evaluate_titles(options: argparse.Namespace) -> int:
    titles = title_files.read_titles(options.titles)
    if options.folds == 1 or options.folds < 0 or options.folds > len(titles):
        raise InvalidInputError("--folds must be at least 2 and at most the number of titles")
    if options.folds:
        scores = title_files.cross_validate(title_files.read_labels(options.labels), titles, folds=options.folds)
    else:
        answers = _fusion(options).link([title.text for title in titles], top=50)
        scores = title_files.evaluate(answers, titles)
    line = {
        "titles": scores.titles,
        "mrr": round(scores.mrr, 4),
        "mrr_95": [round(scores.mrr_low, 4), round(scores.mrr_high, 4)],
    }
    sys.stdout.write(json.dumps(line | {f"hits@{k}": round(v, 4) for k, v in scores.hits.items()}) + "\n")
    return 0


def _fusion(options: argparse.Namespace) -> TitleFusion:
    labels = title_files.read_labels(options.labels)
    return title_files.trained(labels, title_files.read_titles(options.train) if options.train else ())


def _rank_file(options: argparse.Namespace) -> int:
    content = rank_file.read(options.file, warn=_say)
    for answer in rank_file.answers(content, ranker=Ranker(), on=options.on):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
