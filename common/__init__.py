"""Text, dates, HTML cleaning and what pages share: no models, imports no app."""
