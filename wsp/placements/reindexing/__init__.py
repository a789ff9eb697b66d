"""Re-indexation: what another value of law means for every subsidy, counted first and then carried out."""
