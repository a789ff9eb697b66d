"""The blueprint on which the modules of this folder register their views."""

from flask import Blueprint

blueprint = Blueprint("privacy", __name__)
