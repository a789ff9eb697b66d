"""`python -m wsp` is `wsp`."""

from wsp.cli import main

main()
