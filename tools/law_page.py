"""`python -m tools.law_page`: writes docs/law.md: rules with their keys, local rules, exclusions and golden cases.

Everything on the page comes from the program and from the case files next to the modules; a test compares.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

import wsp.instruments
from wsp.instruments import catalogue, combinations, command_line
from wsp.law import Parameters
from wsp.law.local import LOCAL_RULES
from wsp.law.values import Certainty

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "law.md"
_CASES: Final = Path(wsp.instruments.__file__).parent
_HEAD: Final = """# Law and instruments

Written by `python -m tools.law_page` from the program; do not edit by hand. Facts about the law, with what is not
certain, stand as dated values in `wsp/law/parameters/`, each with source, day of checking and certainty (V read in the
law, V2 from another source, D derived, M not seen in a source, ? unknown). An answer that used a value with M, or a
value past its period, is *voorlopig* and says which. A value that is not known at all gives *onbekend: wij hebben ...
nodig*. Dates before 1 July 2021 are *niet ondersteund*, but for `wml`, which goes back to 2015.
"""
_RULES_TEXT: Final = """Without `--on` the law of today counts. Facts that are not given and cannot be assumed are
asked (`missing`, with the key); facts that contradict each other too. An unknown rule, key, value or date ends with a
non-zero code. What the command assumes stands as *Aanname* among the steps. `loonkostenvoordeel` gives
`amount_per_year`, `wml` gives `per_hour` and `per_month`, `no-risk` with a `dagloon` gives `amount_per_day`. An
underscore may stand for a hyphen in a name.
"""
_LOCAL_TEXT: Final = """Dated rows in `policy` (Beleid, Lokale waarde), per municipality or for the region. A value
above the national limit is refused; one from before a change of the law counts as the limit.
"""


def page() -> str:
    """Return the page as it should be."""
    return "\n".join([_HEAD, *_rules(), *_local(), *_exclusions(), *_uncertain(), *_cases()])


def _rules() -> Iterator[str]:
    yield "## `wsp rule NAME [--on DATE] --set key=value ... [--json]`\n"
    yield _RULES_TEXT
    for name in command_line.RULES:
        yield f"### {name}\n"
        yield f"{command_line.summary(name)}\n"
        yield "| key | what |\n|---|---|"
        yield from (f"| `{key.name}` | {key.meaning} |" for key in command_line.keys(name))
        yield ""


def _local() -> Iterator[str]:
    yield "## Rules of a municipality\n"
    yield _LOCAL_TEXT
    yield "| code | what | unit | instrument | at most |\n|---|---|---|---|---|"
    for rule in LOCAL_RULES.values():
        yield f"| `{rule.code}` | {rule.title} | {rule.unit.value} | {rule.instrument} | {rule.limit or ''} |"
    yield ""


def _exclusions() -> Iterator[str]:
    yield "## What excludes what\n"
    yield "Two of these on the same days are refused, with both named. Every other pair goes together.\n"
    yield "| instrument | excludes |\n|---|---|"
    for each in catalogue.all():
        others = combinations.excluded_by(each.code)
        if others:
            yield f"| {each.code} | {', '.join(others)} |"
    yield ""


def _uncertain() -> Iterator[str]:
    yield "## Values that somebody must confirm\n"
    yield "| value | from | what we have | certainty |\n|---|---|---|---|"
    law = Parameters.load()
    for code in law.codes:
        for row in law.parameter(code).values:
            if row.certainty in (Certainty.TO_CHECK, Certainty.UNKNOWN):
                value = "unknown" if row.value is None else format(row.value, "f")
                yield f"| `{code}` | {row.valid_from} | {value} | {row.certainty.value} |"
    yield ""


def _cases() -> Iterator[str]:
    yield "## Golden cases\n"
    yield "They stand as YAML next to the modules, with all facts. *hand*: arithmetic by hand from the values of law."
    for path in sorted(_CASES.glob("*.cases.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield f"\n### {path.name.removesuffix('.cases.yaml')}\n"
        yield "| case | day | expected | source |\n|---|---|---|---|"
        for case in content["cases"]:
            yield f"| {case['name']} | {case['day']} | {_expected(case['expect'])} | {case['source']} |"
        for case in content.get("over_time", ()):
            days = f"{case['from']} to {case['until']}"
            yield f"| {case['name']} | {days} | {len(case['rows'])} periods | {case['source']} |"
    yield ""


def _expected(expect: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_plain(value)}" for name, value in expect.items())


def _plain(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return " + ".join(map(str, value)) or "nothing"
    if isinstance(value, dict):
        return " ".join(f"{key} {each}" for key, each in value.items())
    return str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
