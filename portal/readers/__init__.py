"""Readers' pages that show several apps at once, and the files by which search engines and browsers find them."""
