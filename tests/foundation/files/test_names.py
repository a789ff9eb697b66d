"""What a file from outside is called: readable in every script, harmless on every screen and disk."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wsp.foundation.files import names

_ANY = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../x", "x.pdf"),
        ("..\\..\\windows\\system32\\x.pdf", "x.pdf"),
        ("C:\\Users\\wie\\cv.pdf", "cv.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("contract\u202efdp.exe", "contractfdp.exe.pdf"),
        ("leeg\u200b\u200e\ufeff.pdf", "leeg.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("con", "_con.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        ("com1.txt", "_com1.txt.pdf"),
        (".pdf", "bestand.pdf"),
        ("", "bestand.pdf"),
        ("...", "bestand.pdf"),
        ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
        ("契約書.pdf", "契約書.pdf"),
        ("عقد العمل.pdf", "عقد العمل.pdf"),
        ("Трудовой договор.pdf", "Трудовой договор.pdf"),
        ("संविदा.pdf", "संविदा.pdf"),
        ("Ünal Đặng – cv.PDF", "Ünal Đặng – cv.pdf"),
        ("e\u0301e\u0301n.pdf", "één.pdf"),
    ],
)
def test_known_tricks_and_known_scripts(given_name: str, shown: str) -> None:
    assert names.clean(given_name, extension="pdf") == shown


@pytest.mark.rule("S9")
@given(_ANY, st.sampled_from(["pdf", "jpg", "docx"]))
def test_no_name_can_hurt(typed: str, extension: str) -> None:
    name = names.clean(typed, extension=extension)
    assert name.endswith(f".{extension}")
    assert not set(name) & set('/\\<>:"|?*\r\n\0')
    assert not name.startswith((".", " "))
    assert len(name.encode()) <= 255
    assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in name)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", name)
    assert names.clean(name, extension=extension) == name, "cleaning twice changes nothing"


@pytest.mark.rule("S16")
@given(_ANY)
def test_the_header_that_names_a_file_is_one_line_of_ascii_and_gives_the_name_back(typed: str) -> None:
    name = names.clean(typed, extension="pdf")
    header = names.disposition(name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    coded = header.partition("filename*=UTF-8''")[2]
    assert unquote(coded) == name if coded else f'"{name}"' in header


@pytest.mark.parametrize(
    ("typed", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", ""), ("a.pdf\u202e", "pdf"), ("a.b/c", ""),
     ("a. pdf", "pdf")],
)  # fmt: skip
def test_the_extension_that_a_name_claims(typed: str, extension: str) -> None:
    assert names.extension_of(typed) == extension
