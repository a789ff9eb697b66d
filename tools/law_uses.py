"""`python -m tools.law_uses`: writes wsp/instruments/uses.yaml: which instruments look at which value of law.

Every golden case is decided, and what its answer says that it used is noted. A test compares.
"""

from collections import defaultdict
from typing import Final

import yaml

from tests.instruments import golden
from wsp.instruments import catalogue
from wsp.instruments.uses import FILE, family
from wsp.law.errors import LawError
from wsp.law.lookup import Parameters

_HEAD: Final = "# Written by `python -m tools.law_uses` from the golden cases; do not edit by hand.\n"


def found() -> dict[str, list[str]]:
    """Value (or table of values) -> codes of the instruments that used it in any golden case."""
    national = {family(code) for code in Parameters.load().codes}
    uses: dict[str, set[str]] = defaultdict(set)
    for module in golden.modules():
        for code, case in golden.cases_of(module):
            try:
                answer = catalogue.get(code).assess(case.facts, case.lawbook, case.on)
            except LawError:
                continue
            for source in answer.sources:
                if family(source.code) in national:
                    uses[family(source.code)].add(code)
    return {code: sorted(instruments) for code, instruments in sorted(uses.items())}


def text() -> str:
    """The file as it should be."""
    return _HEAD + yaml.safe_dump(found(), sort_keys=True)


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
