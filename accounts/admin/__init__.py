"""The accounts at the desk, and the log of what was done there. Importing it registers nothing."""
