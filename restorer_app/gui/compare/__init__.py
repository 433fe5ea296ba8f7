"""Before and after on one canvas: laid over each other, moved, enlarged and painted."""
