"""Texts for people, written where there is no Qt; the window translates them when it shows them."""

from typing import Any, Self

Value = str | int | float


class Text(str):
    """An English sentence that still knows its template and the values in it.

    To the terminal and to files it is the sentence. The window translates the template instead, and
    those values that are texts themselves. `translatable` makes them; call `Text` itself for what
    the command line alone will say.
    """

    template: str
    values: dict[str, Value]

    def __new__(cls, template: str = "", /, **values: object) -> Self:
        """Without values the template is taken as it is, braces included."""
        kept = {name: _kept(value) for name, value in values.items()}
        text = super().__new__(cls, template.format(**kept) if kept else template)
        text.template, text.values = template, kept
        return text


def translatable(template: str, /, **values: object) -> Text:
    """The text that says `template`, a literal: else `scripts/translations.sh` does not find it.

    A value is said as it is (a file's name, what the system tells), unless it is a text itself.
    """
    return Text(template, **values)


def text_document(text: str) -> Any:
    """What JSON can hold, and `text_of` reads back; a plain sentence stays one."""
    return _document(text) if isinstance(text, Text) and text.values else str(text)


def text_of(document: Any) -> Text:
    """Raises ValueError, LookupError, TypeError or AttributeError for what is no text."""
    if isinstance(document, str):
        return Text(document)
    values = {
        name: text_of(value) if isinstance(value, dict) else value
        for name, value in document["values"].items()
    }
    return Text(document["template"], **values)


def _document(value: Value) -> Any:
    if not isinstance(value, Text):
        return value
    values = {name: _document(inner) for name, inner in value.values.items()}
    return {"template": value.template, "values": values}


def _kept(value: object) -> Value:
    return value if isinstance(value, str | int | float) else str(value)
