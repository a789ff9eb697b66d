"""The blueprint of own lists."""

from flask import Blueprint

blueprint = Blueprint("lists", __name__)
