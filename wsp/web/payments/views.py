"""Loads every module with views of payments."""

from wsp.web.payments import batches, filling, months, orders, subsidies
from wsp.web.payments.blueprint import blueprint

__all__ = ["batches", "blueprint", "filling", "months", "orders", "subsidies"]
