"""What the program's routes are, and who may enter: as text, to be reviewed and compared.

After adding a page: `python -m tests.architecture.routes` writes both files again; look at the difference before you
commit it.
"""

from pathlib import Path
from typing import Final

import yaml
from flask import Flask
from werkzeug.routing import Rule

from wsp.accounts.permissions import GRANTS, Role
from wsp.web.access import describe

HERE: Final = Path(__file__).parent
ROUTES: Final = HERE.parent / "route-list.txt"
MATRIX: Final = HERE / "authorisation.yaml"

EVERYBODY: Final = "iedereen"
LOGGED_IN: Final = "ingelogd"


def rules(app: Flask) -> list[Rule]:
    """All routes, in a fixed order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(methods(rule)), rule.endpoint))


def methods(rule: Rule) -> set[str]:
    """The methods that do something; the framework adds HEAD and OPTIONS by itself."""
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


def route_list(app: Flask) -> list[str]:
    """One line per route: methods, address, endpoint."""
    return [f"{','.join(sorted(methods(rule)))} {rule.rule} {rule.endpoint}" for rule in rules(app)]


def matrix(app: Flask) -> dict[str, dict[str, object]]:
    """Endpoint -> what it asks, and the roles that have it."""
    found: dict[str, dict[str, object]] = {}
    for endpoint, rule in sorted(describe(app).items()):
        if rule.permission is not None:
            roles = sorted(role.value for role in Role if rule.permission in GRANTS[role])
            found[endpoint] = {"needs": rule.permission.value, "roles": roles}
        else:
            needs = EVERYBODY if rule.public else LOGGED_IN
            found[endpoint] = {"needs": needs, "roles": sorted(role.value for role in Role)}
    return found


def write(app: Flask) -> None:
    """Write both files."""
    ROUTES.write_text("\n".join(route_list(app)) + "\n", encoding="utf-8")
    text = yaml.safe_dump(matrix(app), sort_keys=True, allow_unicode=True, width=110, default_flow_style=None)
    heading = "# Who may enter which endpoint. Made by `python -m tests.architecture.routes`; review every change.\n"
    MATRIX.write_text(heading + text, encoding="utf-8")


def _application() -> Flask:
    """The application without a database: its routes need none."""
    import os
    import tempfile

    from wsp.app import create_app
    from wsp.settings import load_settings

    nowhere = dict.fromkeys(("DATABASE_URL", "OWNER_DATABASE_URL", "RETENTION_DATABASE_URL"), "postgresql://nowhere/x")
    with tempfile.TemporaryDirectory() as folder:
        return create_app(load_settings(os.environ | nowhere | {"WSP_MODE": "test", "WSP_DATA_DIR": folder}))


if __name__ == "__main__":
    write(_application())
