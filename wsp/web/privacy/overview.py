"""What asks for attention, and the register of processing activities."""

from flask import render_template

from wsp.accounts.permissions import Permission
from wsp.policy.retention import TABLES
from wsp.privacy import queries, register
from wsp.privacy.retention import plan
from wsp.privacy.retention.run import last_runs
from wsp.web.access import current_session, requires
from wsp.web.i18n import plural
from wsp.web.privacy.blueprint import blueprint


@blueprint.get("/privacy/overzicht")
@requires(Permission.PRIVACY_MANAGE)
def overview() -> str:
    """Requests, dossiers that go soon, break-glass accesses, and the ways to the logs."""
    session = current_session()
    waiting, late, unjudged = queries.attention(session)
    first = queries.list_requests(session, queries.RequestFilter()).rows[:5]
    found = plan(session)
    runs = last_runs(session, limit=1)
    return render_template(
        "privacy/overview.html",
        waiting=waiting,
        late=late,
        requests=first,
        plan=found,
        last_run=runs[0] if runs else None,
        emergencies=unjudged,
    )


@blueprint.get("/privacy/verwerkingsregister")
@requires(Permission.DAY_READ)
def show_register() -> str:
    """Which data are processed, for what, on what ground, for how long (AVG art. 30)."""
    tables = register.tables()
    shown = []
    for activity in register.activities():
        own = [facts for facts in tables.values() if facts.activity == activity.id]
        kinds = {facts.columns[column] for facts in own for column in facts.personal if column in facts.columns}
        shown.append(
            (
                activity,
                sorted({str(facts.of) for facts in own if facts.of}),
                sorted(register.kind_labels()[kind].lower() for kind in kinds - {"tijd", "kenmerk"}),
                _terms([facts.name for facts in own]),
            )
        )
    return render_template("privacy/register.html", activities=shown, subjects_of=_subjects_of)


def _subjects_of(names: list[str]) -> str:
    return ", ".join(_SUBJECTS[name] for name in names)


_SUBJECTS = {
    "kandidaat": "Kandidaten",
    "contactpersoon": "Contactpersonen van werkgevers",
    "medewerker": "Medewerkers",
}


def _terms(tables: list[str]) -> list[str]:
    """How long the data of these tables stay, in words; the longest first."""
    rules = {(rule.months, rule.since) for name in tables if (rule := TABLES[name]).months is not None}
    return [
        f"{months // 12} jaar na: {since}" if months % 12 == 0 else f"{plural(months, 'maand', 'maanden')} na: {since}"
        for months, since in sorted(rules, key=lambda rule: (-(rule[0] or 0), rule[1]))
        if months is not None
    ]
