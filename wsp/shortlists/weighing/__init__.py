"""The weights of a region: versions, learned proposals, and the second person who approves."""
