"""Workshop room: open one, and lead it."""

from workbook.ui import room

room.show()
