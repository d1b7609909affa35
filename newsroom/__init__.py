"""Tools for the desk that own no content: bringing in pages and Word files, the first page of the desk."""
