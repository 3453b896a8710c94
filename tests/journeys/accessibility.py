"""What every page must keep: axe-core's rules for WCAG 2.2 AA, no scrolling sideways, a visible focus."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
RULES_ABOUT_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The only ones whose verdict can differ between a light and a dark page."""
RUN_AXE = """async (rules) => {
  const result = await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false});
  return result.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id} at ${node.target.join(" ")}: ${node.failureSummary.split("\\n").slice(1, 2).join("").trim()}`));
}"""
# Text that is cut off: its box hides what does not fit. What is only for screen readers is meant to be small.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(element => {
  const style = getComputedStyle(element);
  return ["hidden", "clip"].includes(style.overflowX) && element.clientWidth > 1 && element.innerText
    && element.scrollWidth > element.clientWidth + 1;
}).map(element => `cut off: ${element.tagName.toLowerCase()}.${element.className} “${element.innerText}”`)"""
SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")]
    .filter(element => element.getBoundingClientRect().left + element.scrollWidth > root.clientWidth + 1).slice(-3);
  return [`scrolls sideways: ${root.scrollWidth} px in ${root.clientWidth} px; ` +
    wide.map(element => `${element.tagName.toLowerCase()}.${element.className}`).join(", ")];
}"""
# After a key was pressed, a focus that a script sets is shown like one from the keyboard. What shows it may stand on
# the element, beside it (a drawn radio button) or around it.
UNSEEN_FOCUS = """() => {
  const look = element => [element, ...element.parentElement.children, element.parentElement].flatMap(
    near => ["", "::before", "::after"].map(part => {
      const s = getComputedStyle(near, part);
      return [s.outline, s.boxShadow, s.border, s.backgroundColor, s.textDecoration, s.clipPath, s.transform].join();
    })).join(";");
  const reachable = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
    .filter(element => element.type !== "hidden" && !element.disabled && element.checkVisibility());
  const unseen = [];
  for (const element of reachable) {
    document.activeElement.blur();
    const before = look(element);
    element.focus();
    if (document.activeElement === element && look(element) === before)
      unseen.push(`focus not visible: ${element.tagName.toLowerCase()}.${element.className} “${element.innerText}”`);
  }
  document.activeElement.blur();
  return unseen;
}"""


def violations(page: Page, rules: Mapping[str, object] = ALL_RULES) -> list[str]:
    """Each place where a rule of axe is broken, as the page is shown now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    return _texts(page.evaluate(RUN_AXE, rules))


def does_not_fit(page: Page) -> list[str]:
    """What sticks out of the window or is cut off in it, at its present size."""
    return _texts(page.evaluate(SIDEWAYS)) + _texts(page.evaluate(CUT_OFF))


def unseen_focus(page: Page) -> list[str]:
    """What can have the keyboard's focus without showing it."""
    page.keyboard.press("Tab")
    return _texts(page.evaluate(UNSEEN_FOCUS))


def skip_link_faults(page: Page) -> list[str]:
    """The first thing that the keyboard reaches leads to the content, and is seen."""
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    if link.get_attribute("href") != "#main":
        return ["the first thing that the keyboard reaches is no skip link"]
    box = link.bounding_box()
    page.keyboard.press("Enter")
    focused = page.evaluate("() => document.activeElement.id")
    return [
        *(["the skip link is not seen"] if box is None or box["x"] < 0 or box["y"] < 0 else []),
        *([f"the skip link leads to “{focused}”"] if focused != "main" else []),
    ]


def _texts(found: Any) -> list[str]:
    return [str(text) for text in found]
