"""Pages of placements: from the first facts to the end, with every instrument explained."""
