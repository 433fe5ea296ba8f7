"""How photographs come into the window: dropped, chosen, pasted, opened again."""
