"""Laws are checked with the same examples every time, and nothing is written to disk."""

from hypothesis import settings

settings.register_profile("unit", derandomize=True, database=None, deadline=None, max_examples=80)
settings.load_profile("unit")
