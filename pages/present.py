"""Present: a room's wall, by link."""

from workbook.ui import present

present.show()
