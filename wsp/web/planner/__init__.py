"""What every page of the planner shares: scenarios from an address, figures, and the document to print."""
