"""Imports every room's tables, so that migrations and tests see the whole schema at once."""

from wsp.accounts import models as accounts
from wsp.audit import models as audit
from wsp.banenafspraak import models as banenafspraak
from wsp.candidates import models as candidates
from wsp.cohorts import models as cohorts
from wsp.couplings import models as couplings
from wsp.documents import models as documents
from wsp.duplicates import models as duplicates
from wsp.employers import models as employers
from wsp.exchange import models as exchange
from wsp.exchange.region import models as region_exports
from wsp.foundation import editions, numbering
from wsp.foundation.db import Base
from wsp.foundation.mailer import models as mailer
from wsp.lists import models as lists
from wsp.payments import models as payments
from wsp.placements import models as placements
from wsp.placements.coaching import models as coaching
from wsp.placements.obligations import models as obligations
from wsp.placements.reindexing import models as reindexing
from wsp.placements.social_return import models as social_return
from wsp.policy import models as policy
from wsp.privacy import models as privacy
from wsp.reference import models as reference
from wsp.searches import models as searches
from wsp.shortlists import models as shortlists
from wsp.vacancies import models as vacancies
from wsp.worklist import models as worklist

__all__ = [
    "Base",
    "accounts",
    "audit",
    "banenafspraak",
    "candidates",
    "coaching",
    "cohorts",
    "couplings",
    "documents",
    "duplicates",
    "editions",
    "employers",
    "exchange",
    "lists",
    "mailer",
    "numbering",
    "obligations",
    "payments",
    "placements",
    "policy",
    "privacy",
    "reference",
    "region_exports",
    "reindexing",
    "searches",
    "shortlists",
    "social_return",
    "vacancies",
    "worklist",
]
