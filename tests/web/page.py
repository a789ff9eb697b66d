"""A page as a test sees it: judged by the rules of the standard, and held to what every page must have.

A parser that knows every rule takes ten times as long as one that only reads. So the strict one judges each shape of
page once, and the quick one reads what a valid page says.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final
from xml.etree.ElementTree import Element

import html5lib
import lxml.html

_INLINE = re.compile(r"^(style|on[a-z]+)$")
_REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for")
_VALUES: Final = re.compile(r'(=")[^"]*(")')
_TEXTS: Final = re.compile(r"(>)[^<]*(<)")
_REFERENCE: Final = re.compile(r"&[#\w]*;?")
_REPEATED: Final = re.compile(r"(?=<(?:tr|li|option|dt|article)\b)")


class Page:
    """A parsed response. `fragment` is a part that htmx asked for: it has no head of its own."""

    def __init__(self, text: str, *, fragment: bool) -> None:
        self.source = text
        self.fragment = fragment
        self.root: Element = lxml.html.document_fromstring(text, lxml.html.HTMLParser(remove_comments=True))
        for part in [each for drawing in self.root.iter("svg") for each in drawing.iter()]:
            part.tag = f"{{http://www.w3.org/2000/svg}}{part.tag}"  # a drawing has titles of its own

    @property
    def errors(self) -> tuple[str, ...]:
        """What the standard has against the page; a part of a page is not judged."""
        return () if self.fragment else _errors(_Shaped(self.source))

    def all(self, tag: str = "*", **attributes: str) -> list[Element]:
        """Elements by tag and attributes; `class_` finds one of several classes, `_` stands for a hyphen."""
        return [element for element in self.root.iter() if _matches(element, tag, attributes)]

    def one(self, tag: str = "*", **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """The texts of such elements, with white space folded."""
        return [text_of(element) for element in self.all(tag, **attributes)]

    @property
    def text(self) -> str:
        """All text of the page's body."""
        body = self.root.find("body")
        return "" if body is None else text_of(body)

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return text_of(self.one("h1"))

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return text_of(self.one("title"))

    def primary_actions(self) -> list[str]:
        """What the primary buttons and links of main say; the dialog that saves a session stands outside."""
        found = [element for main in self.all("main") for element in main.iter()]
        return [
            text_of(each) for each in found if "utrecht-button--primary-action" in (each.get("class") or "").split()
        ]

    def fields(self, form: Element | None = None) -> dict[str, str]:
        """What a browser would send from `form` (default: the only form in main), unchanged."""
        form = form if form is not None else self._main_form()
        return dict(_form_values(form))

    def _main_form(self) -> Element:
        forms = [form for main in self.all("main") for form in main.iter("form")]
        assert len(forms) == 1, f"{len(forms)} forms in main"
        return forms[0]

    def check(self) -> None:
        """What holds for every page (A3, S1); raises AssertionError with what is wrong."""
        problems = list(self._problems())
        assert not problems, "; ".join(problems)

    def _problems(self) -> Iterator[str]:
        if self.errors:
            yield f"not valid HTML: {sorted(set(self.errors))}"
        ids = [element.get("id", "") for element in self.all() if element.get("id") is not None]
        double = [name for name, count in Counter(ids).items() if count > 1]
        if double:
            yield f"ids used twice: {double}"
        for element in self.all():
            inline = [name for name in element.keys() if _INLINE.match(str(name))]  # noqa: SIM118 (an element is no dict)
            if inline or (element.tag == "style") or (element.tag == "script" and not element.get("src")):
                yield f"inline style or script: <{element.tag}> {inline}"
        if self.fragment:
            return
        yield from self._document_problems(set(ids))

    def _document_problems(self, ids: set[str]) -> Iterator[str]:
        if self.root.get("lang") != "nl":
            yield "the page does not say lang=nl"
        for tag in ("title", "h1", "main"):
            if len(self.all(tag)) != 1 or not text_of(self.all(tag)[0]):
                yield f"not exactly one filled <{tag}>"
        for element in self.all():
            for name in _REFERENCES:
                lost = [part for part in (element.get(name) or "").split() if part not in ids]
                if lost:
                    yield f"{name} points at nothing: {lost}"
        levels = [int(element.tag[1]) for element in self.all() if re.fullmatch(r"h[1-6]", str(element.tag))]
        if any(after - before > 1 for before, after in pairwise(levels)):
            yield f"headings skip a level: {levels}"


class _Shaped:
    """The text of a page, equal to every other with the same tags and attributes in the same order.

    What stands in values and between tags does not count, apart from references such as `&amp;`; nor how often one
    row, item or option is repeated.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        bare = _TEXTS.sub(_references, _VALUES.sub(_references, text))
        self._shape = "".join(part for part, _ in groupby(_REPEATED.split(bare)))

    def __hash__(self) -> int:
        return hash(self._shape)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shaped) and self._shape == other._shape


def _references(found: re.Match[str]) -> str:
    return f"{found[1]}{''.join(_REFERENCE.findall(found[0]))}{found[2]}"


@lru_cache(maxsize=5000)
def _errors(shaped: _Shaped) -> tuple[str, ...]:
    """What the standard has against it."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(shaped.text)
    return tuple(code for _position, code, _data in parser.errors)


def text_of(element: Element) -> str:
    """The text of an element and all in it, white space folded."""
    return " ".join("".join(element.itertext()).split())


def _matches(element: Element, tag: str, attributes: dict[str, str]) -> bool:
    if not isinstance(element.tag, str) or tag not in ("*", element.tag):
        return False
    for name, value in attributes.items():
        if name == "class_":
            if value not in (element.get("class") or "").split():
                return False
        elif element.get(name.rstrip("_").replace("_", "-")) != value:
            return False
    return True


def _form_values(form: Element) -> Iterator[tuple[str, str]]:
    for element in form.iter():
        name = element.get("name")
        if not name or element.get("disabled") is not None:
            continue
        if element.tag == "textarea":
            yield name, (element.text or "").removeprefix("\n")
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None]
            options = chosen or list(element.iter("option"))[:1]
            yield from ((name, option.get("value", text_of(option))) for option in options)
        elif element.tag == "input":
            kind = element.get("type", "text")
            if kind in ("checkbox", "radio") and element.get("checked") is None:
                continue
            if kind not in ("submit", "button", "file", "reset"):
                yield name, element.get("value", "on" if kind in ("checkbox", "radio") else "")
