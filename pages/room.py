"""Workshop room: open one, and lead it."""

from workbook.ui import desk

desk.show()
