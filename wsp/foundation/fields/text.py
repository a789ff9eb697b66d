"""Text, and the texts that one function checks: addresses and numbers."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from wsp.foundation import numbers
from wsp.foundation.fields.base import Asked

_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters, and halves of a pair (JSON can tell them, a database cannot hold them)."""


class Text(Asked):
    """One line of text: trimmed, without control characters; empty means None."""

    def __init__(self, *, max_length: int = 200, min_length: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.max_length = max_length
        self.min_length = min_length
        self.describe(max_length=max_length)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        if not isinstance(value, str):
            raise self.make_error("invalid")
        text = self.clean(_NOT_ALLOWED.sub("", value).strip())
        if not text:
            if self.required:
                raise self.make_error("required")
            return None
        if len(text) > self.max_length:
            raise ValidationError(
                f"Maak '{self.label}' korter: hoogstens {self.max_length} tekens. Nu zijn het er {len(text)}."
            )
        if len(text) < self.min_length:
            raise ValidationError(f"Vul bij '{self.label}' minstens {self.min_length} tekens in.")
        return text

    def clean(self, text: str) -> str:
        """One line: newlines become spaces."""
        return " ".join(text.split())


class LongText(Text):
    """Several lines of text."""

    widget = "textarea"

    def __init__(self, *, max_length: int = 5000, rows: int = 5, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.describe(rows=rows)

    def clean(self, text: str) -> str:
        """Keep the lines, with one kind of line end."""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class _Checked(Text):
    """A text that one function checks and brings into its normal form; its error is a Dutch sentence."""

    message = ""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text is None:
            return None
        try:
            return self.normal(text)
        except numbers.NumberError as error:
            raise ValidationError(error.message) from error
        except ValueError as error:
            raise ValidationError(self.message) from error

    def normal(self, text: str) -> str:
        """Normal form; ValueError when it is wrong."""
        raise NotImplementedError


class Email(_Checked):
    """An e-mail address; only its shape is checked."""

    widget = "email"
    message = "Vul een e-mailadres in zoals naam@voorbeeld.nl."

    def normal(self, text: str) -> str:
        """Lower case domain; one @, no spaces, a dot in the domain."""
        if not re.fullmatch(r"[^@\s<>\"]{1,64}@[^@\s<>\"]+\.[^@\s<>\".]{2,}", text):
            raise ValueError(text)
        local, domain = text.rsplit("@", 1)
        return f"{local}@{domain.lower()}"


class Url(_Checked):
    """An address of a website, http or https only."""

    widget = "url"
    message = "Vul een webadres in zoals https://www.voorbeeld.nl."

    def normal(self, text: str) -> str:
        """Adds https:// when it was left out."""
        full = text if re.match(r"^[a-z]+:", text, re.IGNORECASE) else f"https://{text}"
        if not re.fullmatch(r"https?://[^\s/?#<>\"]+\.[^\s<>\"]+", full, re.IGNORECASE):
            raise ValueError(text)
        return full


class Phone(_Checked):
    """A telephone number, kept in its international form."""

    widget = "tel"

    def normal(self, text: str) -> str:
        """As `numbers.telephone`, whose error says what to do."""
        return numbers.telephone(text)


class Postcode(_Checked):
    """A Dutch postcode."""

    def normal(self, text: str) -> str:
        """As `numbers.postcode`."""
        return numbers.postcode(text)


class Kvk(_Checked):
    """A KVK number: 8 digits."""

    widget = "digits"

    def normal(self, text: str) -> str:
        """As `numbers.kvk`."""
        return numbers.kvk(text)


class EstablishmentNumber(_Checked):
    """A vestigingsnummer: 12 digits."""

    widget = "digits"

    def normal(self, text: str) -> str:
        """As `numbers.establishment`."""
        return numbers.establishment(text)


class Bsn(_Checked):
    """A burgerservicenummer; never shown again after it was typed."""

    widget = "digits"

    def normal(self, text: str) -> str:
        """As `numbers.bsn`."""
        return numbers.bsn(text)


class Lines(Asked):
    """A list of short texts, one per line: skills, diplomas. Empty loads as None ("not known")."""

    widget = "textarea"

    def __init__(self, *, max_items: int = 30, max_length: int = 120, rows: int = 4, **options: Any) -> None:
        super().__init__(**options)
        self.max_items = max_items
        self.max_length = max_length
        self.describe(rows=rows)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any) -> Any:
        del attr, data
        given = value.splitlines() if isinstance(value, str) else list(value)
        cleaned = (" ".join(_NOT_ALLOWED.sub("", str(each)).split()) for each in given)
        items = tuple(dict.fromkeys(each for each in cleaned if each))
        if len(items) > self.max_items:
            raise ValidationError(f"Vul bij '{self.label}' hoogstens {self.max_items} regels in.")
        long = next((each for each in items if len(each) > self.max_length), None)
        if long is not None:
            raise ValidationError(f"Maak bij '{self.label}' deze regel korter: {long[:30]}…")
        if not items and self.required:
            raise self.make_error("required")
        return items or None

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_kwargs: Any) -> Any:
        del attr, obj
        return None if value is None else "\n".join(str(each) for each in value)


class Hidden(Text):
    """A value that the form carries along: an id of a step or a run."""

    widget = "hidden"
