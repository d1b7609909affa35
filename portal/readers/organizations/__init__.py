"""Readers' pages of organizations and people. They show news and events too, so they stand to the right of all."""
