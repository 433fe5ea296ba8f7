"""The languages of the window: which there are, which one is meant, and its texts."""

from string import Formatter
from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from restorer_app.paths import resources_dir
from restorer_app.texts import Text

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""By the code that settings and files use, named in the language itself."""


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """`text` in the language of the window, for what is no widget; `n` takes the place of '%n'.

    What is not written right here has to be marked with `translatable` where it is written:
    `scripts/translations.sh` finds literal texts only. A text from there brings the values with it
    that it was filled with, which may be such texts again.
    """
    if isinstance(text, Text) and text.values:
        return _Filling().vformat(tr(text.template), (), text.values)
    return QCoreApplication.translate("", text, comment, n)


class _Filling(Formatter):
    """Fills in values as they are said in the language of the window."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Text):
            return tr(value)
        text = str(super().format_field(value, format_spec))
        return text.replace(".", QLocale().decimalPoint()) if isinstance(value, float) else text


def number(value: float, digits: int) -> str:
    """With the decimal sign of the language, and nothing between thousands."""
    locale = QLocale()
    locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    return locale.toString(float(value), "f", digits)


def language_of(choice: str) -> str:
    """The code that a setting means: itself, or for 'system' the system's if we have it."""
    if choice in LANGUAGES:
        return choice
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else "en"


class Translation(QObject):
    """Texts of one language, ours and Qt's own, in force as long as this lives."""

    def __init__(self, app: QCoreApplication, language: str) -> None:
        super().__init__(app)
        self._app = app
        ours = (f"restorer_{language}", resources_dir() / "translations")
        qts = (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        self._translators: list[QTranslator] = []
        for name, folder in (qts, ours):  # the last one is asked first
            translator = QTranslator(self)
            if translator.load(name, str(folder)):
                app.installTranslator(translator)
                self._translators.append(translator)
        QLocale.setDefault(QLocale(language))

    def remove(self) -> None:
        """Back to the texts as they are written in the program."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
