"""The blueprint on which the modules of this folder register their views."""

from flask import Blueprint

blueprint = Blueprint("employers", __name__)


@blueprint.app_template_filter("initials")
def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name: Karin van der Veldkamp -> KV."""
    words = name.split()
    letters = words[0][:1] + (words[-1][:1] if len(words) > 1 else "") if words else "?"
    return letters.upper()
