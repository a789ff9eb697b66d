"""The commands for titles: ``train-titles``, ``link-titles`` and ``evaluate-titles``."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from matching import title_cache, title_evaluation, title_files
from matching.encoding import KeptEncoder, encoder_of_the_extra
from matching.title_fusion import TitleFusion
from matching.title_noise import KINDS
from matching.titles import Label
from matching.validation import InvalidInputError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - the type has no public name


def add_to(commands: "Commands") -> None:
    """Add the commands for titles to a command line."""
    train = commands.add_parser("train-titles", help="learn the order of concepts from titles, and keep it")
    link = commands.add_parser("link-titles", help="link the titles of a file to concepts")
    scores = commands.add_parser("evaluate-titles", help="score the linking of titles whose concepts are known")
    for command in (train, link, scores):
        command.add_argument("--labels", type=Path, required=True, metavar="L", help="labels of the concepts (tsv)")
        command.add_argument(
            "--train", type=Path, metavar="D", required=command is train,
            help="titles with known concepts to learn from (tsv)",
        )  # fmt: skip
        command.add_argument(
            "--cache", type=Path, metavar="DIR", default=title_cache.FOLDER, help="folder of what was learned"
        )
        command.add_argument("--encoder", action="store_true", help="compare by meaning too: needs wsp[encoder]")
        command.add_argument("--json", action="store_true", help="one JSON object a line (the only form)")
    for command in (link, scores):
        command.add_argument("--titles", type=Path, required=True, metavar="T", help="titles (tsv)")
    train.set_defaults(run=_train)
    link.add_argument("--top", type=int, default=10, metavar="N", help="concepts per title")
    link.add_argument("--explain", action="store_true", help="also the label and the score of each concept")
    link.add_argument("--corrections", type=Path, metavar="C", help="titles that people settled since (tsv)")
    link.set_defaults(run=_link)
    scores.add_argument("--folds", type=int, default=0, metavar="K", help="cross-validate on the titles themselves")
    scores.add_argument("--by-concept", action="store_true", help="keep titles of one concept in one fold")
    scores.add_argument("--dirty", choices=tuple(KINDS), nargs="+", default=[], help="also on titles made dirty")
    scores.set_defaults(run=_evaluate)


def _train(options: argparse.Namespace) -> int:
    begin = time.perf_counter()
    labels, train = title_files.read_labels(options.labels), title_files.read_titles(options.train)
    encoder = _encoder(options)
    fusion = title_evaluation.trained(labels, train, encoder=encoder)
    if fusion.trees_ is None:
        raise InvalidInputError(f"{options.train.name}: too few titles with a known concept to learn from")
    path = _path(labels, train, options.cache, encoder)
    title_cache.write(path, fusion.trees_.arrays)
    line = {
        "labels": len(labels), "titles": len(train), "trees": len(fusion.trees_.arrays.model),
        "seconds": round(time.perf_counter() - begin, 1), "file": str(path), "bytes": path.stat().st_size,
    }  # fmt: skip
    sys.stdout.write(json.dumps(line) + "\n")
    return 0


def _link(options: argparse.Namespace) -> int:
    titles = title_files.read_titles(options.titles)
    fusion = _fusion(options)
    if options.corrections:
        fusion = fusion.correct(title_evaluation.as_labels(title_files.read_titles(options.corrections)))
    answers = fusion.link([title.text for title in titles], top=max(options.top, 1))
    for title, answer in zip(titles, answers, strict=True):
        line: dict[str, object] = {"query_id": title.query_id, "concepts": [found.uri for found in answer]}
        if options.explain:
            line["because"] = [{"label": found.label, "score": round(found.score, 6)} for found in answer]
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    titles = title_files.read_titles(options.titles)
    kinds = (title_evaluation.CLEAN, *options.dirty)
    if options.folds == 1 or options.folds < 0 or options.folds > len(titles):
        raise InvalidInputError("--folds must be at least 2 and at most the number of titles")
    if options.folds:
        found = title_evaluation.cross_validate(
            title_files.read_labels(options.labels), titles, folds=options.folds, by_concept=options.by_concept,
            kinds=kinds, encoder=_encoder(options),
        )  # fmt: skip
    else:
        found = title_evaluation.score(_fusion(options), titles, kinds)
    for kind, scores in found.items():
        line = {
            "kind": kind, "titles": scores.titles, "mrr": round(scores.mrr, 4),
            "mrr_95": [round(end, 4) for end in scores.mrr_interval],
        }  # fmt: skip
        for depth, value in scores.hits.items():
            line[f"hits@{depth}"] = round(value, 4)
            line[f"hits@{depth}_95"] = [round(end, 4) for end in scores.hits_intervals[depth]]
        sys.stdout.write(json.dumps(line | {"ms_per_title": round(scores.ms_per_title, 2)}) + "\n")
    return 0


def _fusion(options: argparse.Namespace) -> TitleFusion:
    """The linker with what was kept for these inputs; learned now when nothing (usable) was."""
    labels = title_files.read_labels(options.labels)
    train = title_files.read_titles(options.train) if options.train else []
    encoder = _encoder(options)
    try:
        kept = title_cache.read(_path(labels, train, options.cache, encoder))
    except title_cache.OtherVersionError as error:
        sys.stderr.write(f"matching: {error}; learning again\n")
        kept = None
    if kept is None:
        return title_evaluation.trained(labels, train, encoder=encoder)
    return title_evaluation.trained(labels, train, learn=False, encoder=encoder).use(kept)


def _encoder(options: argparse.Namespace) -> KeptEncoder | None:
    return encoder_of_the_extra(folder=options.cache) if options.encoder else None


def _path(labels: list[Label], train: list[title_files.Title], folder: Path, encoder: KeptEncoder | None) -> Path:
    """A model that was learned with an encoder lies apart: it is of no use without the same one."""
    if encoder is not None:
        folder = folder / encoder.name.replace(" ", "-")
    return title_cache.path_for(labels, ((title.text, title.concepts) for title in train), folder=folder)
