"""Files from outside: what they really are, what they may be called, and whether a virus scanner passed them."""
