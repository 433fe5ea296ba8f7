"""The pages about the program itself: settings, models, keys, about."""
