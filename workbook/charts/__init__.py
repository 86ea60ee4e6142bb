"""Pictures: one a file, each a function from a tidy table and words to an Altair chart.

`table` is a DataFrame, or a `NamedData` where the caller sends the numbers apart from the picture. `names` maps the ids and the keys
named in each docstring to words, so that a picture does not move when the language does. Colours come from the theme's categories
in a fixed order; ink is `currentColor`, so light and dark need no second picture.
"""
