"""The queue behind gui/queue: its photographs, what fills it, restoring one after the other."""
