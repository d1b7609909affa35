"""Is any stored page ever older than the last change? ``.venv/bin/python bench/freshness`` tries it with random deeds."""
