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

from matching import bench, plan_bench, rank_file, title_commands
from matching.ranking import Ranker
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
    ranking.add_argument(
        "--fields-only", action="store_true", help="leave null not known, also where the text says what it is"
    )
    ranking.set_defaults(run=_rank_file)
    title_commands.add_to(commands)
    planning = commands.add_parser("plan-bench", help="measure the verdeelplan on a made-up region")
    planning.add_argument("--vacancies", type=int, default=5_000, metavar="N", help="vacancies of the region")
    planning.add_argument("--people", type=int, default=20_000, metavar="N", help="people of the region")
    planning.add_argument("--json", action="store_true", help="one JSON object (the only form)")
    planning.set_defaults(run=_plan_bench)
    timing = commands.add_parser("bench", help="measure the engine on made-up people next to other ways")
    timing.add_argument("--candidates", type=int, default=50_000, metavar="N", help="number of people")
    timing.add_argument("--vacancies", type=int, default=20_000, metavar="N", help="number of vacancies")
    timing.add_argument("--batch", type=_pair, metavar="VxC", help="also rank V vacancies over C people: 5000x100000")
    timing.add_argument("--postgres", metavar="DSN", help="also measure a PostgreSQL server with pg_trgm")
    timing.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the made stores here for a next run")
    timing.add_argument("--json", action="store_true", help="one JSON object (the only form)")
    timing.set_defaults(run=_bench)
    return parser


def _pair(text: str) -> tuple[int, int]:
    first, _, second = text.partition("x")
    return int(first), int(second)


def _bench(options: argparse.Namespace) -> int:
    found = bench.run(
        candidates=options.candidates, vacancies=options.vacancies, batch=options.batch, keep=options.keep,
        postgres=options.postgres,
    )  # fmt: skip
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


def _rank_file(options: argparse.Namespace) -> int:
    content = rank_file.read(options.file, warn=_say)
    if not options.fields_only:
        content = rank_file.filled(content, on=options.on)
    for answer in rank_file.answers(content, ranker=Ranker(), on=options.on):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return 0


def _plan_bench(options: argparse.Namespace) -> int:
    if options.vacancies < plan_bench.LEAST or options.people < plan_bench.LEAST:
        raise InvalidInputError(f"plan-bench needs at least {plan_bench.LEAST} vacancies and people")
    found = plan_bench.measure(vacancies=options.vacancies, people=options.people)
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
