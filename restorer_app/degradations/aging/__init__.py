"""What decades do to a photograph on paper, and to its scan."""
