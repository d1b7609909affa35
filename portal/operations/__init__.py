"""Running the site: settings from the environment, database and web server, first start, closing for maintenance."""
