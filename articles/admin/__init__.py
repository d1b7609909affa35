"""The desk of articles and of all that orders them. Importing it registers nothing."""
