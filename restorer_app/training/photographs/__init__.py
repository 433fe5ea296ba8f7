"""What the networks for photographs learn from: what is drawn of photographs, by kind."""
