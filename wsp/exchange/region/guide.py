"""The text that goes with every export: for whoever reads it without this program."""

from typing import Final

_TEXT: Final = """# Export of region {region}

Everything that the WSP portal keeps of this region, as files that any program can read.

- `manifest.json`: format version, number of rows and sha256 of every table.
- `data-dictionary.csv`: every table and column with its type, key and meaning.
- `tables/*.csv`: one file per table, ordered by primary key.
- `files.csv` and `files/`: letters and uploads. The name of a file is the id of its row.

## How to read the tables

UTF-8, comma, one header line, lines end with LF. Every value stands in double quotes; a double quote in a value is
doubled. **Nothing between two commas is unknown (NULL); `""` is an empty text.** Booleans are `t` and `f`, days are
`YYYY-MM-DD`, moments carry their time zone, periods are `[first day,day after the last)`, JSON stands in one value,
binary values are hexadecimal after `\\x`. References are ids (uuid); a reference inside the region also carries the
region's code.

Do not open these files by a double click: a spreadsheet changes numbers and computes what starts with `=`. Use its
import, and read every column as text.

## What is not in it

Passwords, sessions and second factors: everybody sets a new password. National lists (occupations, postcodes,
municipalities): these are public. Erased people: they are gone.

## BSN

When the manifest has a `bsn` part, the column `candidate_personal.bsn` is encrypted: base64url of AES-SIV (RFC 5297,
512-bit key) with the associated data `wsp region export: bsn`. The key is scrypt of the passphrase with the salt in
the manifest, N = 32768, r = 8, p = 1, 64 bytes. The passphrase never travels with the file. Without that part the
BSNs were left out.

## Back into the program

`wsp region import <this file> --passphrase-file <file>` on an empty database of the same version. It checks every hash
before it starts, and again from the database before it commits: all of it comes in, or nothing.
"""


def text(region: str) -> str:
    """The text, for this region."""
    return _TEXT.format(region=region)
