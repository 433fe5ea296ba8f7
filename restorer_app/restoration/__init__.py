"""From a file to its repaired version: diagnose, plan, restore. Knows networks, knows no window."""
