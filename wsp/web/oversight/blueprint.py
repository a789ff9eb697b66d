"""The blueprint of oversight of the ranking: weights, old lists, exposure, and what is told about it."""

from flask import Blueprint

blueprint = Blueprint("oversight", __name__)
