"""The blueprint of payments; views of several modules hang on it."""

from flask import Blueprint

blueprint = Blueprint("payments", __name__)
