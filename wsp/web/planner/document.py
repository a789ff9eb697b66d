"""A plan on paper: a PDF that a screen reader can read, with the day of the rules and how sure each amount is."""

from flask import Response, render_template

from wsp.documents import pdf
from wsp.web.documents.answer import as_file
from wsp.web.planner.asking import Asked

MEDIA_TYPE = "application/pdf"


def as_document(found: Asked, title: str, about: str, *, polite: bool, filename: str = "berekening.pdf") -> Response:
    """The plans as a file; `polite` addresses an employer.

    Raises:
        LettersUnavailable: the machine lacks the library that draws pages.

    """
    html = render_template("planner/document.html", found=found.found, title=title, about=about, polite=polite)
    return as_file(pdf.render(html), MEDIA_TYPE, filename)
