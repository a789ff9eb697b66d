"""What a file is, by its content: the short list that is kept, and everything that is refused."""

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.foundation.files import samples
from wsp.foundation.files.errors import FileRefused, FileTooBig
from wsp.foundation.files.settings import FileSettings
from wsp.foundation.files.sniffing import MEDIA_TYPES, Sniffed, sniff

HOW = FileSettings()


def take(content: bytes, name: str = "") -> Sniffed:
    return sniff(content, name, HOW)


@pytest.mark.rule("S9")
@pytest.mark.parametrize("extension", list(samples.KINDS))
def test_a_file_of_the_list_is_known_by_its_content(extension: str) -> None:
    content = samples.KINDS[extension]()
    for name in ("", "mijn bestand", f"mijn bestand.{extension}", f"MIJN BESTAND.{extension.upper()}"):
        found = take(content, name)
        assert (found.extension, found.media_type) == (extension, MEDIA_TYPES[extension])
        assert found.name.endswith(f".{extension}")
    assert take(samples.jpg(), "foto.jpeg").name == "foto.jpg"


@pytest.mark.rule("S9")
@pytest.mark.parametrize("extension", list(samples.KINDS))
def test_a_name_that_says_something_else_is_refused(extension: str) -> None:
    for other in ("exe", "html", "docm", "zip", *(each for each in samples.KINDS if each != extension)):
        with pytest.raises(FileRefused, match="past niet bij de inhoud"):
            take(samples.KINDS[extension](), f"contract.{other}")


@pytest.mark.rule("S9")
def test_a_file_over_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(FileTooBig, match="groter dan 1 MB") as refused:
        sniff(samples.pdf(text=b"x" * 1_000_001), "a.pdf", FileSettings(largest=1_000_000))
    assert refused.value.status == 413
    with pytest.raises(FileRefused, match="leeg"):
        take(b"", "a.pdf")


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"MZ\x90\x00" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 200,
        b"#!/bin/sh\nrm -rf /\n",
        b"GIF89a" + b"\0" * 40,
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
        b"Rar!\x1a\x07\x00" + b"\0" * 40,
        b"\0\0\0\x18ftypmp42" + b"\0" * 400,
        b"gewone tekst",
        samples.EICAR,
        samples.packed({"los.txt": b"geen document"}),
    ],
    ids=["svg", "html", "exe", "elf", "script", "gif", "doc", "rar", "film", "text", "eicar", "zip"],
)
def test_every_other_kind_is_refused_whatever_its_name(content: bytes) -> None:
    for name in ("contract.pdf", "contract", "contract.docx"):
        with pytest.raises(FileRefused):
            take(content, name)


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    "extra",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>",
        b"/OpenAction << /S /J#61vaScript >>",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/Names << /EmbeddedFiles 9 0 R >>",
        b"/AcroForm << /XFA 9 0 R >>",
    ],
)
def test_a_pdf_that_can_act_is_refused(extra: bytes) -> None:
    with pytest.raises(FileRefused, match="programma, formulier of bijlage"):
        take(samples.pdf(extra), "a.pdf")


def test_a_pdf_may_speak_of_a_program_in_its_text() -> None:
    assert take(samples.pdf(text=b"/JavaScript /Launch"), "a.pdf").extension == "pdf"


def test_a_pdf_behind_a_password_or_cut_short_is_refused_with_what_to_do() -> None:
    with pytest.raises(FileRefused, match="wachtwoord"):
        take(samples.pdf().replace(b"trailer\n<<", b"trailer\n<< /Encrypt 9 0 R"), "a.pdf")
    with pytest.raises(FileRefused, match="niet compleet"):
        take(samples.pdf()[:80], "a.pdf")


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    "content",
    [
        samples.pdf() + samples.packed({"a.txt": b"x"}),
        samples.pdf() + b"<script>alert(1)</script>",
        samples.jpg() + samples.packed({"a.txt": b"x"}),
        samples.jpg() + b"<html><script>alert(1)</script>",
        samples.jpg() + samples.pdf(),
        samples.png() + samples.packed({"a.txt": b"x"}),
        samples.png_with_text(b"<script>alert(1)</script>"),
        samples.docx() + samples.pdf(),
        samples.docx() + b"tekst",
    ],
    ids=["pdf+zip", "pdf+html", "jpg+zip", "jpg+html", "jpg+pdf", "png+zip", "png text", "docx+pdf", "docx+text"],
)
def test_a_file_of_two_kinds_at_once_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        take(content, "")


def test_a_photo_with_a_telephones_own_data_after_it_is_kept() -> None:
    assert take(samples.jpg() + b"SEFT" + b"\1\2\3" * 40, "foto.jpg").extension == "jpg"
    assert take(samples.png_with_text(b"gemaakt met een telefoon"), "foto.png").extension == "png"


@pytest.mark.rule("S9")
@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"macro"},
        {"word/activeX/activeX1.xml": b"<x/>"},
        {"word/embeddings/oleObject1.bin": b"ole"},
        {"word/media/start.exe": b"MZ"},
        {"word/page.html": b"<script>"},
        {"../../etc/passwd": b"x"},
        {"/absolute.xml": b"x"},
        {"word/x.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
        {
            "word/_rels/settings.xml.rels": b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats'
            b'.org/officeDocument/2006/relationships/attachedTemplate" Target="https://elders.example/t.dotm" '
            b'TargetMode="External"/></Relationships>'
        },
    ],
    ids=["macro", "activex", "ole", "exe", "html", "path", "root", "entity", "template"],
)
def test_a_document_with_something_else_inside_is_refused(more: dict[str, bytes]) -> None:
    with pytest.raises(FileRefused):
        take(samples.docx(more), "a.docx")


def test_a_document_with_links_pictures_and_printer_settings_is_kept() -> None:
    link = (
        b'<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/hyperlink" Target="https://werk.example/" TargetMode="External"/></Relationships>'
    )
    assert take(samples.docx({"word/_rels/document.xml.rels": link, "word/media/image1.png": samples.png()})).name
    assert take(samples.xlsx({"xl/printerSettings/printerSettings1.bin": b"\0\1"})).extension == "xlsx"


def test_a_macro_document_under_another_name_is_refused() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    with pytest.raises(FileRefused, match="macro"):
        take(samples.docx(kind=kind), "a.docx")


@pytest.mark.rule("S9", "S19")
def test_a_bomb_is_refused_without_being_unpacked_whole() -> None:
    with pytest.raises(FileRefused, match="veel te groot"):
        take(samples.docx({"word/big.xml": b"0" * 60_000_000}), "a.docx")


@pytest.mark.rule("S9")
def test_a_directory_that_lies_about_sizes_does_not_help_a_bomb() -> None:
    whole = bytearray(samples.docx({"word/big.xml": b"0" * 60_000_000}))
    true = (60_000_000).to_bytes(4, "little")
    while (at := whole.find(true)) >= 0:
        whole[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(FileRefused):
        take(bytes(whole), "a.docx")


def test_a_document_behind_a_password_is_refused_with_what_to_do() -> None:
    whole = bytearray(samples.docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.find(mark)
        while at >= 0:
            whole[at + offset] |= 1
            at = whole.find(mark, at + 4)
    with pytest.raises(FileRefused, match="wachtwoord"):
        take(bytes(whole), "a.docx")


@given(st.binary(max_size=400), st.sampled_from(sorted(samples.KINDS)))
@examples(150)
def test_whatever_comes_in_is_kept_or_refused_in_dutch(noise: bytes, extension: str) -> None:
    start = {"pdf": b"%PDF-1.7", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}.get(extension, b"PK\x03\x04")
    for content in (noise, start + noise, samples.KINDS[extension]()[: max(1, len(noise))] + noise):
        try:
            found = take(content, f"a.{extension}")
        except FileRefused as error:
            said = error.message
        else:
            said = f"Bewaard als {found.extension}."
        assert re.fullmatch(r"[A-Z].*\.", said), said
        assert said in (f"Bewaard als {extension}.", said if not said.startswith("Bewaard") else "")


def test_the_samples_are_what_they_say() -> None:
    with zipfile.ZipFile(io.BytesIO(samples.odt())) as archive:
        assert archive.namelist()[0] == "mimetype"
