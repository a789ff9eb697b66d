"""The verbs of decisions and payments. Each takes a session, a command and the actor; none commits but `run`."""

from wsp.payments.service.deciding import approve_decision, send_decision
from wsp.payments.service.drafting import draft_decision, revoke_decision, rewrite_decision
from wsp.payments.service.exporting import batch_file, close_batch
from wsp.payments.service.ordering import approve_orders, offer_again, receive_recovery
from wsp.payments.service.reading import read_statement
from wsp.payments.service.running import daily, request_run, run
from wsp.payments.service.settings import set_creditor, set_settings
from wsp.payments.service.settling import settle_subsidy

__all__ = [
    "approve_decision",
    "approve_orders",
    "batch_file",
    "close_batch",
    "daily",
    "draft_decision",
    "offer_again",
    "read_statement",
    "receive_recovery",
    "request_run",
    "revoke_decision",
    "rewrite_decision",
    "run",
    "send_decision",
    "set_creditor",
    "set_settings",
    "settle_subsidy",
]
