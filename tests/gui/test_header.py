from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from restorer_app.gui.compare.compare_panels import CompareMode
from restorer_app.gui.header import Header


def test_in_a_narrow_window_icons_stand_for_the_words_and_everything_stays_in_sight(
    qtbot: QtBot,
) -> None:
    header = Header()
    qtbot.addWidget(header)
    header.show()
    button = header.mode_buttons[CompareMode.SIDE_BY_SIDE]
    last = header.zoom_buttons[2.0]
    styles = []
    for width in (1600, 640, 1600):
        header.resize(width, header.height())
        qtbot.waitUntil(lambda: last.geometry().right() < header.width())
        styles.append(button.toolButtonStyle())
    words, icons = (
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        Qt.ToolButtonStyle.ToolButtonIconOnly,
    )
    assert styles == [words, icons, words]
    assert button.accessibleName() == "Side by side"
