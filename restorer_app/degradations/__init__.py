"""Makes clean data bad, seeded and measured, for training, evaluation and tests."""
