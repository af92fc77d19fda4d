"""The picture of who is tied to whom, and what one explores in it: places, groups, ways, data for the browser."""
