"""The pages of policy and law."""

from flask import Blueprint

blueprint = Blueprint("policy", __name__)
