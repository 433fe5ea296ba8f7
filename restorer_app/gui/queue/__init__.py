"""Many photographs restored beside what the user does in the window: asked for and shown."""
