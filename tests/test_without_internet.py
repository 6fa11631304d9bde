"""Where it was started once with internet, `make run` starts without, as in a hall whose WiFi leads nowhere.

All that the programs of a start could ask, pip's index and npm's registry among them, leads to a port where nobody
answers. Where the system lets it be (`unshare`), they run in a network that is nothing but this machine itself.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitation.config import SETTINGS
from tests.browser.serving import ROOT, free_port

NOBODY = "http://127.0.0.1:9"
CUT_OFF = {
    **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"), NOBODY),
    **{"PIP_INDEX_URL": NOBODY, "PIP_RETRIES": "0", "npm_config_registry": NOBODY, "no_proxy": "", "NO_PROXY": ""},
}
ALONE = """
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any:
    fcntl.ioctl(any, 0x8914, struct.pack("16sh14x", b"lo", 0x41))  # SIOCSIFFLAGS: up and running
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Lets this machine speak with itself in a network of its own, and goes on as another program."""
START = """
import subprocess, sys, urllib.request
with subprocess.Popen(["make", "--no-print-directory", "run"], stdout=subprocess.PIPE, text=True) as running:
    for line in running.stdout:
        print(line, end="")
        if "Ctrl+C stops" in line:
            break
    try:
        opened = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for page in ("", "healthz"):
            with opened.open(f"http://127.0.0.1:{sys.argv[1]}/{page}", timeout=60) as answer:
                print(f"/{page}: {answer.status}")
    finally:
        running.terminate()
"""
"""Starts the café as people do, reads what it says, and asks it for two pages."""


def network_of_its_own() -> list[str]:
    """What a command begins with that runs in a network of nothing but this machine, if that can be."""
    begins = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-c", ALONE]
    if not shutil.which("unshare") or subprocess.run([*begins, "true"], capture_output=True).returncode:
        return []
    return begins


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """This checkout in another folder, prepared once: what was installed here stands there, too."""
    folder = tmp_path / "checkout"
    venv = folder / ".venv"
    venv.mkdir(parents=True)
    for one in ROOT.iterdir():
        if one.name not in (".venv", ".git", ".cache", "instance"):
            (folder / one.name).symlink_to(one)
    for one in (ROOT / ".venv").resolve().iterdir():
        if one.name != "made-at":
            (venv / one.name).symlink_to(one)
    for lock in ("requirements.lock", "requirements-test.lock"):
        (venv / f"installed-{lock}").unlink(missing_ok=True)
        shutil.copy(ROOT / lock, venv / f"installed-{lock}")
    (venv / "made-at").write_text(f"{folder}\n")
    return folder


def run(checkout: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the checkout without internet."""
    environment = {name: value for name, value in os.environ.items() if name not in SETTINGS} | CUT_OFF | settings
    return subprocess.run(
        [*network_of_its_own(), *command], cwd=checkout, env=environment, capture_output=True, text=True, timeout=180
    )


def test_what_is_installed_is_looked_at_without_asking_anybody(checkout: Path) -> None:
    for what in ("run", "python"):
        done = run(checkout, "sh", ".ci/setup", what)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_cannot_be_installed_without_internet_is_said(checkout: Path) -> None:
    (checkout / ".venv" / "installed-requirements-test.lock").unlink()
    lock = checkout / "requirements.lock"
    lock.unlink()
    lock.write_text(f"worldcafe-needs-this==1.0 --hash=sha256:{'0' * 64}\n")
    done = run(checkout, "sh", ".ci/setup", "run")
    assert done.returncode == 1
    assert "is the network there, and pip's package index reachable?" in done.stderr


def test_the_cafe_starts_without_internet_and_says_which_address_codes_carry(checkout: Path, tmp_path: Path) -> None:
    port = str(free_port())
    done = run(
        checkout, sys.executable, "-c", START, port, PORT=port, DATA_DIR=str(tmp_path / "data"), PYTHONUNBUFFERED="1"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("/: 200\n/healthz: 200\n")
    assert "\nThe address in them: http://" in done.stdout
    if network_of_its_own():
        assert f"This machine alone opens http://127.0.0.1:{port}, and no phone: it is in no network" in done.stdout
