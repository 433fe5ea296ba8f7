"""Many photographs restored one after the other, beside what the user does in the window."""
