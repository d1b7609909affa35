"""What every request and response goes through, whatever app answers: middleware, error pages, files, health."""
