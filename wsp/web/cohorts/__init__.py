"""Groepen: pages about candidates who do something together in a period."""
