"""Results as bytes: what a reader takes along."""
