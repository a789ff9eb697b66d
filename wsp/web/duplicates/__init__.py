"""Pages of duplicates: the work-list, two records next to each other, merging and undoing it."""
