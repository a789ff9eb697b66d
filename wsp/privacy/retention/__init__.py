"""Carries out wsp/policy/retention.py: warns, waits, and then erases, as the retention role."""

from wsp.privacy.retention.dossiers import (
    GRACE_DAYS,
    WARN_DAYS,
    Due,
    active_holds,
    due_dossiers,
    last_day_of,
)
from wsp.privacy.retention.run import DRY_RUN, Plan, plan, run, warn

__all__ = [
    "DRY_RUN",
    "GRACE_DAYS",
    "WARN_DAYS",
    "Due",
    "Plan",
    "active_holds",
    "due_dossiers",
    "last_day_of",
    "plan",
    "run",
    "warn",
]
