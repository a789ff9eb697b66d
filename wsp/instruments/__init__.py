"""One pure module per instrument: facts and law in, an explained assessment out."""
