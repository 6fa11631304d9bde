"""How many files this process may open, and how they are divided: every connection is one."""

import resource
import sys

BESIDE = 256
"""Files for everything but connections: database, photos, what is being written."""


def most() -> int:
    """Return how many files this process may open."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return files if files != resource.RLIM_INFINITY else sys.maxsize


def for_connections(files: int) -> int:
    """Return how many of so many files are for connections."""
    return max(files - BESIDE, files // 2)


def for_screens(files: int) -> int:
    """Return how many of so many files are for screens; there is always room for somebody who asks for a page."""
    return min(files * 3 // 4, for_connections(files) * 7 // 8)
