"""Social return: obligations of employers and the ledger of each."""
