"""The page is sound: escaped, without anything from elsewhere, and readable with a keyboard and by a screen reader."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hostile_tree import MARKUP, hostile, verified
from html_page import Page
from run_cli import run
from small_tree import small_tree


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    root = tmp_path_factory.mktemp("page")
    evidence = verified(root / "verified.json")
    code, out, err = run("inventory", hostile(root), "--format", "html", "--verified", evidence)
    assert (code, err) == (0, "")
    return Page(out)


def test_nothing_of_the_tree_is_markup(page: Page) -> None:
    assert set(page.tags).isdisjoint({"script", "img", "iframe", "object", "link", "form", "input", "base"})
    assert [data for tag, data in page.texts if tag == "b" and data not in {"Before", "After"}] == []
    assert [name for _, attributes in page.elements for name in attributes if name.startswith("on")] == []
    assert page.text.count("alert(1)") >= 4
    assert "<img src=x onerror=alert(3)>: from @webmethod to routers" in page.text


def test_what_cannot_be_seen_is_written_out(page: Page) -> None:
    assert [char for char in page.source if not char.isprintable() and char != "\n"] == []
    assert r"docs/<b>\u202e\x1b[2J\u2066&amp;.md" in page.text


def test_nothing_comes_from_elsewhere(page: Page) -> None:
    assert [link for link in page.all("href") if not link.startswith("#")] == []
    assert page.all("src") == page.all("style") == page.all("srcset") == []
    (style,) = (data for tag, data in page.texts if tag == "style")
    assert re.findall(r"url\(|@import|expression", style) == []


def test_the_policy_allows_this_style_and_nothing_else(page: Page) -> None:
    (style,) = (data for tag, data in page.texts if tag == "style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (item["content"] for tag, item in page.elements if item.get("http-equiv") == "Content-Security-Policy")
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_leads_somewhere(page: Page) -> None:
    names = page.all("id")
    assert len(names) == len(set(names))
    assert {link.removeprefix("#") for link in page.all("href")} <= set(names)
    assert {name for value in page.all("aria-labelledby") for name in value.split()} <= set(names)


def test_headings_and_landmarks(page: Page) -> None:
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert [page.tags.count(tag) for tag in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    first_link = next(item for tag, item in page.elements if tag == "a")
    assert first_link == {"class": "skip", "href": "#main"}
    (language,) = (item["lang"] for tag, item in page.elements if tag == "html")
    assert language == "en"


def test_pictures_have_words(page: Page) -> None:
    pictures = [item for tag, item in page.elements if tag == "svg"]
    assert all(item.get("aria-hidden") == "true" or item.get("role") == "img" for item in pictures)
    assert "Routes: 4 would be migrated" in page.text


def test_the_evidence(page: Page) -> None:
    assert "2 routes, 10 requests to each tree (seed 0), 9 answered alike" in page.text
    assert f"GET /{MARKUP}4 of 5 requests alike" in page.text.replace("\n", "")
    assert "LRC104implementations disagree about a parameterexplains 1 difference" in page.text.replace("\n", "")
    assert f"the published documents of the first tree are not compared: {MARKUP}" in page.text


@cache
def contrast(first: str, second: str) -> float:
    """How well two colours can be told apart, as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read(page: Page, theme: int) -> None:
    colours = dict(
        re.findall(r"--(\w+): (#[0-9a-f]{6});", re.findall(r":root \{(.*?)\}", page.source, re.DOTALL)[theme])
    )
    words = ("text", "muted", "accent", "refused", "keyword", "string", "comment", "name", "number")
    low = {(word, on): contrast(colours[word], colours[on]) for word in words for on in ("ground", "surface")}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


def test_a_migration_and_its_result(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "shop")
    (root / "shop/apis/stock/models.py").write_text("x = 1\n", encoding="utf-8")
    code, out, err = run("migrate", root, "--format", "html", "--allow-dirty")
    assert code == 3
    assert "1 API package migrated" in err
    page = Page(out)
    assert "What a migration did." in page.text
    assert "2 migrated now, 2 refused" in page.text
    assert (root / "shop/apis/orders/routes.py").is_file()
    again = Page(run("inventory", root, "--format", "html")[1])
    assert "2 with routers, 2 refused" in again.text


def test_a_page_of_a_patch_writes_nothing(tmp_path: Path) -> None:
    root = small_tree(tmp_path / "shop")
    code, out, _ = run("migrate", root, "--format", "html", "--diff")
    assert code == 0
    assert "What a migration would do; nothing is written." in Page(out).text
    assert not (root / "shop/apis/orders/routes.py").exists()
