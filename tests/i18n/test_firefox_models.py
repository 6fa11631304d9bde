"""Firefox's models are found, loaded and refused by the real package; Mozilla's own cannot be fetched without internet.

What translates in their place is a folder of files that the package refuses, and a package of our own with its
interface.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from flask import Flask

from facilitation import bounds
from facilitation.i18n import firefox_models, translator
from facilitation.i18n.firefox_models import FirefoxModels, find
from facilitation.i18n.no_draft import Away, NotTranslated
from tests.architecture import ROOT
from tests.conftest import refused

pytest.importorskip("fxtranslate", reason="there is no wheel of fxtranslate for this machine")

FETCHES = Path(firefox_models.__file__).with_name("firefox_fetch.py")
OURS = '''
import time
class Translator:
    """Says what it would translate, and by which files."""
    def __init__(self, model, src_vocab, trg_vocab, shortlist=None):
        if model == b"broken":
            raise ValueError("unsupported model version")
        if model == b"slow":
            time.sleep(60)
        if model == b"dies":
            import os
            os._exit(1)
        self.says = b"+".join(filter(None, (model, src_vocab, trg_vocab, shortlist))).decode()
    def translate_long(self, text):
        return f"{text} [{self.says}]"
'''
"""A package with fxtranslate's interface, for what only whole models show."""


def model(folder: Path, pair: str, content: bytes = b"", *, split: bool = False, without: str = "") -> None:
    """Lay a pair's files into a folder, as `fxtranslate` names them."""
    letters = pair.replace("-", "")
    vocabularies = [f"srcvocab.{letters}.spm", f"trgvocab.{letters}.spm"] if split else [f"vocab.{letters}.spm"]
    (folder / pair).mkdir()
    for name in (f"model.{letters}.intgemm.alphas.bin", f"lex.50.50.{letters}.s2t.bin", *vocabularies):
        if not (without and name.startswith(without)):
            kind = name.split(".")[0]
            (folder / pair / name).write_bytes(content if content and kind == "model" else f"{kind} {pair}".encode())


@pytest.fixture
def firefox(app: Flask, tmp_path: Path) -> Iterator[FirefoxModels]:
    """The models of a folder, run by the real package."""
    with app.app_context():
        models = FirefoxModels(tmp_path)
        yield models
        models.clear()


@pytest.fixture
def ours(firefox: FirefoxModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FirefoxModels:
    """The same, run by a package of our own."""
    package = tmp_path / "packages"
    package.mkdir()
    (package / "fxtranslate.py").write_text(OURS)
    program = tmp_path / "program.py"
    program.write_text(f"import sys; sys.path.insert(0, {str(package)!r})\n" + firefox_models.PROGRAM.read_text())
    monkeypatch.setattr(firefox_models, "PROGRAM", program)
    return firefox


def test_it_finds_a_way_through_english(firefox: FirefoxModels, tmp_path: Path) -> None:
    for pair in ("de-en", "en-ar", "uk-en", "en-zh-Hans"):
        model(tmp_path, pair)
    asked = [("de", "en"), ("de", "ar"), ("uk", "zh"), ("ar", "de"), ("en", "de"), ("kmr", "ar"), ("de", "de")]
    assert [firefox.can(*pair) for pair in asked] == [True, True, True, False, False, False, False]


def test_a_model_in_pieces_is_none(tmp_path: Path) -> None:
    for pair, missing in (("de-en", "model"), ("en-de", "vocab"), ("ar-en", "srcvocab"), ("en-ar", "trgvocab")):
        model(tmp_path, pair, split=missing.endswith("vocab") and missing != "vocab", without=missing)
    (tmp_path / "fr-en").write_text("no folder")
    pairs = ("de", "en"), ("en", "de"), ("ar", "en"), ("en", "ar"), ("fr", "en"), ("", "")
    assert [find(tmp_path, *pair) for pair in pairs] == [None] * 6
    model(tmp_path, "en-fr", without="lex")
    whole = find(tmp_path, "en", "fr")
    assert whole is not None
    assert whole.shortlist is None, "it is only faster with one"


@pytest.mark.parametrize("above", [0, 1])
def test_a_model_has_so_many_bytes(tmp_path: Path, above: int) -> None:
    model(tmp_path, "de-en")
    rest = sum(one.stat().st_size for one in (tmp_path / "de-en").iterdir())
    with (tmp_path / "de-en" / "more").open("wb") as file:
        file.truncate(bounds.LARGEST_MODEL - rest + above)  # nothing of it is written
    assert (find(tmp_path, "de", "en") is None) == bool(above)


@pytest.mark.parametrize("content", [b"broken", b"\0" * 5_000, os.urandom(5_000), b"\xff" * 8], ids=range(4))
def test_the_package_refuses_what_is_no_model(firefox: FirefoxModels, tmp_path: Path, content: bytes) -> None:
    model(tmp_path, "de-en", content)
    assert firefox.can("de", "en"), "from outside it looks like one"
    for _ in range(2):  # and goes on
        with pytest.raises(NotTranslated, match=r"\w"):
            firefox.translate("Räume", "de", "en")


def test_each_leg_and_line_is_translated(ours: FirefoxModels, tmp_path: Path) -> None:
    model(tmp_path, "de-en", without="lex")
    model(tmp_path, "en-zh-Hans", split=True, without="lex")
    model(tmp_path, "de-fr", without="lex")
    said = ours.translate("Räume!\n\nBitte.", "de", "zh")
    legs = "[model de-en+vocab de-en+vocab de-en] [model en-zh-Hans+srcvocab en-zh-Hans+trgvocab en-zh-Hans]"
    assert said == f"Räume! {legs}\n\nBitte. {legs}"
    assert ours.translate("Räume", "de", "fr") == "Räume [model de-fr+vocab de-fr+vocab de-fr]", "directly"


UNDER_EVENTLET = """
import eventlet
eventlet.monkey_patch()
import sys
from pathlib import Path
from flask import Flask
from eventlet import tpool
from facilitation.i18n import firefox_models
from facilitation.i18n.no_draft import Away, NotTranslated
app, turns = Flask("cafe"), []
app.extensions["offload"] = tpool.execute
def others():
    while True:
        turns.append(1)
        eventlet.sleep(0.01)
eventlet.spawn(others)
firefox_models.PROGRAM = Path(sys.argv[2])
firefox_models.PATIENCE = float(sys.argv[3])
with app.app_context():
    try:
        print(firefox_models.FirefoxModels(Path(sys.argv[1])).translate("Rooms", "en", "de"))
    except Away:
        print("away")
print(len(turns) > 15)
"""


@pytest.mark.needs_program
@pytest.mark.parametrize(("content", "patience", "said"), [(b"slow", "0.4", "away"), (b"", "20", "Rooms [model en-de")])
def test_others_have_their_turn_where_eventlet_serves(
    ours: FirefoxModels, tmp_path: Path, content: bytes, patience: str, said: str
) -> None:
    model(tmp_path, "en-de", content)
    program = [sys.executable, "-W", "ignore", "-c", UNDER_EVENTLET, str(tmp_path), str(firefox_models.PROGRAM)]
    done = subprocess.run([*program, patience], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    answer, turns = done.stdout.splitlines()
    assert answer.startswith(said)
    assert turns == "True" or said != "away", "they had some thirty"


def test_nobody_waits_for_a_slow_one_and_the_next_is_a_new_process(
    ours: FirefoxModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path, "de-en", b"slow")
    model(tmp_path, "en-de")
    monkeypatch.setattr(firefox_models, "PATIENCE", 0.3)
    with pytest.raises(Away):
        ours.translate("Räume", "de", "en")
    monkeypatch.setattr(firefox_models, "PATIENCE", 20.0)
    assert ours.translate("Rooms", "en", "de").startswith("Rooms [")


def test_what_dies_takes_nobody_along(ours: FirefoxModels, tmp_path: Path) -> None:
    model(tmp_path, "de-en", b"dies")
    model(tmp_path, "en-de")
    with pytest.raises(Away):
        ours.translate("Räume", "de", "en")
    assert ours.translate("Rooms", "en", "de").startswith("Rooms [")


def test_without_the_package_it_is_away(
    firefox: FirefoxModels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path, "de-en")
    monkeypatch.setattr(firefox_models, "PACKAGE", "fxtranslate_is_not_here")
    with pytest.raises(Away):
        firefox.translate("Räume", "de", "en")


def test_a_pair_without_a_model_is_not_translated(firefox: FirefoxModels) -> None:
    with pytest.raises(NotTranslated):
        firefox.translate("Räume", "de", "en")


@pytest.fixture
def mozilla() -> Iterator[str]:
    """The address of a list of records as Mozilla's server has it, with one model whose file is nowhere."""
    record = {
        "name": "model.deen.intgemm.alphas.bin", "fileType": "model", "version": "1.0", "sourceLanguage": "de",
        "targetLanguage": "en", "architecture": "base", "decompressedHash": "0" * 64,
        "attachment": {"location": "main-workspace/translations-models-v2/none.zst", "hash": "0" * 64, "size": 1},
    }  # fmt: skip

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps({"data": [record]}).encode())

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/records"
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(folder: Path, records: str, *languages: str) -> "subprocess.CompletedProcess[str]":
    """`make translators`, without make."""
    command = [sys.executable, "-I", str(FETCHES), str(folder), *languages]
    environment = {"PATH": os.environ["PATH"], "FXTRANSLATE_RECORDS_URL": records}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_fetching_says_what_is_missing(mozilla: str, tmp_path: Path) -> None:
    done = fetch(tmp_path, mozilla, "de", "en", "de")
    assert done.returncode == 1
    assert done.stdout.splitlines() == ["→ de → en", "→ en → de"], "once a language"
    assert done.stderr.count("✗") == 2
    assert find(tmp_path, "de", "en") is None


def test_what_is_there_is_listed_without_internet(tmp_path: Path) -> None:
    model(tmp_path, "de-en")
    done = fetch(tmp_path, "http://127.0.0.1:9/records", "en")
    assert (done.returncode, done.stdout) == (0, "  de-en: 0 MB\n")


def test_somebody_says_which_languages(tmp_path: Path) -> None:
    done = fetch(tmp_path, "http://127.0.0.1:9/records")
    assert (done.returncode, done.stderr) == (1, "✗ Say which languages: make translators LANGUAGES='de ar uk'\n")


def test_a_host_gets_no_draft_where_none_can_be_made(firefox: FirefoxModels) -> None:
    with refused("no_draft"):
        translator.draft(firefox, "Rooms", "en")
