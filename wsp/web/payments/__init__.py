"""Payments: the aansluiting, orders, batches, answers, and what a municipality fills in."""
