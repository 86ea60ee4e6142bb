"""The Sales Methodology Workbook: five ways of selling, the value formulas and the Triple Fit canvas.

Every module directly below this package works without Streamlit, so a notebook can do whatever a page can.
"""
