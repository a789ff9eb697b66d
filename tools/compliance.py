"""`python -m tools.compliance`: writes docs/compliance.md from the tests that say which numbered rule they prove.

A rule without a test stands there too: an empty place is information. Only facts, no wording of others: the numbers are
those of the project's checklists (accessibility A, language B, logging L and N, privacy G, AI I, security S,
reliability R, log-in O).
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "compliance.md"
REASONS: Final = ROOT / "tools" / "compliance_reasons.yaml"
CHAPTERS: Final = {
    "A": ("Accessibility", 21),
    "B": ("Plain Dutch", 6),
    "L": ("Processing log", 11),
    "N": ("Access log", 4),
    "G": ("Privacy", 15),
    "I": ("AI regulation", 17),
    "S": ("Security", 21),
    "R": ("Reliability", 14),
    "O": ("Log-in with another provider", 9),
}


@cache
def proofs(folder: Path = ROOT / "tests") -> dict[str, list[str]]:
    """Rule id to the tests that carry its mark."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name, decorators in _decorated(tree):
            for decorator in decorators:
                for rule in _rules(decorator):
                    found[rule].append(f"{path.relative_to(ROOT)}::{name}")
    return found


def _decorated(tree: ast.Module) -> Iterator[tuple[str, list[ast.expr]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.decorator_list:
            yield node.name, node.decorator_list
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "pytestmark" for t in node.targets):
            marks = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
            yield "(whole file)", marks


def _rules(decorator: ast.expr) -> list[str]:
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "pytest.mark.rule":
        return []
    return [str(each.value) for each in decorator.args if isinstance(each, ast.Constant)]


def page() -> str:
    """The page as it should be."""
    found = proofs()
    lines = [
        "# Which rule is proved by which test",
        "",
        "Written by `python -m tools.compliance` from the marks in the tests; do not edit by hand.",
        "A rule without a test is not proved, whatever the code does; the reason stands in its place, from",
        "`tools/compliance_reasons.yaml`. A reason beside tests says what they leave out.",
    ]
    why = reasons()
    for letter, (title, count) in CHAPTERS.items():
        proved = sum(f"{letter}{number}" in found for number in range(1, count + 1))
        lines += ["", f"## {title}: {proved} of {count}", "", "| rule | tests |", "|---|---|"]
        for number in range(1, count + 1):
            tests = [f"`{test}`" for test in found.get(f"{letter}{number}", [])]
            said = [why[f"{letter}{number}"]] if f"{letter}{number}" in why else []
            lines.append(f"| {letter}{number} | {'<br>'.join([*tests, *said]) or 'no test and no reason yet'} |")
    lines += ["", "## REST API", "", why["API 1-36"]]
    return "\n".join(lines) + "\n"


def reasons() -> dict[str, str]:
    """Rule id to why it has no test, or what its tests leave out."""
    found = yaml.safe_load(REASONS.read_text(encoding="utf-8"))
    return {rule: " ".join(text.split()) for rule, text in found.items()}


def bare() -> list[str]:
    """Rules with neither a test nor a reason."""
    found, why = proofs(), reasons()
    return [rule for rule in _known() if rule not in found and rule not in why]


def _known() -> list[str]:
    return [f"{letter}{number}" for letter, (_, count) in CHAPTERS.items() for number in range(1, count + 1)]


def unknown() -> list[str]:
    """Marks that name no rule of the checklists."""
    return sorted(set(proofs()) - set(_known()) | set(reasons()) - set(_known()) - {"API 1-36"})


def main() -> None:
    """Write the page; exit 1 for a mark that names no rule."""
    if strange := unknown():
        sys.exit(f"compliance: no such rule: {', '.join(strange)}")
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
