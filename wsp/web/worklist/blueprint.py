"""The blueprint that the modules of this folder put their pages on."""

from flask import Blueprint

blueprint = Blueprint("worklist", __name__)
