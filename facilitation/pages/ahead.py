"""Prepares, beside the server's loop and right after its start, what first requests would hold up everybody for.

To compile a template takes up to fifty milliseconds, to put a script's words together and compress it up to twenty.
"""

from flask import Flask

from facilitation.offload import offload
from facilitation.pages.static_files import StaticFiles


def prepare(app: Flask) -> None:
    """Compile every template, and read and compress what every screen asks for, one after the other in real threads.

    Who asks meanwhile for what is not ready makes it, as without this.
    """
    files: StaticFiles = app.extensions["static_files"]
    with app.app_context():
        for file in files.built():
            offload(file.prepare)
        for name in app.jinja_env.list_templates():
            offload(app.jinja_env.get_template, name)
