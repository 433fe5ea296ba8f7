"""What is open: each photograph with its history, kept safe, and what is done next."""
