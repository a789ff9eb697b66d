"""Pages of introductions: made from a ranking, answered step by step."""
