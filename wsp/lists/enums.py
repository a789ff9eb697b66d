"""Who else may use a list."""

from enum import StrEnum
from typing import Final


class Sharing(StrEnum):
    """What colleagues of the region may do with somebody's list."""

    NOBODY = "eigen"
    READ = "lezen"
    TOGETHER = "samen"


SHARING_LABELS: Final = {
    Sharing.NOBODY: "Alleen ik",
    Sharing.READ: "Collega’s lezen mee",
    Sharing.TOGETHER: "Collega’s houden de lijst samen met mij bij",
}
SHARING_SHORT: Final = {
    Sharing.NOBODY: "alleen ik",
    Sharing.READ: "collega’s lezen mee",
    Sharing.TOGETHER: "samen bijhouden",
}
