"""The building blocks on one page, to look at and to test; not in production."""
