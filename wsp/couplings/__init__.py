"""Couplings (koppelingen): other organisations' systems that use the API with a token of their own."""
