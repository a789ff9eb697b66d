"""How large a request may be: more only for the one page that takes large files, and only for who may use it.

    @blueprint.post("/importeren/nieuw")
    @takes_files("import_megabytes")
    @requires(Permission.IMPORT)
    def receive() -> Response: ...

A body that is too large is refused by its declared length, before anything of it is read.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Flask, current_app, request

from wsp.web.access import rule_of, shown_login

View = TypeVar("View", bound=Callable[..., Any])
_SETTING: Final = "wsp_largest_file"
_FORM_ROOM: Final = 500_000
"""Bytes for the fields beside the file."""
MEGABYTE: Final = 1_000_000


def takes_files(setting: str) -> Callable[[View], View]:
    """Let this view take a file of as many megabytes as the setting of that name says."""

    def mark(view: View) -> View:
        setattr(view, _SETTING, setting)
        return view

    return mark


def init_app(app: Flask) -> None:
    """Before the form is read, and so before its token is checked."""
    app.before_request(allow)


def allow() -> None:
    """Raise the limit of this request when its view takes files and the user may enter it."""
    view = current_app.view_functions.get(request.endpoint or "")
    setting = getattr(view, _SETTING, None)
    if view is None or setting is None or request.method != "POST":
        return
    rule, login = rule_of(view), shown_login()
    if rule is None or login is None or login.actor is None:
        return
    if rule.permission is None or login.actor.may(rule.permission):
        megabytes: int = getattr(current_app.config["WSP"], setting)
        request.max_content_length = megabytes * MEGABYTE + _FORM_ROOM
