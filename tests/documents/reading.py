"""A PDF as a reader and a screen reader meet it."""

import io
from typing import Any

from pypdf import PdfReader


def text(content: bytes) -> str:
    """All text of all pages, white space folded."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def roles(content: bytes) -> set[str]:
    """The kinds of elements that the document is tagged with: H1, Table, TH, P ..."""
    found: set[str] = set()
    waiting = [PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node: Any = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(str(node["/S"]).removeprefix("/"))
            if "/K" in node and not isinstance(node["/K"], int):
                waiting.append(node["/K"])
    return found
