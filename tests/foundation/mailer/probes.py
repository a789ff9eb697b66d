"""Templates of mails that exist for tests only."""

import shutil
from pathlib import Path
from typing import Final

from wsp.foundation.mailer.settings import current

_TASKS: Final = """{% extends "layout/mail.txt" %}
{% block subject %}Er staan {{ count }} taken klaar{% endblock %}
{% block body %}
Er is een bericht van {{ name }}.

- eerste punt
- tweede punt

Bekijk de taken:
{{ link("/mijn-dag") }}
{% endblock %}
"""
_NAME_IN_SUBJECT: Final = """{% extends "layout/mail.txt" %}
{% block subject %}Bericht van {{ name }}{% endblock %}
{% block body %}x{% endblock %}
"""


def write_templates(folder: Path) -> Path:
    """Fill `folder` with the layout and two probes, and give it back."""
    shutil.copytree(current().templates_dir / "layout", folder / "layout")
    (folder / "probe" / "mail").mkdir(parents=True)
    (folder / "probe" / "mail" / "tasks.txt").write_text(_TASKS, encoding="utf-8")
    (folder / "probe" / "mail" / "leak.txt").write_text(_NAME_IN_SUBJECT, encoding="utf-8")
    return folder
