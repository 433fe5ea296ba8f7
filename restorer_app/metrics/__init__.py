"""How close a picture or recording is to a reference."""
