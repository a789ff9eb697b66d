"""The blueprint of match lists and what belongs to them."""

from flask import Blueprint

blueprint = Blueprint("shortlists", __name__)
