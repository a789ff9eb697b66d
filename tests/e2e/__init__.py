"""What needs a real browser: the walk, keyboard and focus, accessibility of every page, the content policy."""
