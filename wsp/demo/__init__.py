"""The demo region: made-up people and firms in a real landscape, the same for the same seed and day.

Volume goes in by bulk inserts with the columns' own rules; at least one chain per state is made by the rooms' own
verbs, so that the demo obeys what the program enforces. All dates are relative to `foundation.clock.today()`.
"""

from wsp.demo.loading import accounts, is_loaded, load, plans

__all__ = ["accounts", "is_loaded", "load", "plans"]
