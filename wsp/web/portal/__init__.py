"""Pages for people of an employer."""
