"""VUM (Verbeteren Uitwisseling Matchingsgegevens), data standard 1.5 as in the 3.0 contracts: published files in."""
