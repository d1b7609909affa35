"""Readers' pages. They read only what the querysets call published, and are the same for everybody."""
