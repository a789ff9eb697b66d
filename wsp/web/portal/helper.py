"""For which companies somebody speaks here, and who helps them: asked once per page."""

from collections.abc import Sequence

from flask import g

from wsp.accounts import queries as accounts
from wsp.employers import queries as employers
from wsp.employers.models import Employer
from wsp.placements.masking import for_employer
from wsp.placements.shown import Helper
from wsp.web.access import current_actor, current_session


def own_employers() -> Sequence[Employer]:
    """The employers for which the visitor's organisation speaks, by name."""
    if "portal_employers" not in g:
        g.portal_employers = employers.own_employers(current_session(), current_actor())
    found: Sequence[Employer] = g.portal_employers
    return found


def helper() -> Helper | None:
    """The fixed contact person of the employer; None while it has none."""
    owner_id = next((each.owner_id for each in own_employers() if each.owner_id), None)
    user = accounts.user(current_session(), owner_id) if owner_id else None
    found: Helper | None = for_employer(user) if user else None
    return found
