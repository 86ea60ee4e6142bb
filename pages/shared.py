"""A read-only report by link."""

from workbook.ui import report

report.show()
