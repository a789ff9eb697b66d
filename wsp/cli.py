"""The command `wsp`: wiring only; every command calls one function of a room and prints its answer.

Bad input ends with a non-zero code and one clear line, never with a traceback.
"""

import sys
from contextlib import AbstractContextManager

import click

from wsp.foundation.errors import DomainError
from wsp.reference.command_line import reference_commands
from wsp.settings import SettingsError


class _OneLine(click.Group):
    """Turns expected errors into one line on standard error."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise click.ClickException(error.message) from error
        except SettingsError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_OneLine, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """WSP: werkgeversdienstverlening in een arbeidsmarktregio."""


@cli.command()
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="Adres en poort.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(bind: str, workers: int) -> None:
    """Start de webserver."""
    from gunicorn.app.wsgiapp import WSGIApplication

    from wsp.runtime import runtime

    with runtime() as running:
        import os

        os.environ.update(running.environment())
        sys.argv = ["gunicorn", "wsp.app:create_app()", "--bind", bind, "--workers", str(workers)]
        sys.argv += ["--worker-class", "gthread", "--threads", "4"]
        WSGIApplication("%(prog)s").run()


@cli.command()
def worker() -> None:
    """Start de worker die taken uit de wachtrij doet."""
    import wsp.jobs.tasks  # noqa: F401 (registers the tasks)
    from wsp.foundation import queue
    from wsp.runtime import runtime

    with runtime() as running:
        app = queue.worker_app(running.settings.database_url)
        with app.open():
            app.run_worker(concurrency=2, install_signal_handlers=True)


def _runtime() -> AbstractContextManager[object]:
    from wsp.runtime import runtime

    return runtime()


cli.add_command(reference_commands(_runtime))


def main() -> None:
    """Entry point of the console script."""
    cli()
