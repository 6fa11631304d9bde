"""Work that would hold up the event loop goes to a real thread."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import current_app

P = ParamSpec("P")
T = TypeVar("T")


def offload(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `work` where it does not hold up other phones: the server says how; elsewhere, here and now.

    `work` must not touch the database or the request.
    """
    run: Callable[..., Any] | None = current_app.extensions.get("offload")
    result: T = run(work, *args, **kwargs) if run else work(*args, **kwargs)
    return result
