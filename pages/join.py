"""Join: a participant's phone."""

from workbook.ui import join

join.show()
