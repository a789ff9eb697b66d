"""Social return: what an employer still owes under a public contract, booked on the placements themselves."""
