"""WSP: public employer services in a labour-market region."""

__version__ = "0.1.0"
