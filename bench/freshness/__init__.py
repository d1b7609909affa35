"""Is any stored page older than the last change? ``.venv/bin/python bench/freshness`` tries it with random deeds."""
