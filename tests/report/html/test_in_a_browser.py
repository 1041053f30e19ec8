"""A real browser has nothing to say about the page, and runs nothing of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hostile_tree import hostile, verified
from run_cli import run

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs chromium")
LOUD = "<!DOCTYPE html><script>console.log('loud'); document.title = 'ran'</script>"


def opened(page: Path) -> tuple[str, list[str]]:
    """The elements of a page after it was opened, and what was said on the console."""
    assert BROWSER is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"]
    profile = f"--user-data-dir={page.parent / 'profile'}"
    command = [BROWSER, *options, profile, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout, [line for line in done.stderr.splitlines() if ":CONSOLE" in line]


def test_a_hostile_tree(tmp_path: Path) -> None:
    evidence = verified(tmp_path / "verified.json")
    page = tmp_path / "page.html"
    page.write_text(
        run("inventory", hostile(tmp_path), "--format", "html", "--verified", evidence)[1], encoding="utf-8"
    )
    elements, said = opened(page)
    assert said == []
    assert elements.count("<details") == page.read_text(encoding="utf-8").count("<details")
    assert "<script" not in elements


def test_what_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "loud.html"
    page.write_text(LOUD, encoding="utf-8")
    elements, said = opened(page)
    assert "<title>ran</title>" in elements
    assert len(said) == 1
