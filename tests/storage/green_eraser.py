"""Erases and writes while every thread of eventlet's pool is busy. Run as a program: it patches its process."""

import dataclasses
import json
import sys
from pathlib import Path


def main(folder: Path) -> None:
    """Erases from the café in `folder`, and prints whether that was done, and who wrote meanwhile."""
    import eventlet

    eventlet.monkey_patch()

    from eventlet import patcher, tpool

    from facilitation import create_app
    from facilitation.actor import Actor
    from facilitation.services import events, participants
    from facilitation.storage import erasing
    from facilitation.transport import real_thread
    from tests.conftest import add, config

    app = create_app(dataclasses.replace(config(folder), async_mode="eventlet"))
    app.extensions.update(offload=tpool.execute, offload_at_once=real_thread.run)
    reports_end = patcher.original("threading").Event()
    reports = [eventlet.spawn(tpool.execute, reports_end.wait) for _ in range(2 * tpool._nthreads)]
    eventlet.sleep(0)
    with app.app_context():
        event = events.find("dresden-2023")
        author = Actor(event.id, participants.join(event, language="de").id)
        revisions = [add(author, "foerderung-und-raeume").revision]
        erasing.want()
        with eventlet.Timeout(30, False):
            erased = None
            erased = erasing.sweep()
        revisions.append(add(author, "foerderung-und-raeume").revision)
    reports_end.set()
    for report in reports:
        report.wait()
    print(json.dumps({"erased": erased, "revisions": revisions}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
