"""How well the search finds: judged queries over the demonstration. ``.venv/bin/python bench/search_quality``."""
