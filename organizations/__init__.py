"""The tree of unions, their facilities and partners; model workers and honours."""
