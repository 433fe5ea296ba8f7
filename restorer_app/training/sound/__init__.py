"""What the networks for recordings learn from, and how; the loop is the photographs' one."""
