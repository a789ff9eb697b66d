"""Dutch numbers: check, normalise and format.

BSN and postcode lean on python-stdnum. RSIN, KVK number, establishment number and telephone are ours.
Every function takes what a person typed and gives the one form that is stored, or raises `NumberError`
with a code for programs and a sentence for people. The error never repeats the number: it may be a BSN.
"""

import re
from typing import Final

from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.nl import bsn as _stdnum_bsn
from stdnum.nl import postcode as _stdnum_postcode

_SEPARATORS: Final = re.compile(r"[\s.\-\u2010-\u2015]+")
_ELEVEN: Final = 11
_BSN_LENGTH: Final = 9
_SHORT_BSN_LENGTH: Final = 8

TEST_BSN_START: Final = "9"
"""First digit of the numbers in the public test sets of Dutch government systems.

A number from this series is not handed out to residents as far as known; factories and the demo use nothing
else, so that no made-up person carries the number of a real one.
"""


class NumberError(ValueError):
    """A number that cannot be what it says it is.

    Attributes:
        code: stable name of the failure, for programs (`bsn.checksum`, `kvk.length`, ...).
        message: one Dutch sentence that says what to do.

    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def _digits(text: str, kind: str, name: str) -> str:
    compact = _SEPARATORS.sub("", text)
    if not (compact.isascii() and compact.isdigit()):
        raise NumberError(f"{kind}.format", f"Gebruik voor het {name} alleen cijfers.")
    return compact


def bsn(text: str) -> str:
    """Return a BSN as nine digits; eight digits get the leading zero that was dropped.

    Raises:
        NumberError: `bsn.format`, `bsn.length` or `bsn.checksum` (elfproef).

    """
    compact = _digits(text, "bsn", "BSN")
    if len(compact) not in (_SHORT_BSN_LENGTH, _BSN_LENGTH):
        raise NumberError("bsn.length", "Een BSN heeft 9 cijfers. Controleer het nummer.")
    try:
        return _stdnum_bsn.validate(compact)
    except ValidationError:
        raise NumberError("bsn.checksum", "Dit BSN klopt niet. Controleer de cijfers.") from None


def is_test_bsn(text: str) -> bool:
    """Tell whether a valid BSN lies in the series that test sets use."""
    return bsn(text).startswith(TEST_BSN_START)


def sample_bsn(sequence: int) -> str:
    """Return the valid BSN with this sequence number in the test series: another one for each number.

    Raises:
        ValueError: if `sequence` is below 0 or above 999999.

    """
    first_seven = f"{TEST_BSN_START}{sequence:06d}"
    if sequence < 0 or len(first_seven) != _BSN_LENGTH - 2:
        message = "the test series has no number with this sequence"
        raise ValueError(message)
    # The last digit must equal the weighted sum modulo eleven, which may be ten. The eighth digit weighs two,
    # so of 0 and 1 at least one leaves a last digit.
    remainders = ((eighth, _eleven_sum(f"{first_seven}{eighth}") % _ELEVEN) for eighth in (0, 1))
    eighth, last = min(pair for pair in remainders if pair[1] != _ELEVEN - 1)
    return f"{first_seven}{eighth}{last}"


def _eleven_sum(first_eight: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), first_eight, strict=True))


def rsin(text: str) -> str:
    """Return an RSIN (number of a legal entity) as nine digits that pass the elfproef.

    Raises:
        NumberError: `rsin.format`, `rsin.length` or `rsin.checksum`.

    """
    compact = _digits(text, "rsin", "RSIN")
    if len(compact) != _BSN_LENGTH:
        raise NumberError("rsin.length", "Een RSIN heeft 9 cijfers. Controleer het nummer.")
    if not int(compact) or (_eleven_sum(compact[:-1]) - int(compact[-1])) % _ELEVEN:
        raise NumberError("rsin.checksum", "Dit RSIN klopt niet. Controleer de cijfers.")
    return compact


def kvk(text: str) -> str:
    """Return a KVK number as eight digits. The number has no check digit.

    Raises:
        NumberError: `kvk.format` or `kvk.length`.

    """
    return _kvk(text, "kvk", "KVK-nummer", length=8)


def establishment(text: str) -> str:
    """Return an establishment number (vestigingsnummer) of the trade register as twelve digits.

    Raises:
        NumberError: `establishment.format` or `establishment.length`.

    """
    return _kvk(text, "establishment", "vestigingsnummer", length=12)


def _kvk(text: str, kind: str, name: str, *, length: int) -> str:
    compact = _digits(text, kind, name)
    if len(compact) != length:
        raise NumberError(f"{kind}.length", f"Een {name} heeft {length} cijfers. Controleer het nummer.")
    if not int(compact):
        raise NumberError(f"{kind}.format", f"Dit {name} bestaat niet. Controleer de cijfers.")
    return compact


def postcode(text: str) -> str:
    """Return a postcode as "9401 AB".

    Raises:
        NumberError: `postcode.format` or `postcode.letters` (SA, SD and SS are not used).

    """
    try:
        return _stdnum_postcode.validate(_SEPARATORS.sub("", text))
    except InvalidComponent:
        raise NumberError("postcode.letters", "Deze letters komen niet voor in een postcode.") from None
    except ValidationError:
        raise NumberError("postcode.format", "Schrijf de postcode als 1234 AB.") from None


def pc4(text: str) -> str:
    """Return the four digits of a postcode, or of a text that holds only these four digits.

    Raises:
        NumberError: as `postcode`.

    """
    compact = _SEPARATORS.sub("", text)
    if re.fullmatch(r"[1-9][0-9]{3}", compact, re.ASCII):
        return compact
    return postcode(text)[:4]


# Area codes of two digits after the zero; every other geographic code has three (0592 Assen).
_SHORT_AREA_CODES: Final = frozenset(
    "10 13 15 20 23 24 26 30 33 35 36 38 40 43 45 46 50 53 55 58".split()  # noqa: SIM905 - reads as a row
    + "70 71 72 73 74 75 76 77 78 79 84 85 87 88".split()  # noqa: SIM905 (reads as a row)
)
_INTERNATIONAL: Final = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
_NATIONAL: Final = re.compile(r"0[1-9][0-9]{8}", re.ASCII)
_SERVICE: Final = re.compile(r"0(?:800|90[069])(?:[0-9]{4}|[0-9]{7})", re.ASCII)
_MUNICIPAL: Final = re.compile(r"140[1-9][0-9]{1,2}", re.ASCII)


def telephone(text: str) -> str:
    """Return a telephone number in the form that is stored.

    A Dutch number becomes "+31592123456"; a foreign one keeps its country code ("+4921..."; half the regions
    lie at a border). Service numbers (0800, 0900) and municipal ones (14 050) work only inside the country
    and stay as dialled.

    Raises:
        NumberError: `telephone.format`.

    """
    compact = re.sub(r"[\s.\-\u2010-\u2015/]+", "", text)
    compact = re.sub(r"^(\+|00)31\(0\)", r"\g<1>31", compact)
    compact = re.sub(r"[()]", "", compact)
    compact = re.sub(r"^00", "+", compact)
    if _SERVICE.fullmatch(compact) or _MUNICIPAL.fullmatch(compact):
        return compact
    if compact.startswith("+310"):
        compact = "+31" + compact[4:]
    if _NATIONAL.fullmatch(compact):
        compact = "+31" + compact[1:]
    dutch_and_wrong = compact.startswith("+31") and not _NATIONAL.fullmatch("0" + compact[3:])
    if dutch_and_wrong or not _INTERNATIONAL.fullmatch(compact):
        raise NumberError("telephone.format", "Schrijf het telefoonnummer met 10 cijfers, zoals 0592 123456.")
    return compact


def format_telephone(stored: str) -> str:
    """Write a stored number for people: "0592 12 34 56", "06 12 34 56 78"; foreign ones stay as stored."""
    if stored.startswith("+31"):
        national = "0" + stored[3:]
        area = 2 if national.startswith("06") else 3 if national[1:3] in _SHORT_AREA_CODES else 4
        return f"{national[:area]} {_groups(national[area:])}"
    if stored.startswith("14"):
        return f"14 {stored[2:]}"
    if stored.startswith("0"):
        return f"{stored[:4]} {stored[4:]}"
    return stored


def _groups(subscriber: str) -> str:
    """Group the digits in twos, with one group of three in front when the number is odd."""
    head = 3 if len(subscriber) % 2 else 0
    parts = [subscriber[:head]] if head else []
    parts += [subscriber[n : n + 2] for n in range(head, len(subscriber), 2)]
    return " ".join(parts)
