"""The user guide: one page per role, in words and pictures of the screens themselves."""
