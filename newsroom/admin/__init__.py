"""The newsroom's tools at the desk: bringing in pages, and the bin. The app names what registers."""
