"""Where the shared example files lie; tests that need them skip where they are absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
ESCO = SHARED / "esco"
GEO = SHARED / "geo"

needs_esco = pytest.mark.skipif(
    not (ESCO / "occupations_nl.csv").exists(), reason="the official ESCO files are not on this machine"
)
needs_geo = pytest.mark.skipif(
    not (GEO / "pc4_centroids.csv").exists(), reason="the official geography files are not on this machine"
)
