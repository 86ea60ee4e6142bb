"""The customer's questionnaire, by link: one statement a screen."""

from workbook.ui import questionnaire

questionnaire.show()
