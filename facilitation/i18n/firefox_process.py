"""Runs Firefox's translation models, as a program of its own that knows nothing of the café.

It reads questions from its standard input, a line of JSON each: `{"way": [[model, source_vocabulary, target_vocabulary,
shortlist or null], …], "lines": [text, …]}` with names of files, and writes one line for each: `{"lines": [text, …]}`,
or `{"refused": why}` where a model cannot be loaded. It ends with its input.
"""

import contextlib
import json
import os
import sys
from collections import OrderedDict
from pathlib import Path
from typing import Any

MODELS_LOADED = 4
"""Models in memory, some 100 MB each: two ways through English. The one that was needed longest ago goes."""
MEMORY = 2_000_000_000
"""Bytes that this program may take; a model that wants more is refused."""


def main() -> None:
    """Answer until nobody asks any more."""
    _be_modest()
    loaded: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
    for line in sys.stdin.buffer:
        answer = json.dumps(_answer(loaded, json.loads(line)))
        sys.stdout.buffer.write(answer.encode() + b"\n")
        sys.stdout.buffer.flush()


def _be_modest() -> None:
    """Leave the processor to the server, and some memory to everybody."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # not every system can limit a program
        import resource

        os.nice(10)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answer(loaded: OrderedDict[tuple[Any, ...], Any], asked: dict[str, Any]) -> dict[str, Any]:
    try:
        lines = asked["lines"]
        for files in asked["way"]:
            engine = _engine(loaded, tuple(files))
            lines = [engine.translate_long(line) if line.strip() else line for line in lines]
    except BaseException as error:  # a panic in compiled code is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        return {"refused": str(error)[:200]}
    return {"lines": lines}


def _engine(loaded: OrderedDict[tuple[Any, ...], Any], files: tuple[str, str, str, str | None]) -> Any:
    if files in loaded:
        loaded.move_to_end(files)
        return loaded[files]
    from fxtranslate import Translator

    while len(loaded) >= MODELS_LOADED:
        loaded.popitem(last=False)
    model, source_vocabulary, target_vocabulary, shortlist = (one and Path(one).read_bytes() for one in files)
    loaded[files] = Translator(model, source_vocabulary, target_vocabulary, shortlist)  # type: ignore[arg-type]
    return loaded[files]


if __name__ == "__main__":
    main()
