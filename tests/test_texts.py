"""A text is its English sentence, and keeps what it needs to be said in another language."""

import json
import pickle

import pytest

from restorer_app.errors import MediaError, RestorerError
from restorer_app.texts import Text, text_document, text_of, translatable

REASON = translatable("the folder '{folder}' does not exist", folder="a {b}")
SENTENCE = translatable("Can't write '{name}': {reason}.", name="{x}.png", reason=REASON)


def test_a_text_is_its_english_sentence() -> None:
    assert SENTENCE == "Can't write '{x}.png': the folder 'a {b}' does not exist."
    assert SENTENCE.template == "Can't write '{name}': {reason}."
    assert SENTENCE.values == {"name": "{x}.png", "reason": REASON}


def test_braces_stay_where_nothing_is_filled_in() -> None:
    assert translatable("write placeholders as {name}") == "write placeholders as {name}"
    assert Text() == ""


def test_values_of_other_kinds_are_kept_as_they_are_written() -> None:
    text = translatable("{error} {n} {share:.1f}", error=OSError(2, "gone"), n=3, share=0.25)
    assert text == "[Errno 2] gone 3 0.2"
    assert text.values == {"error": "[Errno 2] gone", "n": 3, "share": 0.25}


def test_an_error_says_its_sentence_and_keeps_the_text() -> None:
    error = MediaError(SENTENCE)
    assert str(error) == SENTENCE
    assert error.text is SENTENCE
    assert isinstance(error, RestorerError)
    assert pickle.loads(pickle.dumps(error)).text.values == SENTENCE.values  # noqa: S301


def test_a_text_comes_back_from_json_with_all_that_is_in_it() -> None:
    again = text_of(json.loads(json.dumps(text_document(SENTENCE))))
    assert again == SENTENCE
    assert again.template == SENTENCE.template
    assert isinstance(again.values["reason"], Text)
    assert again.values["reason"].values == REASON.values


def test_a_plain_sentence_is_plain_in_json() -> None:
    assert text_document("It stays as it is.") == "It stays as it is."
    assert text_document(translatable("It stays as it is.")) == "It stays as it is."
    assert text_of("It {stays}.") == "It {stays}."


@pytest.mark.parametrize(
    "document", [3, None, [], {}, {"template": "{a}", "values": {}, "x": 1} | {"values": 3}]
)
def test_what_is_no_text_is_refused(document: object) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, AttributeError)):
        text_of(document)
