"""Fetches Firefox's translation models, as `make translators` asks for it; a program of its own.

`python firefox_fetch.py FOLDER LANGUAGE…` fetches for each language what leads from it to English and back, checks it
against Mozilla's digests, and puts it into FOLDER, a folder a pair. What is there already is not fetched again.
Mozilla asks that nobody fetches models while running a service: it is done once, before.
"""

import sys

HUB = "en"
"""The language that all of Mozilla's models come from or lead to."""
CODES = {"zh": "zh-Hans"}
"""Mozilla's codes of languages, where they differ from ours."""


def main(folder: str, languages: list[str]) -> int:
    """Fetch the models of these languages; return 0 where all are there, 1 where one is missing."""
    try:
        from fxtranslate import Cache, discovery
    except ImportError:
        print("✗ The package fxtranslate is not installed, or not made for this machine.", file=sys.stderr)
        return 1
    missing = 0
    for language in dict.fromkeys(CODES.get(one, one) for one in languages):
        for source, target in ((language, HUB), (HUB, language)):
            if source == target:
                continue
            print(f"→ {source} → {target}", flush=True)
            try:
                discovery.add_models(source, target, folder, sys.stderr.isatty())
            except ValueError as error:
                missing += 1
                print(f"✗ {error}", file=sys.stderr)
    for pair in Cache(folder).list_cached():
        print(f"  {pair['name']}: {int(str(pair['bytes'])) // 1_000_000} MB")
    return 1 if missing else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print("✗ Say which languages: make translators LANGUAGES='de ar uk'", file=sys.stderr)
        sys.exit(1)
    sys.exit(main(sys.argv[1], sys.argv[2:]))
