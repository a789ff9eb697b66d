"""The blueprint on which the modules of this folder register their views."""

from flask import Blueprint

blueprint = Blueprint("duplicates", __name__)
