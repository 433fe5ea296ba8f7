"""What carries out a step on a photograph: a class for each kind of repair, and which one it is."""
