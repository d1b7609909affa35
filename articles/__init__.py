"""Articles with all that orders them, and their way through the reviews."""
