"""The verbs on documents: letters that we write, files that others hand in, and the scan between."""

from wsp.documents.service.letters import MEDIA_TYPE, SUBJECT, make_letter, preview, write
from wsp.documents.service.scanning import scan
from wsp.documents.service.uploads import remove, store

__all__ = ["MEDIA_TYPE", "SUBJECT", "make_letter", "preview", "remove", "scan", "store", "write"]
