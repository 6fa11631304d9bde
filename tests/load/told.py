"""Reads what a server tells about itself: how late it woke, and whom it put out."""

import urllib.request

NAMES = {
    "cafe_stall_p99_seconds": ("stall_p99_ms", 1000),
    "cafe_stall_max_seconds": ("stall_max_ms", 1000),
    "cafe_put_out_total": ("put_out", 1),
}


def figures(url: str, seconds: float) -> dict[str, float]:
    """Fetch the figures of `/metrics` for the last seconds (at most 60); none where `url` is empty."""
    if not url:
        return {}
    with urllib.request.urlopen(f"{url}?seconds={seconds:.3f}", timeout=30) as answer:
        return read(answer.read().decode())


def read(metrics: str) -> dict[str, float]:
    """Read Prometheus's text format; the figures have the benchmark's names."""
    pairs = (line.split() for line in metrics.splitlines() if line and not line.startswith("#"))
    found = {name: float(value) for name, value in pairs}
    return {ours: round(found[name] * times, 1) for name, (ours, times) in NAMES.items() if name in found}
