"""Marks texts for people where there is no Qt; the window translates them when it shows them."""


def translatable(text: str) -> str:
    """`text` itself. `scripts/translations.sh` finds what is written inside the brackets."""
    return text
