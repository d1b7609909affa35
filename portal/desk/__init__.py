"""The desk as a whole: the admin site with its navigation and front page, and what each role may do in it."""
