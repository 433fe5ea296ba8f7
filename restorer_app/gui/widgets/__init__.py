"""Controls and their look, shared by all panels; they know nothing of photographs."""
