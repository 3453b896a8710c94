"""The report as one HTML page: complete, sound, self-contained, and with nothing in it that could run."""

import base64
import dataclasses
import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.selfcheck_documents.report_texts import example_report, missing_texts, squeezed

from selfcheck import Answer, Evaluation, Instrument, Municipality, evaluate
from selfcheck_documents.report.html import write_html
from selfcheck_documents.report.model import Report

VOID = frozenset({"meta", "img", "br", "link", "input", "hr"})
HEADING = re.compile(r"h[1-6]")
HOSTILE = "</style></title><script>alert(1)</script> <img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %} & \"'"


class Page(HTMLParser):
    """The elements of a page in order, with their attributes; fails on anything that is not properly nested."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, Mapping[str, str], tuple[str, ...]]] = []
        self.texts: list[str] = []
        self.by_tag: dict[str, list[str]] = {}
        self.headings: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute stands twice in <{tag}>"
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self._open)))
        self.by_tag.setdefault(tag, []).append("")
        if tag not in VOID:
            self._open.append(tag)
        if HEADING.fullmatch(tag):
            self.headings.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self._open)))
        assert "svg" in self._open, f"<{tag}/> outside of a drawing"

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.texts.append(data)
            self.by_tag[self._open[-1]][-1] += data
        if any(map(HEADING.fullmatch, self._open)):
            tag, text = self.headings[-1]
            self.headings[-1] = tag, text + data

    @property
    def text(self) -> str:
        """Everything that is read, in order."""
        return "".join(self.texts)

    def all(self, *tags: str) -> list[Mapping[str, str]]:
        """The attributes of all elements of these kinds."""
        return [attributes for tag, attributes, _ in self.elements if tag in tags]


@pytest.fixture(scope="module")
def html(report: Report) -> str:
    """The report as it is written."""
    return write_html(report)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    """The report as it is read."""
    return Page(html)


def test_page_says_everything_that_the_report_says(report: Report, page: Page) -> None:
    assert missing_texts(report, page.text) == []


def test_page_is_html5_in_the_language_of_the_report(html: str, page: Page) -> None:
    assert html.startswith("<!DOCTYPE html>\n")
    assert page.all("html") == [{"lang": "de"}]
    assert {"charset": "utf-8"} in page.all("meta")
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def test_headings_begin_with_one_and_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _, _ in page.elements if HEADING.fullmatch(tag)]
    main = [int(tag[1]) for tag, _, around in page.elements if HEADING.fullmatch(tag) and "main" in around]
    assert levels.count(1) == 1
    assert (levels[0], main[0]) == (1, 2)
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []


def test_every_heading_has_words(page: Page) -> None:
    assert len(page.headings) > 100
    assert [tag for tag, text in page.headings if not text.strip()] == []


def test_landmarks_are_there_once(page: Page) -> None:
    counted = Counter(tag for tag, _, _ in page.elements if tag in {"header", "nav", "main", "footer"})
    assert counted == {"header": 1, "nav": 1, "main": 1, "footer": 1}
    assert page.all("nav") == [{"aria-labelledby": "contents"}]


def test_first_link_leads_to_the_content(page: Page) -> None:
    assert page.all("a")[0] == {"class": "skip", "href": "#summary"}
    assert {"id": "summary", "tabindex": "-1"} in page.all("section")


def test_every_reference_has_its_target_and_every_id_is_there_once(page: Page) -> None:
    ids = Counter(attributes["id"] for _, attributes, _ in page.elements if "id" in attributes)
    assert [name for name, number in ids.items() if number > 1] == []
    named = {
        name
        for _, attributes, _ in page.elements
        for attribute in ("aria-labelledby", "aria-describedby")
        for name in attributes.get(attribute, "").split()
    }
    linked = {attributes["href"].removeprefix("#") for attributes in page.all("a")}
    assert (named | linked) - set(ids) == set()


def test_contents_lead_to_every_chapter_and_field(report: Report, page: Page) -> None:
    links = [attributes["href"] for tag, attributes, around in page.elements if tag == "a" and "nav" in around]
    fields = [f"#chapter-{field.key}" for field in report.fields]
    assert links == ["#summary", "#fields", *fields, "#comparison", "#voices", "#appendix", "#method"]


def test_pictures_and_drawings_have_a_name_or_say_nothing(report: Report, page: Page) -> None:
    assert [image["alt"] for image in page.all("img")] == [f"{report.labels.coat_of_arms}: Donnersbergkreis"]
    drawings = page.all("svg")
    assert {(drawing.get("role"), drawing.get("aria-hidden")) for drawing in drawings} == {
        ("img", None),
        (None, "true"),
    }
    named = [drawing for drawing in drawings if drawing.get("role") == "img"]
    assert len(named) == len(page.all("figure")) == len(page.by_tag["figcaption"])
    assert all(drawing["aria-labelledby"] for drawing in named)


def test_tables_have_a_caption_and_headers_with_a_scope(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert all(text.strip() for text in page.by_tag["caption"])
    assert {header.get("scope") for header in page.all("th")} == {"col", "row", "rowgroup"}


def test_every_table_scrolls_in_a_named_group_of_its_own(page: Page) -> None:
    groups = [attributes for attributes in page.all("div") if attributes.get("class") == "scroll"]
    assert len(groups) == len(page.all("table"))
    assert {(group["role"], group["tabindex"]) for group in groups} == {("group", "0")}
    assert all(group["aria-labelledby"] for group in groups)


def test_page_fetches_nothing(html: str, page: Page) -> None:
    addresses = {
        attributes[name]
        for _, attributes, _ in page.elements
        for name in ("src", "href", "xlink:href", "action", "srcset", "poster", "data")
        if name in attributes
    }
    assert {address[:1] if address.startswith("#") else address[:10] for address in addresses} == {"#", "data:image"}
    without_namespace = html.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"(?:https?:)?//[a-z]+\.", without_namespace) == []
    assert re.findall(r"url\((?!data:font/woff2;base64,|#)", html) == []


def test_nothing_in_the_page_can_run(page: Page) -> None:
    forbidden = {"script", "iframe", "object", "embed", "form", "base", "link"}
    assert [tag for tag, _, _ in page.elements if tag in forbidden] == []
    names = {name for _, attributes, _ in page.elements for name in attributes}
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


def test_policy_allows_the_page_its_style_and_nothing_else(html: str, page: Page) -> None:
    style = re.findall(r"<style>(.*?)</style>", html, flags=re.DOTALL)
    assert len(style) == 1
    digest = base64.b64encode(hashlib.sha256(style[0].encode("utf-8")).digest()).decode("ascii")
    policies = [meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    ]


def test_every_question_stands_in_the_appendix_in_order(instrument: Instrument, page: Page) -> None:
    rows = [row["id"].removeprefix("question-") for row in page.all("tr") if "id" in row]
    assert rows == list(instrument.framework.questions)


def test_hostile_words_stay_words(instrument: Instrument, example_evaluation: Evaluation) -> None:
    sheet = dataclasses.replace(
        example_evaluation.sheet,
        municipality=Municipality(name=HOSTILE, kind="county"),
        notice=HOSTILE,
        answers=(Answer("m-1.1", "none", comment=HOSTILE),),
        agreed={},
    )
    report = example_report(instrument, evaluate(instrument.framework, sheet), None)
    page = Page(write_html(report))
    assert [tag for tag, _, _ in page.elements if tag == "script"] == []
    assert [image for image in page.all("img") if "onerror" in image] == []
    assert squeezed(page.text).count(squeezed(HOSTILE)) >= 4


def test_fields_without_answers_show_no_chart(instrument: Instrument, example_evaluation: Evaluation) -> None:
    answered = {"management", "opening", "economy"}
    framework = instrument.framework
    given = example_evaluation.sheet
    kept = {key for key, question in framework.questions.items() if question.field in answered}
    sheet = dataclasses.replace(
        given,
        answers=tuple(answer for answer in given.answers if answer.question in kept),
        agreed={key: agreed for key, agreed in given.agreed.items() if key in kept},
    )
    report = example_report(instrument, evaluate(framework, sheet), None)
    html = write_html(report)
    chapter = r'<section id="chapter-(\w+)" class="chapter">(.*?)(?=<section id="(?:chapter-|voices))'
    chapters = re.findall(chapter, html, flags=re.DOTALL)
    assert [key for key, _ in chapters] == [field.key for field in report.fields]
    assert {key for key, written in chapters if "<figure>" in written or 'class="facts"' in written} == answered
    assert missing_texts(report, Page(html).text) == []


def test_same_report_gives_the_same_page(report: Report, html: str) -> None:
    assert write_html(report) == html
