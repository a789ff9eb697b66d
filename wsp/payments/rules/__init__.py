"""Pure rules of decisions and payments: no session, no clock."""

from wsp.payments.rules.basis import Basis, basis_of
from wsp.payments.rules.owed import Owed, Part, owed_in
from wsp.payments.rules.recovering import recoverable_until
from wsp.payments.rules.rights import Decided, Segment, rights
from wsp.payments.rules.settling import Act, Order, Step, settle

__all__ = [
    "Act",
    "Basis",
    "Decided",
    "Order",
    "Owed",
    "Part",
    "Segment",
    "Step",
    "basis_of",
    "owed_in",
    "recoverable_until",
    "rights",
    "settle",
]
