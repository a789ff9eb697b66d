"""Explained matching of people and vacancies, as a library of its own; see matching/README.md."""
