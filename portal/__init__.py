"""The project: it puts the apps together, runs the site, and shows the pages that mix them."""
